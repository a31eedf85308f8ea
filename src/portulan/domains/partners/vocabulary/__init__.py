"""How an organisation is party to a unit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyRole(models.TextChoices):
    SUPERVISING = "supervising", _("supervising body")
    PARTICIPATING = "participating", _("participating body")
    PARTNER = "partner", _("partner")
