"""What changed between the two last builds: sources that differ, and countries whose figures moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Link
from portulan.foundations.text.formats import number, softdate
from portulan.insight import lake as insight_lake
from portulan.insight.figures import Figures, earlier
from portulan.insight.lake import SourceChange
from portulan.pages.country.choices import KINDS, Counts, grouped
from portulan.pages.sources.phrases import in_words

NAMED = 12  # countries named for one figure
Moved = tuple[str, tuple[str, ...]]  # kind of figure, codes of the countries


@dataclass(frozen=True, slots=True)
class Found:
    """What differs, in no language yet."""

    before: datetime
    sources: tuple[SourceChange, ...]
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One change in a sentence, with the pages it leads to."""

    sentence: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """When the version before was built, and each change; no line where both say the same."""

    before: datetime
    lines: tuple[Line, ...]


def changes(figures: Figures, *, lake: Path, names: Mapping[str, str]) -> Changes | None:
    """None where no version before the one in use is kept; ``names`` are those of the countries."""
    found = _found(figures, lake)
    if found is None:
        return None
    lines = (*_sources(found), *_countries(found, names))
    return Changes(before=found.before, lines=lines)


@lru_cache(maxsize=2)
def _found(figures: Figures, lake: Path) -> Found | None:
    before = earlier(lake)
    if before is None:
        return None
    moved = ((kind, _moved(grouped(before, kind), grouped(figures, kind))) for kind in KINDS)
    return Found(
        before=before.built_at,
        sources=tuple(insight_lake.changes(lake)),
        moved=tuple((kind, codes) for kind, codes in moved if codes),
    )


def _moved(before: Counts, now: Counts) -> tuple[str, ...]:
    """The countries whose counts differ in some year."""
    return tuple(sorted(code for code in {*before, *now} if before.get(code) != now.get(code)))


def _sources(found: Found) -> Iterator[Line]:
    for change in found.sources:
        link = Link(in_words(change.title), reverse("source", args=[change.key]))
        yield Line(sentence=_dated(change), links=(link,))


def _dated(change: SourceChange) -> str:
    told = {
        "before": softdate(change.as_of_before),
        "now": softdate(change.as_of_now),
        "kept_before": number(change.kept_before),
        "kept": number(change.kept_now),
    }
    if not change.as_of_before:
        return _("Source loaded for the first time, as of %(now)s; %(kept)s rows kept.") % told
    if not change.as_of_now:
        return _("Source no longer loaded; it was as of %(before)s.") % told
    text = _("Source as of %(now)s, before as of %(before)s; %(kept)s rows kept, before %(kept_before)s.")
    return text % told


def _countries(found: Found, names: Mapping[str, str]) -> Iterator[Line]:
    address = reverse("country", args=["__"])
    for kind, codes in found.moved:
        shown = sorted(codes, key=lambda code: names.get(code, code))[:NAMED]
        links = tuple(Link(names.get(code, code), address.replace("__", code)) for code in shown)
        yield Line(sentence=_counted(kind, len(codes)), links=links)


def _counted(kind: str, count: int) -> str:
    said = {
        "coauthorship": _("Co-authored works"),
        "projects": _("European projects"),
        "copublications": _("Co-publications"),
    }
    text = ngettext(
        "%(figure)s: %(count)s country differs.", "%(figure)s: %(count)s countries differ.", count
    )
    return text % {"figure": said[kind], "count": number(count)}
