"""What the co-publications say of a team: by year, by field, with whom, and which works."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.foundations.tables.table import Column, Interval, Link, SourceNote, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Figure
from portulan.insight.bounds import poisson
from portulan.insight.figures import Figures
from portulan.insight.results import Work
from portulan.pages.country.partners import Group
from portulan.pages.country.projects import some
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import in_words
from portulan.pages.unit.bands import groups_of, met, partner_table

SOURCE = "hal"
ALL = 1_000_000
SHOWN = 20
PANELS = 9  # small multiples on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPart:
    """``sentence`` says plainly when the source holds no work of the team."""

    count: int
    sentence: str
    figure: Figure | None = None
    by_year: Chart | None = None
    by_field: Chart | None = None
    fields: TableView | None = None
    groups: tuple[Group, ...] = ()
    partners: TableView | None = None
    works: TableView | None = None


def team_part(
    figures: Figures | None, line: UnitLine, *, query: Mapping[str, str], path: str
) -> TeamPart | None:
    """None for a unit that is not a team, and where nothing is published."""
    if figures is None or line.kind != UnitKind.TEAM or figures.source(SOURCE).missing:
        return None
    works = figures.copub_works(team=line.code, limit=ALL)
    if not works:
        return TeamPart(
            count=0, sentence=_("The loaded works hold none of this team with a foreign organisation.")
        )
    views = {key: view_of(table, query=query, path=path) for key, table in _tables(figures, works).items()}
    return TeamPart(
        count=len(works),
        sentence=_sentence(works),
        figure=_figure(figures, works),
        by_year=_chart(figures, works, views["works-by-year"]),
        by_field=_panels(figures, works, views["fields-by-year"]),
        fields=views["works-by-field"],
        groups=tuple(groups_of(met(works))),
        partners=views["partners"],
        works=views["works"],
    )


def team_tables(figures: Figures | None, line: UnitLine) -> dict[str, Table]:
    """The tables of the part by key; none for a unit that is not a team."""
    if figures is None or line.kind != UnitKind.TEAM or figures.source(SOURCE).missing:
        return {}
    return _tables(figures, figures.copub_works(team=line.code, limit=ALL))


def _tables(figures: Figures, works: Sequence[Work]) -> dict[str, Table]:
    sources = notes(figures, SOURCE)
    return {
        "works-by-year": _years(works, sources),
        "works-by-field": _fields(works, sources),
        "fields-by-year": _fields_by_year(works, sources),
        "partners": partner_table(met(works), whole=len(works), sources=sources),
        "works": _works(works, sources),
    }


def _span(works: Sequence[Work]) -> range:
    years = [work.year for work in works]
    return range(min(years), max(years) + 1) if years else range(0)


def _by_year(works: Sequence[Work]) -> dict[int, int]:
    counts = Counter(work.year for work in works)
    return {year: counts[year] for year in _span(works)}


def _sentence(works: Sequence[Work]) -> str:
    text = ngettext(
        "%(count)s work with a foreign organisation in %(years)s.",
        "%(count)s works with foreign organisations in %(years)s.",
        len(works),
    )
    span = _span(works)
    return text % {"count": formats.number(len(works)), "years": formats.years(span[0], span[-1])}


def _figure(figures: Figures, works: Sequence[Work]) -> Figure:
    count, span = len(works), _span(works)
    low, high = poisson(count)
    return Figure(
        title=_("Co-publications"),
        value=count,
        low=round(low),
        high=round(high),
        unit=ngettext("work", "works", count),
        years=formats.years(span[0], span[-1]),
        note=_("Of %(total)s of ours with a foreign organisation.")
        % {"total": formats.number(figures.copub_total())},
        sources=notes(figures, SOURCE),
        method_url=method_url("co-publications"),
    )


def _chart(figures: Figures, works: Sequence[Work], table: TableView) -> Chart:
    counts = _by_year(works)
    bounds = [poisson(count) for count in counts.values()]
    return Chart(
        key="works-by-year",
        title=_("Co-publications by year"),
        kind="bars",
        x=list(counts),
        series=[
            Series(
                name=_("Works"),
                values=list(counts.values()),
                low=[round(low, 1) for low, _high in bounds],
                high=[round(high, 1) for _low, high in bounds],
                tone="sea",
            )
        ],
        table=table,
        unit=_("works"),
        summary=formats.by_year(counts),
        sources=notes(figures, SOURCE),
        method_url=method_url("co-publications"),
        note=_("The marks are the 95% interval of each count."),
    )


def _panels(figures: Figures, works: Sequence[Work], table: TableView) -> Chart:
    """One small panel per field, the fullest first; a year without a work is zero."""
    counts, span = _field_years(works), _span(works)
    totals = Counter(field for work in works for field in work.fields)
    fullest = [field for field, _count in totals.most_common(PANELS)]
    return Chart(
        key="fields-by-year",
        title=_("Co-publications by field and year"),
        kind="multiples",
        x=list(span),
        series=[
            Series(name=in_words(field), values=[counts[field, year] for year in span], tone="sea")
            for field in fullest
        ],
        table=table,
        unit=_("works a year"),
        summary=formats.listed([f"{in_words(field)} {formats.number(totals[field])}" for field in fullest]),
        sources=notes(figures, SOURCE),
        method_url=method_url("co-publications"),
        note=_("All panels have the same scale. A work may stand under several fields."),
    )


def _field_years(works: Sequence[Work]) -> Counter[tuple[str, int]]:
    return Counter((field, work.year) for work in works for field in work.fields)


def _fields_by_year(works: Sequence[Work], sources: tuple[SourceNote, ...]) -> Table:
    return Table(
        key="fields-by-year",
        title=_("Co-publications by field and year"),
        columns=[
            Column("field", _("Field")),
            Column("year", _("Year"), "year"),
            Column("works", _("Works"), "interval", help=_("95% interval")),
        ],
        rows=[
            {"field": in_words(field), "year": year, "works": _interval(count)}
            for (field, year), count in sorted(_field_years(works).items())
        ],
        sources=sources,
        note=_("A work may stand under several fields: the lines must not be added up."),
    )


def _interval(count: int) -> Interval:
    low, high = poisson(count)
    return Interval(count, round(low, 1), round(high, 1))


def _years(works: Sequence[Work], sources: tuple[SourceNote, ...]) -> Table:
    return Table(
        key="works-by-year",
        title=_("Co-publications by year"),
        columns=[
            Column("year", _("Year"), "year"),
            Column("works", _("Works"), "interval", help=_("95% interval")),
        ],
        rows=[{"year": year, "works": _interval(count)} for year, count in _by_year(works).items()],
        sources=sources,
    )


def _fields(works: Sequence[Work], sources: tuple[SourceNote, ...]) -> Table:
    counts = Counter(field for work in works for field in work.fields)
    return Table(
        key="works-by-field",
        title=_("Co-publications by field"),
        columns=[
            Column("field", _("Field")),
            Column("works", _("Works"), "interval", help=_("95% interval")),
        ],
        rows=[{"field": in_words(field), "works": _interval(count)} for field, count in counts.items()],
        sort="-works",
        sources=sources,
        note=_("A work may stand under several fields: the lines must not be added up."),
    )


def _works(works: Sequence[Work], sources: tuple[SourceNote, ...]) -> Table:
    return Table(
        key="works",
        title=_("Co-publications, the latest first"),
        columns=[
            Column("work", _("Work at HAL"), "link", sortable=False),
            Column("year", _("Year"), "year", sortable=False),
            Column("fields", _("Fields"), sortable=False),
            Column("teams", _("Teams"), sortable=False),
            Column("partners", _("Partners"), sortable=False),
            Column("all_partners", _("All partners"), sortable=False, screen=False),
        ],
        rows=[_work(work) for work in works],
        page_size=SHOWN,
        sources=sources,
        counted=ngettext("%(count)s work", "%(count)s works", len(works))
        % {"count": formats.number(len(works))},
    )


def _work(work: Work) -> dict[str, Any]:
    names = [partner.name for partner in work.partners]
    return {
        "work": Link(work.hal_id, work.url),
        "year": work.year,
        "fields": ", ".join(in_words(field) for field in work.fields),
        "teams": ", ".join(work.teams),
        "partners": some(names),
        "all_partners": "; ".join(names),
    }
