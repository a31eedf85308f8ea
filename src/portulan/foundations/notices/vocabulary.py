"""Ways to reach a person, and how long delivery is tried."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    PAGE = "page", _("on the pages")
    MAIL = "mail", _("by mail")


ATTEMPTS = 8  # with the pauses below, about a day and a half
FIRST_PAUSE = timedelta(minutes=1)  # then four times as long each time
LAST_PAUSE = timedelta(hours=12)
EVERY = timedelta(minutes=2)  # between two looks at what is due; a new notice asks for one at once
