"""A section of measures as plain values, and the words that all sections use."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Interval, SourceNote
from portulan.foundations.text import formats
from portulan.foundations.ui.charts import Chart
from portulan.foundations.ui.components import Figure
from portulan.insight.measured import CannotSay, Estimate, Said
from portulan.insight.results import NotEnough
from portulan.pages.sources.citing import method_url

LEVEL = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``says`` are sentences under the plots, among them what cannot be said and why."""

    key: str
    title: str
    lead: str
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """Not enough data, in words of the active language."""

    needed: int
    found: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every figure of a section carries."""

    sources: tuple[SourceNote, ...]
    method: str
    years: str = ""
    digits: int | None = field(default=None)


def figure(title: str, said: Said, told: Told, *, form: Any = "number", note: str = "") -> Figure | None:
    """A figure with its 90 % interval, or "not enough data"; None where no source tells, which a sentence says."""
    common: dict[str, Any] = {
        "title": title,
        "sources": told.sources,
        "method_url": method_url(told.method),
        "years": told.years,
    }
    if isinstance(said, CannotSay):
        return None
    if isinstance(said, NotEnough):
        return Figure(**common, lack=lack(said))
    return Figure(
        **common,
        value=said.value,
        low=round(said.low, 4),
        high=round(said.high, 4),
        form=form,
        digits=told.digits,
        note=note,
        level=LEVEL,
    )


def lack(said: NotEnough) -> Lack:
    return Lack(said.needed, said.found, unit(said.unit, said.found))


def unit(code: str, count: int) -> str:
    """``projects`` or ``works``."""
    if code == "projects":
        return ngettext("project", "projects", count)
    return ngettext("work", "works", count)


def cell(said: Said) -> Interval | None:
    """An interval for a table; None where there is no figure: the column says why."""
    return Interval(said.value, said.low, said.high) if isinstance(said, Estimate) else None


def value(said: Said) -> float | None:
    return said.value if isinstance(said, Estimate) else None


def low(said: Said) -> float | None:
    return said.low if isinstance(said, Estimate) else None


def high(said: Said) -> float | None:
    return said.high if isinstance(said, Estimate) else None


def why_not(said: Said) -> str:
    """Why there is no figure, as a sentence; empty where there is one."""
    if isinstance(said, NotEnough):
        text = _("Not enough data: %(found)s %(unit)s, %(needed)s needed.")
        found = lack(said)
        return text % {
            "found": formats.number(found.found),
            "unit": found.unit,
            "needed": formats.number(found.needed),
        }
    if isinstance(said, CannotSay):
        return {
            "only_ours": _("Cannot say: the file of projects that is loaded holds projects of ours only."),
            "untold": _("Cannot say: the source does not tell what each side received."),
        }[said.reason]
    return ""
