"""Co-publications with the country, where the organisation has them: by field, by year, teams and works."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Column, Interval, Link, SourceNote, Table
from portulan.foundations.tables.view import TableView
from portulan.foundations.text.formats import listed, number, years
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Empty, Figure
from portulan.insight.bounds import poisson
from portulan.insight.figures import Figures
from portulan.insight.results import FieldActivity, TeamActivity, Work, YearCount
from portulan.pages.country.absent import no_work
from portulan.pages.country.choices import every_year, span
from portulan.pages.country.growth import growth_figure
from portulan.pages.country.projects import ALL, some
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import in_words

YEARS, FIELDS, TEAMS, WORKS = "works-by-year", "works-by-field", "teams", "works"
SHOWN = 8
PANELS = 9  # small multiples on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Copublications:
    """``none`` says plainly that there is none, and what the data cover."""

    count: int
    sentence: str
    figures: tuple[Figure, ...] = ()
    by_year: Chart | None = None
    by_field: Chart | None = None
    teams: TableView | None = None
    works: TableView | None = None
    none: Empty | None = None


def copublications(subject: Subject, asked: Asked) -> Copublications | None:
    """None where the organisation has no such source: the page then says so among what is not known."""
    figures = subject.figures
    if figures is None or not _has_source(figures) or subject.is_home:
        return None
    counts = _counts(subject)
    total = sum(count.count for count in counts)
    if not total:
        why = _no_work(subject, figures)
        return Copublications(count=0, sentence=why, none=no_work(why))
    return Copublications(
        count=total,
        sentence=_sentence(total, counts),
        figures=_figures(subject, figures, counts),
        by_year=_by_year(subject, counts, asked),
        by_field=_by_field(subject, asked),
        teams=asked.view(teams_table(subject)),
        works=asked.view(works_table(subject, limit=SHOWN)),
    )


def _counts(subject: Subject) -> list[YearCount]:
    """Works in each year of the source; empty where there is none at all."""
    counts = subject.figures.copub_years(subject.code) if subject.figures else []
    return every_year(counts, span(subject.figures, "copublications")) if counts and subject.figures else []


def _has_source(figures: Figures) -> bool:
    return figures.focal.has_copublications and not figures.source("hal").missing


def _no_work(subject: Subject, figures: Figures) -> str:
    text = _(
        "The loaded works hold none of %(organisation)s with an organisation in %(country)s. "
        "%(total)s works are loaded: those of the centres and years of the source."
    )
    told = {
        "organisation": subject.organisation,
        "country": subject.name,
        "total": number(figures.copub_total()),
    }
    return text % told


def _sentence(count: int, counts: Sequence[YearCount]) -> str:
    text = ngettext(
        "%(count)s work with an organisation of this country in %(years)s.",
        "%(count)s works with an organisation of this country in %(years)s.",
        count,
    )
    return text % {"count": number(count), "years": years(counts[0].year, counts[-1].year)}


def _sources(subject: Subject) -> tuple[SourceNote, ...]:
    return notes(subject.figures, "hal")


def _figures(subject: Subject, figures: Figures, counts: Sequence[YearCount]) -> tuple[Figure, ...]:
    total, sources = sum(count.count for count in counts), _sources(subject)
    low, high = poisson(total)
    works = Figure(
        title=_("Co-publications"),
        value=total,
        low=round(low),
        high=round(high),
        unit=ngettext("work", "works", total),
        years=years(counts[0].year, counts[-1].year),
        note=_("Of %(total)s of ours with a foreign organisation.")
        % {"total": number(figures.copub_total())},
        sources=sources,
        method_url=method_url("co-publications"),
    )
    return (works, growth_figure(figures.copub_growth(subject.code), sources=sources))


def years_table(subject: Subject) -> Table:
    """Works by year with their interval."""
    counts = _counts(subject)
    return Table(
        key=YEARS,
        title=_("Co-publications by year"),
        columns=[
            Column("year", _("Year"), "year"),
            Column("works", _("Works"), "interval", help=_("95% interval")),
        ],
        rows=[
            {"year": c.year, "works": Interval(c.count, round(c.low, 1), round(c.high, 1))} for c in counts
        ],
        sources=_sources(subject),
    )


def _by_year(subject: Subject, counts: Sequence[YearCount], asked: Asked) -> Chart:
    return Chart(
        key=YEARS,
        title=_("Co-publications by year"),
        kind="bars",
        x=[count.year for count in counts],
        series=[
            Series(
                name=_("Works"),
                values=[count.count for count in counts],
                low=[round(count.low, 1) for count in counts],
                high=[round(count.high, 1) for count in counts],
                tone="sea",
            )
        ],
        table=asked.view(years_table(subject)),
        unit=_("works"),
        summary="; ".join(f"{count.year}: {number(count.count)}" for count in counts),
        sources=_sources(subject),
        method_url=method_url("co-publications"),
    )


def fields_table(subject: Subject) -> Table:
    """Works by field and year; a work may stand under several fields."""
    found = subject.figures.copub_fields(subject.code) if subject.figures else []
    return Table(
        key=FIELDS,
        title=_("Co-publications by field"),
        columns=[
            Column("field", _("Field")),
            Column("year", _("Year"), "year"),
            Column("works", _("Works"), "number"),
            Column("fractional", _("Fractional count"), "number", digits=2),
        ],
        rows=[_field(line) for line in found],
        sources=_sources(subject),
        note=_("A work may stand under several fields: the lines must not be added up."),
    )


def _field(line: FieldActivity) -> dict[str, object]:
    return {
        "field": in_words(line.field),
        "year": line.year,
        "works": line.works,
        "fractional": line.fractional,
    }


def _by_field(subject: Subject, asked: Asked) -> Chart | None:
    found = subject.figures.copub_fields(subject.code) if subject.figures else []
    if not found:
        return None
    over = span(subject.figures, "copublications") if subject.figures else range(0)
    return Chart(
        key=FIELDS,
        title=_("Co-publications by field"),
        kind="multiples",
        x=list(over),
        series=panels(found, over),
        table=asked.view(fields_table(subject)),
        unit=_("works a year"),
        summary=_summary(found),
        sources=_sources(subject),
        method_url=method_url("co-publications"),
        note=_("All panels have the same scale. A work may stand under several fields."),
    )


def _totals(found: Sequence[FieldActivity]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for line in found:
        totals[line.field] = totals.get(line.field, 0) + line.works
    return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def _summary(found: Sequence[FieldActivity]) -> str:
    return listed(
        [f"{in_words(name)} {number(count)}" for name, count in list(_totals(found).items())[:PANELS]]
    )


def panels(found: Sequence[FieldActivity], over: range) -> list[Series]:
    """One series per field, the fullest first; a year without a work is zero."""
    works = {(line.field, line.year): line.works for line in found}
    names = list(_totals(found))[:PANELS]
    return [
        Series(name=in_words(name), values=[works.get((name, year), 0) for year in over], tone="sea")
        for name in names
    ]


def teams_table(subject: Subject) -> Table:
    """Our teams that publish with the country."""
    found = subject.figures.copub_teams(country=subject.code) if subject.figures else []
    return Table(
        key=TEAMS,
        title=_("Our teams that publish with this country"),
        columns=[
            Column("team", _("Team"), "link"),
            Column("works", _("Works"), "number"),
            Column("partners", _("Partner organisations"), "number"),
            Column("first", _("First year"), "year"),
            Column("last", _("Last year"), "year"),
        ],
        rows=[_team(line) for line in found],
        sort="team",
        page_size=20,
        sources=_sources(subject),
        counted=ngettext("%(count)s team", "%(count)s teams", len(found)) % {"count": number(len(found))},
    )


def _team(line: TeamActivity) -> dict[str, object]:
    return {
        "team": Link(line.team, reverse("laboratory", args=[line.key])),
        "works": line.works,
        "partners": line.partners,
        "first": line.first_year,
        "last": line.last_year,
    }


def works_table(subject: Subject, *, limit: int = ALL) -> Table:
    """The works published last, each with its page at HAL."""
    figures = subject.figures
    found = figures.copub_works(country=subject.code, limit=limit) if figures else []
    total = sum(count.count for count in figures.copub_years(subject.code)) if figures else 0
    return Table(
        key=WORKS,
        title=_("Co-publications, the latest first"),
        columns=[
            Column("work", _("Work at HAL"), "link", sortable=False),
            Column("year", _("Year"), "year", sortable=False),
            Column("fields", _("Fields"), sortable=False),
            Column("teams", _("Teams"), sortable=False),
            Column("partners", _("Partners in this country"), sortable=False),
        ],
        rows=[_work(work, subject.code, whole=limit == ALL) for work in found],
        sources=_sources(subject),
        counted=_shown(len(found), total),
    )


def _shown(count: int, total: int) -> str:
    if count >= total:
        return ngettext("%(count)s work", "%(count)s works", total) % {"count": number(total)}
    text = _("%(count)s of %(total)s; the files to download hold them all")
    return text % {"count": number(count), "total": number(total)}


def _work(work: Work, country: str, *, whole: bool) -> dict[str, object]:
    there = [partner.name for partner in work.partners if partner.country == country]
    return {
        "work": Link(work.hal_id, work.url),
        "year": work.year,
        "fields": ", ".join(in_words(field) for field in work.fields),
        "teams": ", ".join(work.teams),
        "partners": "; ".join(there) if whole else some(there),
    }
