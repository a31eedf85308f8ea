"""The ground of every section's schema: strict entries, texts in two languages, dates, sources."""

from datetime import date
from typing import Annotated, Any, NoReturn, Self

from django.utils.translation import gettext as _
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from portulan.foundations.model.softdate import SoftDate

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-zA-Z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=500)]
Rank = Annotated[int, Field(strict=True, ge=0, le=32767)]
YesNo = Annotated[bool, Field(strict=True)]


def refuse(problem: str, allowed: str = "") -> NoReturn:
    """Refuse a value inside a schema, with what is allowed instead."""
    raise PydanticCustomError("pack", "{problem}", {"problem": problem, "allowed": allowed})


def _read_day(value: Any) -> SoftDate:
    known = value.isoformat() if type(value) is date else value
    try:
        return SoftDate.parse(known)
    except (TypeError, ValueError):
        problem = _("%(value)s is not a date.") % {"value": repr(value)[:60]}
        refuse(problem, _('a year ("2009"), a month ("2009-03") or a day ("2009-03-12"), in quotes'))


Day = Annotated[InstanceOf[SoftDate], BeforeValidator(_read_day)]


class Entry(BaseModel):
    """Refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Entry):
    """A text in French and English; both are needed."""

    fr: Words
    en: Words


class BilingualProse(Entry):
    """A longer text in French and English; both are needed."""

    fr: Prose
    en: Prose


class DatedEntry(Entry):
    """Holds from ``since`` (included) to ``until`` (excluded); left out when not known. ``source`` names one of
    sources.toml."""

    since: Day | None = None
    until: Day | None = None
    source: Code | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.until.latest < self.since.earliest:
            refuse(
                _("until (%(until)s) is before since (%(since)s).")
                % {"until": self.until, "since": self.since}
            )
        return self


class Source(Entry):
    """Where something was read: ``as_of`` is the date of what it says, left out when it gives none."""

    title: Words
    url: Address | None = None
    as_of: Day | None = None


class Sources(Entry):
    """sources.toml: what other files name in ``source``."""

    source: dict[Code, Source] = Field(default_factory=dict)
