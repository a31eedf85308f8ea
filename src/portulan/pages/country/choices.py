"""The figures that every country has, by year: what a map is coloured by and a list of countries is sorted by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext, ngettext

from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.tables.order import RefusedQuery
from portulan.foundations.tables.table import SourceNote
from portulan.insight.figures import Figures
from portulan.insight.results import CountryActivity
from portulan.pages.sources.citing import method_url, notes

Counts = Mapping[str, Mapping[int, int]]  # country code -> year -> count
SCALE = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One figure by country and year.

    ``counts`` holds a country only where the source speaks of it; a year it does not name for such a
    country is a count of zero. ``flow`` is false where years must not be added up.
    """

    key: str
    label: str
    unit: str
    counts: Counts
    years: tuple[int, ...]
    sources: tuple[SourceNote, ...] = ()
    method: str = ""
    note: str = ""
    flow: bool = True

    def count(self, country: str, year: int) -> int | None:
        """The count, zero where the source has none for a country it knows, None where it does not know it."""
        known = self.counts.get(country)
        return None if known is None else known.get(year, 0)


@lru_cache(maxsize=12)
def grouped(figures: Figures, kind: str) -> Counts:
    """The published counts of one kind by country and year; kept, since a version never changes."""
    read: dict[str, Callable[[], list[CountryActivity]]] = {
        "coauthorship": figures.coauthorship_by_country,
        "projects": figures.eu_by_country,
        "copublications": figures.copub_by_country,
    }
    counts: dict[str, dict[int, int]] = {}
    for row in read[kind]():
        counts.setdefault(row.country, {})[row.year] = row.count
    return counts


def choices(*, figures: Figures | None, today: date, codes: Iterable[str]) -> list[Choice]:
    """The figures there are, the one shown unless asked otherwise first."""
    known = [] if figures is None else _published(figures, tuple(codes))
    return [choice for choice in [*known, _laboratories(figures, today, tuple(codes))] if choice.years]


def chosen(offered: list[Choice], asked: str) -> Choice:
    """The figure of key ``asked``, the first where nothing is asked; raises RefusedQuery."""
    found = next((choice for choice in offered if asked in ("", choice.key)), None)
    if found is not None:
        return found
    allowed = ", ".join(choice.key for choice in offered)
    message = gettext("“%(asked)s” is not a figure of the map. The figures are: %(allowed)s.")
    raise RefusedQuery(message % {"asked": asked[:40], "allowed": allowed})


def chosen_year(choice: Choice, asked: str) -> int:
    """The year asked for, or the nearest this figure has; the last where nothing is asked; raises RefusedQuery."""
    first, last = choice.years[0], choice.years[-1]
    if not asked:
        return last
    if asked.isascii() and asked.isdigit() and len(asked) == 4:
        return min(max(int(asked), first), last)
    message = gettext("“%(asked)s” is not a year. The years of this figure are %(first)s to %(last)s.")
    raise RefusedQuery(message % {"asked": asked[:20], "first": first, "last": last})


def breaks(counts: Counts) -> tuple[int, ...]:
    """Five lower bounds for the steps of a map, round numbers near the fifths of all counts above zero."""
    values = sorted(count for years in counts.values() for count in years.values() if count > 0)
    bounds = [1]
    for fifth in range(1, 5):
        near = rounded(values[len(values) * fifth // 5]) if values else 0
        bounds.append(near if near > bounds[-1] else next_round(bounds[-1]))
    return tuple(bounds)


def rounded(value: int) -> int:
    """The nearest number of the scale 1, 2, 5, 10, 20, 50..."""
    power = 10 ** (len(str(value)) - 1)
    return min((step * power for step in (*SCALE, 10)), key=lambda number: abs(number - value))


def next_round(value: int) -> int:
    """The next number of the same scale."""
    power = 10 ** (len(str(value)) - 1)
    return next(step * power for step in (*SCALE, 10) if step * power > value)


def _published(figures: Figures, codes: tuple[str, ...]) -> list[Choice]:
    found = [_coauthorship(figures), _projects(figures, codes)]
    return [*found, _copublications(figures, codes)] if figures.focal.has_copublications else found


def _years(counts: Counts) -> tuple[int, ...]:
    years = {year for by_year in counts.values() for year in by_year}
    return tuple(range(min(years), max(years) + 1)) if years else ()


def _everywhere(counts: Counts, codes: tuple[str, ...]) -> Counts:
    """The same, where a country the source does not name has none rather than no data."""
    return {code: counts.get(code, {}) for code in codes} if counts else {}


def _coauthorship(figures: Figures) -> Choice:
    counts = grouped(figures, "coauthorship")
    return Choice(
        key="coauthorship",
        label=gettext("Works co-authored with the home country"),
        unit=gettext("works"),
        counts=counts,
        years=_years(counts),
        sources=notes(figures, "coauthorship"),
        method=method_url("co-authorship"),
        note=gettext(
            "Works with authors in both countries, whatever their organisation. "
            "The home country is not counted with itself."
        ),
    )


def _projects(figures: Figures, codes: tuple[str, ...]) -> Choice:
    counts = grouped(figures, "projects")
    return Choice(
        key="projects",
        label=gettext("Our European projects with a partner there"),
        unit=gettext("projects"),
        counts=_everywhere(counts, codes),
        years=_years(counts),
        sources=notes(figures, "cordis"),
        method=method_url("eu-projects"),
        note=gettext("A project counts in the year it starts, once for each country of its partners."),
    )


def _copublications(figures: Figures, codes: tuple[str, ...]) -> Choice:
    counts = grouped(figures, "copublications")
    without_home = tuple(code for code in codes if code != figures.focal.home_country)
    return Choice(
        key="copublications",
        label=gettext("Our co-publications with an organisation there"),
        unit=gettext("works"),
        counts=_everywhere(counts, without_home),
        years=_years(counts),
        sources=notes(figures, "hal"),
        method=method_url("co-publications"),
        note=gettext("A work counts once for each country of its foreign organisations."),
    )


def _laboratories(figures: Figures | None, today: date, codes: tuple[str, ...]) -> Choice:
    """Joint laboratories at the date of the page; the registry says when a unit opened, not all that closed."""
    standing = organisation_queries.joint_laboratories_by_country(today)
    placed = {code: {today.year: count} for code, count in standing.items() if code}
    unknown = standing.get("", 0)
    choice = Choice(
        key="laboratories",
        label=gettext("Our joint laboratories"),
        unit=gettext("laboratories"),
        counts=_everywhere(placed, codes),
        years=(today.year,) if standing else (),
        sources=notes(figures, "rnsr"),
        method=method_url("joint-laboratories"),
        flow=False,
    )
    return replace(choice, note=_unplaced(unknown)) if unknown else choice


def _unplaced(count: int) -> str:
    text = ngettext(
        "%(count)s more joint laboratory stands in a country that no source gives.",
        "%(count)s more joint laboratories stand in a country that no source gives.",
        count,
    )
    return text % {"count": count}
