"""The figures that every country has, by year: what a map is coloured by and a list of countries is sorted by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext, ngettext

from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.tables.order import RefusedQuery
from portulan.foundations.tables.table import SourceNote
from portulan.foundations.text.formats import number, years
from portulan.insight.bounds import poisson
from portulan.insight.figures import Figures
from portulan.insight.results import CountryActivity, YearCount
from portulan.pages.sources.citing import method_url, notes

Counts = Mapping[str, Mapping[int, int]]  # country code -> year -> count
KINDS = ("coauthorship", "projects", "copublications")  # those that never change within a version
SCALE = (1, 2, 5)
SMALL = 20  # under it a step is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One figure by country and year.

    ``counts`` holds a country only where the source speaks of it; a year it does not name for such a
    country is a count of zero. ``flow`` is false where years must not be added up. ``total`` is the figure of the
    whole world in one sentence.
    """

    key: str
    label: str
    total: str
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


def span(figures: Figures, kind: str) -> range:
    """The years one kind of counts speaks of, from the first to the last of all countries."""
    known = {year for by_year in grouped(figures, kind).values() for year in by_year}
    return range(min(known), max(known) + 1) if known else range(0)


def every_year(counts: Sequence[YearCount], over: range) -> list[YearCount]:
    """One count for each year of ``over``: a year the source leaves out for a country it knows counts zero."""
    known = {count.year: count for count in counts}
    return [known.get(year) or YearCount(year, 0, *poisson(0)) for year in over]


def choices(*, figures: Figures | None, today: date, names: Mapping[str, str]) -> list[Choice]:
    """The figures there are, the one shown unless asked otherwise first; ``names`` are those of all countries."""
    known = [] if figures is None else _published(figures, names)
    return [choice for choice in [*known, _laboratories(figures, today, tuple(names))] if choice.years]


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
    """Five lower bounds for the steps of a map, the same for all years: round numbers in even proportions."""
    highest = max((count for years in counts.values() for count in years.values()), default=0)
    if highest < SMALL:
        return (1, 2, 3, 4, 5)
    bounds = [1]
    for fifth in range(1, 5):
        near = rounded(highest ** (fifth / 5))
        bounds.append(near if near > bounds[-1] else next_round(bounds[-1]))
    return tuple(bounds)


def rounded(value: float) -> int:
    """The nearest number of the scale 1, 2, 5, 10, 20, 50..."""
    power = 10 ** (len(str(int(value))) - 1)
    return min((step * power for step in (*SCALE, 10)), key=lambda number: abs(number - value))


def next_round(value: int) -> int:
    """The next number of the same scale."""
    power = 10 ** (len(str(value)) - 1)
    return next(step * power for step in (*SCALE, 10) if step * power > value)


def _published(figures: Figures, names: Mapping[str, str]) -> list[Choice]:
    codes = tuple(names)
    home = names.get(figures.focal.home_country, figures.focal.home_country)
    found = [_coauthorship(figures, home), _projects(figures, codes)]
    return [*found, _copublications(figures, codes)] if figures.focal.has_copublications else found


def _everywhere(counts: Counts, codes: tuple[str, ...]) -> Counts:
    """The same, where a country the source does not name has none rather than no data."""
    return {code: counts.get(code, {}) for code in codes} if counts else {}


def _coauthorship(figures: Figures, home: str) -> Choice:
    counts = grouped(figures, "coauthorship")
    return Choice(
        key="coauthorship",
        label=gettext("Works co-authored, %(home)s and each country") % {"home": home},
        total=_coauthors(home, counts, span(figures, "coauthorship")),
        unit=gettext("works"),
        counts=counts,
        years=tuple(span(figures, "coauthorship")),
        sources=notes(figures, "coauthorship"),
        method=method_url("co-authorship"),
        note=gettext(
            "Works with authors in both countries, whatever their organisation. "
            "%(home)s is not counted with itself."
        )
        % {"home": home},
    )


def _projects(figures: Figures, codes: tuple[str, ...]) -> Choice:
    counts = grouped(figures, "projects")
    return Choice(
        key="projects",
        label=gettext("Our European projects with a partner there"),
        total=_ours(figures.eu_total(), counts, span(figures, "projects"), projects=True),
        unit=gettext("projects"),
        counts=_everywhere(counts, codes),
        years=tuple(span(figures, "projects")),
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
        total=_ours(figures.copub_total(), counts, span(figures, "copublications"), projects=False),
        unit=gettext("works"),
        counts=_everywhere(counts, without_home),
        years=tuple(span(figures, "copublications")),
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
        total=_stand(placed),
        unit=gettext("laboratories"),
        counts=_everywhere(placed, codes),
        years=(today.year,) if standing else (),
        sources=notes(figures, "rnsr"),
        method=method_url("joint-laboratories"),
        flow=False,
    )
    return replace(choice, note=_unplaced(unknown)) if unknown else choice


def above(counts: Counts) -> int:
    """In how many countries a figure is above zero in some year."""
    return sum(1 for by_year in counts.values() if any(by_year.values()))


def _span(over: range) -> str:
    return years(over[0], over[-1]) if over else ""


def _coauthors(home: str, counts: Counts, over: range) -> str:
    text = ngettext(
        "%(home)s has co-authored works with %(count)s country (%(years)s).",
        "%(home)s has co-authored works with %(count)s countries (%(years)s).",
        above(counts),
    )
    return text % {"home": home, "count": number(above(counts)), "years": _span(over)}


def _ours(total: int, counts: Counts, over: range, *, projects: bool) -> str:
    if projects:
        text = gettext(
            "Our %(total)s European projects, started in %(years)s, have partners in %(count)s countries."
        )
    else:
        text = gettext("Our %(total)s co-publications of %(years)s are with %(count)s countries.")
    return text % {"total": number(total), "years": _span(over), "count": number(above(counts))}


def _stand(counts: Counts) -> str:
    total = sum(sum(by_year.values()) for by_year in counts.values())
    text = ngettext(
        "%(total)s joint laboratory, in %(count)s country.",
        "%(total)s joint laboratories, in %(count)s countries.",
        total,
    )
    return text % {"total": number(total), "count": number(above(counts))}


def _unplaced(count: int) -> str:
    text = ngettext(
        "%(count)s more joint laboratory stands in a country that no source gives.",
        "%(count)s more joint laboratories stand in a country that no source gives.",
        count,
    )
    return text % {"count": count}
