"""Run a back-test and hand out its figures as plain values, with what was wrong with the input beside them."""

import calendar
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from portulan.analytics.radar.backtest import FIGURES, METHODS, Result
from portulan.analytics.radar.backtest import backtest as run
from portulan.analytics.radar.calibration import Chances
from portulan.analytics.radar.links import Links, UnusableLinksError, read
from portulan.analytics.radar.pairs import Scope, Window

__all__ = ["FIGURES", "METHODS", "UnusableLinksError", "backtest", "until_after"]

DEFAULT_HORIZON = "3y"
_HORIZON = re.compile(r"([1-9]\d?)([ym])")
_FEW = 50  # positives under which a reader is warned
_SHORT = 2.0  # years of history under which a reader is warned
_LATE = timedelta(days=62)  # a last start so much before the end of the horizon leaves it open


def until_after(day: date, horizon: str) -> date:
    """The last day of a horizon such as ``2y`` or ``18m`` after ``day``; raises ValueError on any other form."""
    found = _HORIZON.fullmatch(horizon)
    if not found:
        raise ValueError(
            f"the horizon {horizon!r} is not understood: write 2y for two years, 18m for months."
        )
    months = int(found[1]) * (12 if found[2] == "y" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise ValueError(f"no calendar reaches {horizon} after {day}: choose an earlier day.")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def backtest(
    *,
    path: Path,
    country: str,
    until: date,
    horizon: str = DEFAULT_HORIZON,
    focal: str = "",
    kinds: tuple[str, ...] = (),
    min_activity: int = 2,
    strict: int | None = None,
    today: date,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """All figures of the protocol on the links of ``path``, as values JSON can hold (see docs/radar.md).

    Raises UnusableLinksError when the file or the question cannot be used, ValueError on a wrong horizon.
    """
    window = Window(after=until, until=until_after(until, horizon), strict=strict)
    scope = Scope(country, focal=focal, kinds=kinds, min_activity=min_activity)
    links = read(path, today=today)
    say(
        f"{links.reading.kept:,} rows: {len(links.organisations):,} organisations, {len(links.projects):,} projects."
    )
    result = run(links, scope, window, say=say)
    return {
        "asked": _asked(path, scope, window, horizon),
        "rows": _rows(links),
        "warnings": warnings(links, result),
        **_sizes(result),
        "methods": {
            name: {**_plain(result.methods[name]), "suggested": asdict(result.suggested[name])}
            for name in METHODS
        },
        "ratios": {name: _plain(found) for name, found in result.ratios.items()},
        "bootstrap": {"draws": result.draws, "over": result.drawn_over, "level": 0.95},
        "censoring": _censoring(result),
        "cold_start": _cold_start(result),
        "calibration": {
            "exploratory": True,  # one earlier window at most is little to learn from
            "learned_on": _learned_on(result.chances),
            "deciles": [asdict(one) for one in result.deciles],
        },
        "best": _best(links, result),
    }


def _asked(path: Path, scope: Scope, window: Window, horizon: str) -> dict[str, Any]:
    return {
        "links": path.name,
        "focal_country": scope.country,
        "focal_id": scope.focal or None,
        "until": window.after.isoformat(),
        "horizon": horizon,
        "horizon_end": window.until.isoformat(),
        "default_horizon": DEFAULT_HORIZON,
        "types": list(scope.kinds),
        "min_activity": scope.min_activity,
        "strict": window.strict,
    }


def _rows(links: Links) -> dict[str, Any]:
    reading = links.reading
    return {
        "read": reading.rows,
        "kept": reading.kept,
        "refused": dict(reading.refused),
        "first_line": dict(reading.first_line),
        "notes": {note: count for note, count in reading.notes.items() if count},
        "organisations": len(links.organisations),
        "projects": len(links.projects),
        "countries": len(set(links.country)),
        "first_start": date.fromordinal(int(links.start.min())).isoformat(),
        "last_start": date.fromordinal(int(links.start.max())).isoformat(),
    }


def warnings(links: Links, result: Result) -> list[str]:
    """What a reader must know before believing the figures."""
    reading = links.reading
    said = [
        f"{count:,} rows were left out: {reason} (first on line {reading.first_line[reason]:,})."
        for reason, count in reading.refused.items()
    ]
    said += [f"{count:,} times: {note}." for note, count in reading.notes.items() if count]
    last = date.fromordinal(int(links.start.max()))
    yearly = reading.notes["date known to the year only"] and last.year >= result.window.until.year
    if last + _LATE < result.window.until and not yearly:
        said.append(
            f"The last project starts on {last}, before the horizon ends on {result.window.until}: links that "
            "start later are not known, and the figures are lower than they would be."
        )
    if result.positives < _FEW:
        said.append(f"Only {result.positives} pairs link within the horizon: the intervals are wide.")
    if result.drawn_over != "focal organisations":
        said.append(
            "There is one focal organisation: intervals draw candidates again, not organisations, and say "
            "nothing about another organisation."
        )
    if result.censoring.history_years < _SHORT:
        said.append(
            f"Only {result.censoring.history_years:.1f} years are known before {result.window.after}: many links that "
            "look new may be old ones, and every figure counts them as new."
        )
    if result.chances is None:
        said.append("No earlier window could teach chances: predicted rates cannot be said.")
    return said


def _sizes(result: Result) -> dict[str, Any]:
    names = ("focal", "focal_too_small", "focal_with_positives", "candidates", "pairs", "positives")
    tail = {
        "max_degree": result.tail_degree,
        "pairs": result.tail_pairs,
        "positives": result.tail_positives,
    }
    return {**{name: getattr(result, name) for name in names}, "tail": tail}


def _plain(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: asdict(figure) for name, figure in figures.items()}


def _censoring(result: Result) -> dict[str, Any]:
    """``share``: of the links called new when only the later half of the history is kept, those known to be old."""
    found = result.censoring
    half = found.shortened[1]
    return {
        "share": half.share,
        "history_years": found.history_years,
        "linked_in_window": found.linked,
        "new": found.new,
        "with_shorter_history": [{**asdict(one), "share": one.share} for one in found.shortened],
    }


def _cold_start(result: Result) -> dict[str, Any]:
    found = result.cold_start
    return {**asdict(found), "share": found.too_little / found.pairs if found.pairs else None}


def _learned_on(chances: Chances | None) -> dict[str, Any] | None:
    if chances is None:
        return None
    window = chances.window
    return {
        "after": window.after.isoformat(),
        "until": window.until.isoformat(),
        "years": chances.years,
        "positives": chances.positives,
    }


def _best(links: Links, result: Result) -> list[dict[str, str]]:
    keys = links.organisations
    return [{"focal": keys[left], "candidate": keys[right]} for left, right in result.best]
