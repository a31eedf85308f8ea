"""How services refuse: by name, with a reason a person can read."""

from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class PartnerRefusedError(ValueError):
    """What was asked cannot be done; the message says why. ``field`` is the field of the form it speaks of."""

    def __init__(self, reason: str | Promise, *, field: str = "") -> None:
        super().__init__(str(reason))
        self.field = field


class ChangedMeanwhileError(PartnerRefusedError):
    """Somebody else changed the same thing first; ``theirs`` holds what it says now."""

    def __init__(self, reason: str | Promise, *, theirs: dict[str, str]) -> None:
        super().__init__(reason)
        self.theirs = theirs


def refuse_access() -> NoReturn:
    """Raise PermissionError with the reason a person is told."""
    raise PermissionError(_("Your mandates do not allow this for this organisation."))
