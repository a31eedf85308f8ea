"""States of a run, and how long things may take."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(seconds=30)  # a worker that says nothing for so long is taken for dead
FIRST_RETRY = timedelta(seconds=10)  # then four times as long each time
LAST_RETRY = timedelta(hours=1)
LOSSES = 3  # a run that outlived so many workers is not tried again: it may be what kills them


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


OPEN = (State.WAITING, State.RUNNING)
