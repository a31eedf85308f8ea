"""European projects the organisation shares with a partner in the country: by year, by programme part, and which."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Column, Interval, Link, SourceNote, Table
from portulan.foundations.tables.view import TableView
from portulan.foundations.text.formats import listed, number, years
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Empty, Figure
from portulan.insight.bounds import poisson
from portulan.insight.figures import Figures
from portulan.insight.results import ProgrammeActivity, Project, YearCount
from portulan.pages.country.absent import no_project
from portulan.pages.country.choices import every_year, span
from portulan.pages.country.growth import growth_figure
from portulan.pages.country.programmes import programme_name, role_name
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.sources.citing import method_url, notes

YEARS, PROGRAMMES, EXAMPLES = "projects-by-year", "projects-by-programme", "projects"
SHOWN = 8
ALL = 1_000_000
NAMED = 3  # partners named in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """``sentence`` says how many, or plainly that there is none and what the data cover."""

    count: int
    sentence: str
    brief: str
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    programmes: TableView | None = None
    examples: TableView | None = None
    none: Empty | None = None


def projects(subject: Subject, asked: Asked) -> Projects | None:
    """None where nothing is published or the source was not read."""
    figures = subject.figures
    if figures is None or figures.source("cordis").missing:
        return None
    counts = _counts(subject)
    total = sum(count.count for count in counts)
    if not total:
        why = _no_project(subject, figures)
        return Projects(count=0, sentence=why, brief=_brief(0, figures), none=no_project(why))
    return Projects(
        count=total,
        sentence=_sentence(total, figures),
        brief=_brief(total, figures),
        figures=_figures(subject, figures, total),
        chart=_chart(subject, counts, asked),
        programmes=asked.view(programmes_table(subject)),
        examples=asked.view(examples_table(subject, limit=SHOWN)),
    )


def covered(figures: Figures) -> str:
    """``2014–2018``: the years in which the loaded projects of the organisation start."""
    found = span(figures, "projects")
    return years(found[0], found[-1]) if found else ""


def _counts(subject: Subject) -> list[YearCount]:
    """Shared projects in each year of the source; empty where there is none at all."""
    counts = subject.figures.eu_years(subject.code) if subject.figures else []
    return every_year(counts, span(subject.figures, "projects")) if counts and subject.figures else []


def _no_project(subject: Subject, figures: Figures) -> str:
    text = _(
        "The loaded projects hold none of %(organisation)s with a partner in %(country)s. "
        "They are European projects that started in %(years)s; what started before or after is not loaded."
    )
    told = {"organisation": subject.organisation, "country": subject.name, "years": covered(figures)}
    return text % told


def _brief(count: int, figures: Figures) -> str:
    if not count:
        return _("No shared European project among those loaded (started in %(years)s).") % {
            "years": covered(figures)
        }
    text = ngettext(
        "%(count)s shared European project (started in %(years)s).",
        "%(count)s shared European projects (started in %(years)s).",
        count,
    )
    return text % {"count": number(count), "years": covered(figures)}


def _sentence(count: int, figures: Figures) -> str:
    text = ngettext(
        "%(count)s project with a partner in this country, of the %(total)s of ours that started in %(years)s.",
        "%(count)s projects with a partner in this country, of the %(total)s of ours that started in %(years)s.",
        count,
    )
    return text % {"count": number(count), "total": number(figures.eu_total()), "years": covered(figures)}


def _sources(subject: Subject) -> tuple[SourceNote, ...]:
    return notes(subject.figures, "cordis")


def _figures(subject: Subject, figures: Figures, total: int) -> tuple[Figure, ...]:
    sources = _sources(subject)
    low, high = poisson(total)
    count = Figure(
        title=_("Shared European projects"),
        value=total,
        low=round(low),
        high=round(high),
        unit=ngettext("project", "projects", total),
        years=covered(figures),
        note=_("Of %(total)s of ours in the same years.") % {"total": number(figures.eu_total())},
        sources=sources,
        method_url=method_url("eu-projects"),
    )
    return (count, growth_figure(figures.eu_growth(subject.code), sources=sources))


def years_table(subject: Subject) -> Table | None:
    """Shared projects by the year they start, with their interval."""
    counts = _counts(subject)
    if not counts:
        return None
    return Table(
        key=YEARS,
        title=_("Shared European projects by year of start"),
        columns=[
            Column("year", _("Year"), "year"),
            Column("projects", _("Projects"), "interval", help=_("95% interval")),
        ],
        rows=[
            {"year": c.year, "projects": Interval(c.count, round(c.low, 1), round(c.high, 1))} for c in counts
        ],
        sources=_sources(subject),
    )


def _chart(subject: Subject, counts: Sequence[YearCount], asked: Asked) -> Chart:
    known = years_table(subject)
    return Chart(
        key=YEARS,
        title=_("Shared European projects by year of start"),
        kind="bars",
        x=[count.year for count in counts],
        series=[
            Series(
                name=_("Projects"),
                values=[count.count for count in counts],
                low=[round(count.low, 1) for count in counts],
                high=[round(count.high, 1) for count in counts],
                tone="verdigris",
            )
        ],
        table=asked.view(known) if known else None,
        unit=_("projects"),
        summary="; ".join(f"{count.year}: {number(count.count)}" for count in counts),
        sources=_sources(subject),
        method_url=method_url("eu-projects"),
        note=_("The marks are the 95% interval of each count."),
    )


def programmes_table(subject: Subject) -> Table:
    """Shared projects by programme part; a project may stand under several."""
    found = subject.figures.eu_programmes(subject.code) if subject.figures else []
    return Table(
        key=PROGRAMMES,
        title=_("Shared European projects by programme part"),
        columns=[
            Column("programme", _("Programme part")),
            Column("code", _("Short name"), "code"),
            Column("projects", _("Projects"), "number"),
            Column("fractional", _("Fractional count"), "number", digits=1),
            Column("first", _("First year"), "year"),
            Column("last", _("Last year"), "year"),
        ],
        rows=[_programme(line) for line in found],
        sort="-projects",
        page_size=20,
        sources=_sources(subject),
        note=_("A project may stand under several parts: the lines must not be added up."),
        counted=ngettext("%(count)s part", "%(count)s parts", len(found)) % {"count": number(len(found))},
    )


def _programme(line: ProgrammeActivity) -> dict[str, object]:
    return {
        "programme": programme_name(line.programme),
        "code": line.programme,
        "projects": line.projects,
        "fractional": line.fractional,
        "first": line.first_year,
        "last": line.last_year,
    }


def examples_table(subject: Subject, *, limit: int = ALL) -> Table:
    """The shared projects that started last, each with its page at CORDIS."""
    figures = subject.figures
    found = figures.eu_projects(country=subject.code, limit=limit) if figures else []
    total = sum(count.count for count in figures.eu_years(subject.code)) if figures else 0
    return Table(
        key=EXAMPLES,
        title=_("Shared European projects, the latest first"),
        columns=[
            Column("project", _("Project at CORDIS"), "link", sortable=False),
            Column("programmes", _("Programme parts"), sortable=False),
            Column("start", _("Starts"), "date", sortable=False),
            Column("end", _("Ends"), "date", sortable=False),
            Column("role", _("Our part"), sortable=False),
            Column("partners", _("Partners in this country"), sortable=False),
            Column("countries", _("Countries"), "number", sortable=False),
        ],
        rows=[_example(project, subject.code, whole=limit == ALL) for project in found],
        sources=_sources(subject),
        counted=_shown(len(found), total),
    )


def _shown(count: int, total: int) -> str:
    if count >= total:
        return ngettext("%(count)s project", "%(count)s projects", total) % {"count": number(total)}
    text = _("%(count)s of %(total)s; the files to download hold them all")
    return text % {"count": number(count), "total": number(total)}


def _example(project: Project, country: str, *, whole: bool) -> dict[str, object]:
    there = [partner.name for partner in project.partners if partner.country == country]
    return {
        "project": Link(project.rcn, project.url),
        "programmes": ", ".join(project.programmes),
        "start": project.start or None,
        "end": project.end or None,
        "role": role_name(project.our_role),
        "partners": "; ".join(there) if whole else some(there),
        "countries": len(project.countries),
    }


def some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= NAMED:
        return listed(list(names))
    more = len(names) - NAMED
    text = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more)
    return text % {"names": ", ".join(names[:NAMED]), "count": number(more)}
