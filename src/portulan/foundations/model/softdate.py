"""Half-known dates: a year, a year and a month, or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True, slots=True, order=True)
class SoftDate:
    """A date as it is known; sorts and compares by its text, so a year stands before its months.

    ``text`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a half-known date; raises ValueError naming what is allowed."""
        shape = _SHAPE.fullmatch(text)
        if shape is None or not _exists(*shape.groups(default="01")):
            raise ValueError(
                f"{text!r} is not a date: write a year (2009), a month (2009-03) or a day (2009-03-12)"
            )
        return cls(text)

    @property
    def year(self) -> int:
        return int(self.text[:4])

    @property
    def earliest(self) -> date:
        """The first day this date may be."""
        parts = [int(part) for part in self.text.split("-")]
        return date(*[*parts, 1, 1][:3])

    @property
    def latest(self) -> date:
        """The last day this date may be."""
        parts = [int(part) for part in self.text.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
        return date(year, month, day)

    def __str__(self) -> str:
        return self.text


def _exists(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


if TYPE_CHECKING:
    _Column = models.CharField["SoftDate | str | date | None", "SoftDate | None"]
else:
    _Column = models.CharField


class SoftDateField(_Column):
    """A column that holds a SoftDate as its text; the database sorts it as the dates sort."""

    description = _("A year, a month or a day.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: Any) -> SoftDate | None:
        return SoftDate(value) if value else None

    def to_python(self, value: Any) -> SoftDate | None:
        if value is None or value == "" or isinstance(value, SoftDate):
            return value or None
        try:
            return SoftDate.parse(value.isoformat() if isinstance(value, date) else str(value))
        except ValueError as error:
            raise ValidationError(
                _("Write a year (2009), a month (2009-03) or a day (2009-03-12).")
            ) from error

    def get_prep_value(self, value: Any) -> str | None:
        known = self.to_python(value)
        return known.text if known else None
