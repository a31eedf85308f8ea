"""The radar of one unit, and the page that says how good it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.organisation.vocabulary import UnitKind, Verb
from portulan.domains.priorities import access
from portulan.domains.priorities import queries as priorities
from portulan.domains.priorities.queries import Acted
from portulan.domains.priorities.vocabulary import Outcome, Verdict
from portulan.foundations.text import formats
from portulan.insight.figures import Figures
from portulan.insight.radar.reports import reports
from portulan.insight.suggested import LEVELS
from portulan.pages.radar.told import List, Teller, learnt

# Groups in the order of the list, each with the most it shows: all teams, which have suggestions of their own.
GROUPS: tuple[tuple[tuple[UnitKind, ...], int], ...] = (
    (
        (
            UnitKind.ORGANISATION,
            UnitKind.DIRECTION,
            UnitKind.DIRECTORATE,
            UnitKind.INSTITUTE,
            UnitKind.CENTRE,
        ),
        60,
    ),
    ((UnitKind.OFFICE,), 60),
    ((UnitKind.TEAM,), 300),
    ((UnitKind.LABORATORY,), 60),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarPage:
    unit: UnitLine
    name: str
    level: str
    levels: tuple[tuple[str, str], ...]
    lists: tuple[List, ...]
    day: str
    weights: str
    learnt: str
    cannot_say: str
    of_whole: bool
    decided: tuple[Acted, ...]


def level_names() -> dict[str, str]:
    return {"organisations": _("Organisations"), "countries": _("Countries"), "themes": _("Themes")}


def choices(*, reach: Reach, at: date) -> tuple[UnitLine, ...]:
    """The units whose radar the reader reads."""
    return tuple(
        unit
        for kinds, most in GROUPS
        for unit in organisation_queries.units_within(
            reach=reach, verb=Verb.RADAR_READ, at=at, kinds=kinds, limit=most
        )
    )


def unit_of(code: str, *, reach: Reach, at: date) -> UnitLine | None:
    return organisation_queries.unit_within(code, reach=reach, verb=Verb.RADAR_READ, at=at)


def key_of(unit: UnitLine, figures: Figures) -> str:
    """The file that speaks of a unit: its own for a team, else that of the organisation."""
    own = unit.kind == UnitKind.TEAM and figures.suggested(unit.code) is not None
    return unit.code if own else figures.focal.key


def limit_of(reach: Reach) -> frozenset[str] | None:
    """Codes of the countries the reader's radar is limited to; None: all."""
    numbers = access.countries_read(reach)
    if numbers is None:
        return None
    return frozenset(one.code for one in geography_queries.countries_by_id(numbers).values())


def page(*, unit: UnitLine, level: str, figures: Figures | None, reach: Reach, at: date) -> RadarPage:
    told = figures.suggested(key_of(unit, figures)) if figures else None
    decided = priorities.acted_on(reach=reach, unit=unit.code, level=level, at=at)
    common: dict[str, Any] = {
        "unit": unit,
        "name": formats.named(unit, "name"),
        "level": level,
        "levels": tuple((code, level_names()[code]) for code in LEVELS),
        "decided": priorities.decided(reach=reach, at=at, unit=unit.code),
    }
    if figures is None or told is None:
        why = _("Nothing has been built yet, so nothing can be suggested.")
        return RadarPage(**common, lists=(), day="", weights="", learnt="", cannot_say=why, of_whole=False)
    found = told["levels"][level]
    return RadarPage(
        **common,
        lists=Teller(figures, level, decided).lists(found, limit=limit_of(reach)),
        day=max((one["day"] for one in told["sources"].values()), default=""),
        weights=_weights(told["sources"]),
        learnt=learnt(told.get("odds")) if level == "organisations" else "",
        cannot_say=_short() if found["cannot_say"] else "",
        of_whole=key_of(unit, figures) != unit.code,
    )


def _short() -> str:
    return _("Cannot say: fewer than two projects or works are known of it, history is too short to suggest.")


def _weights(sources: Mapping[str, Any]) -> str:
    names = {"cordis": _("European projects"), "hal": _("co-publications")}
    text = _("%(source)s until %(day)s, weight %(weight)s")
    return "; ".join(
        text
        % {
            "source": names[source],
            "day": formats.softdate(date.fromisoformat(one["day"])),
            "weight": formats.number(one["weight"]),
        }
        for source, one in sources.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodness:
    """``tests`` are back-tests on disk; ``outcomes`` what became of suggestions that people decided on."""

    tests: tuple[dict[str, Any], ...]
    outcomes: tuple[dict[str, Any], ...]
    acted: int


def goodness(*, home: Path, reach: Reach) -> Goodness:
    found = priorities.tally(reach=reach)
    lines = [
        {
            "verdict": str(Verdict(verdict).label),
            "count": sum(by.values()),
            "began": by.get(Outcome.BEGAN, 0),
            "nothing": by.get(Outcome.NOTHING, 0),
            "unknown": by.get("", 0),
        }
        for verdict, by in sorted(found.items())
    ]
    tests = tuple(_test(report.name, report.figures) for report in reports(home))
    return Goodness(tests=tests, outcomes=tuple(lines), acted=sum(sum(by.values()) for by in found.values()))


def _country(code: str) -> str:
    known = geography_queries.country(code)
    return formats.named(known, "name") if known else code


def _length(horizon: str) -> str:
    """``2y`` and ``18m`` in words."""
    count, unit = int(horizon[:-1]), horizon[-1]
    if unit == "y":
        text = ngettext("%(count)s year", "%(count)s years", count)
    else:
        text = ngettext("%(count)s month", "%(count)s months", count)
    return text % {"count": count}


def _test(name: str, figures: dict[str, Any]) -> dict[str, Any]:
    """The first figures of a back-test, in plain numbers."""
    methods, asked, best = figures["methods"], figures["asked"], min(100, figures["pairs"])
    return {
        "name": name,
        "country": _country(asked["focal_country"]),
        "until": date.fromisoformat(asked["until"]),
        "horizon": _length(asked["horizon"]),
        "default": _length(asked["default_horizon"]),
        "strict": asked["strict"],
        "pairs": figures["pairs"],
        "positives": figures["positives"],
        "best": best,
        "hits": methods["radar"]["p_at_100"]["value"] * best,
        "luck": methods["random"]["p_at_100"]["value"] * best,
        "of_ten": (methods["radar"]["p10_per_org"]["value"] or 0) * 10,
        "over_simple": figures["ratios"]["adamic_adar"]["ap"],
        "over_popular": figures["ratios"]["popularity"]["ap"],
        "censoring": figures["censoring"]["share"],
        "cold": figures["cold_start"]["share"],
    }
