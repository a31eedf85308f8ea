"""What a desk shows: groups of lines, each one sentence and one action, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.cooperations.queries.views import CooperationLine
from portulan.foundations.text import formats

Tone = Literal["late", "today", ""]
_NAMED = 2  # partners of a cooperation that a line names
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The one thing to do: a link, or a button that posts ``values``."""

    label: str
    url: str
    icon: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @property
    def post(self) -> bool:
        return bool(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence (a link where it leads somewhere), when it is due, what it is about, and the action."""

    sentence: str
    url: str = ""
    when: str = ""
    tone: Tone = ""
    about: tuple[str, ...] = ()
    act: Act | None = None
    fictitious: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one kind; ``more_url`` leads to all where the group shows some."""

    key: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""
    more_url: str = ""
    more_label: str = ""
    total: int | None = None  # where more are known than shown

    @property
    def count(self) -> str:
        return formats.number(len(self.lines) if self.total is None else self.total)


def tone_of(day: date | None, today: date) -> Tone:
    if day is None or day > today:
        return ""
    return "today" if day == today else "late"


def due_in_words(day: date | None, today: date) -> str:
    """``3 days late``, ``today``, ``tomorrow``, ``Friday 28 November``, ``12 March 2027``; empty without a date."""
    if day is None:
        return ""
    days = (day - today).days
    if days < 0:
        late = ngettext("%(count)s day late", "%(count)s days late", -days)
        return late % {"count": formats.number(-days)}
    named = {0: _("today"), 1: _("tomorrow")}
    if days in named:
        return named[days]
    if days < _WEEK:
        return format_date(day, "EEEE d MMMM", locale=formats.language())
    return formats.softdate(day)


def about(line: CooperationLine) -> tuple[str, ...]:
    """Which cooperation it is: its title, with whom, where."""
    return tuple(_about(line))


def _about(line: CooperationLine) -> Iterator[str]:
    partners = [one.short_name or one.name for one in line.partners]
    if partners:
        others = len(partners) - _NAMED
        more = [_("%(count)s more") % {"count": formats.number(others)}] if others > 0 else []
        yield formats.listed([*partners[:_NAMED], *more])
    yield from (formats.named(one, "name") for one in line.countries[:_NAMED])
    yield line.stage_label
