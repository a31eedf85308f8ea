"""What we do together: counts by source with their intervals, by year, and the projects and works one can open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Column, Interval, Link, SourceNote, Table
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Figure
from portulan.insight.bounds import poisson, wilson
from portulan.insight.figures import Figures
from portulan.insight.results import PartnerActivity, Project, Work, YearCount
from portulan.pages.country.growth import growth_figure, in_a_cell
from portulan.pages.country.programmes import role_name
from portulan.pages.country.projects import some
from portulan.pages.partner.subject import Subject
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import how_in_words, in_words

SOURCES = ("cordis", "hal")
SHOWN = 10
ALL = 1_000_000
METHODS = {"cordis": "eu-projects", "hal": "co-publications"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What one source says we share; ``lines`` has one per country in which the source places the partner."""

    source: str
    lines: tuple[PartnerActivity, ...]
    years: tuple[YearCount, ...]
    whole: int  # all our projects or works of the source

    @property
    def count(self) -> int:
        return sum(year.count for year in self.years)


def shared(subject: Subject) -> tuple[Shared, ...]:
    """One for each source in which something is shared."""
    if subject.figures is None:
        return ()
    lines = subject.figures.organisation_activity(subject.key)
    return tuple(_shared(subject, subject.figures, source, lines) for source in SOURCES if _of(lines, source))


def _of(lines: Sequence[PartnerActivity], source: str) -> tuple[PartnerActivity, ...]:
    return tuple(line for line in lines if line.source == source)


def _shared(subject: Subject, figures: Figures, source: str, lines: Sequence[PartnerActivity]) -> Shared:
    whole = {"cordis": figures.eu_total, "hal": figures.copub_total}[source]()
    years = tuple(figures.organisation_years(subject.key, source))
    return Shared(source=source, lines=_of(lines, source), years=years, whole=whole)


def heading(source: str) -> str:
    return {"cordis": _("Shared European projects"), "hal": _("Co-publications")}[source]


def unit(source: str, count: int) -> str:
    """``projects`` or ``works``."""
    if source == "cordis":
        return ngettext("project", "projects", count)
    return ngettext("work", "works", count)


def figures_of(subject: Subject, one: Shared) -> Iterator[Figure]:
    """Count, share of all ours, and growth."""
    sources, method = notes(subject.figures, one.source), METHODS[one.source]
    low, high = poisson(one.count)
    yield Figure(
        title=heading(one.source),
        value=one.count,
        low=round(low, 1),
        high=round(high, 1),
        unit=unit(one.source, one.count),
        years=formats.years(one.years[0].year, one.years[-1].year) if one.years else "",
        sources=sources,
        method_url=method_url(method),
    )
    if one.whole:
        yield _share(one, sources)
    if len(one.lines) == 1:
        yield growth_figure(one.lines[0].growth, sources=sources)


def _share(one: Shared, sources: tuple[SourceNote, ...]) -> Figure:
    low, high = wilson(one.count, one.whole)
    text = _("%(count)s of %(whole)s.")
    return Figure(
        title=_("Share of all ours"),
        value=one.count / one.whole,
        low=low,
        high=high,
        form="share",
        note=text % {"count": formats.number(one.count), "whole": formats.number(one.whole)},
        sources=sources,
        method_url=method_url("share"),
    )


def tables(subject: Subject, found: Sequence[Shared], *, whole: bool) -> dict[str, Table]:
    """Tables of shared activity by key; ``whole`` gives every project and work, else the latest."""
    known = {"activity": _activity(subject, found)} if subject.figures else {}
    for one in found:
        known[f"years-{one.source}"] = _years(subject, one)
    sources = {one.source: one.count for one in found}
    if "cordis" in sources:
        known["projects"] = _projects(subject, sources["cordis"], whole=whole)
    if "hal" in sources:
        known["works"] = _works(subject, sources["hal"], whole=whole)
    return known


def _activity(subject: Subject, found: Sequence[Shared]) -> Table:
    lines = [line for one in found for line in one.lines]
    return Table(
        key="activity",
        title=_("What we share, by source"),
        columns=[
            Column("kind", _("Kind")),
            Column("country", _("Country the source gives"), "code"),
            Column("count", _("Count"), "interval", help=_("95% interval")),
            Column("fractional", _("Fractional count"), "number", digits=2),
            Column("share", _("Share of all ours"), "interval", form="share", help=_("95% interval")),
            Column("first", _("First year"), "year"),
            Column("last", _("Last year"), "year"),
            Column("growth", _("Growth a year"), sortable=False),
            Column("how", _("Recognised by")),
        ],
        rows=[_line(line) for line in lines],
        sources=notes(subject.figures, *(one.source for one in found)),
        counted=ngettext("%(count)s line", "%(count)s lines", len(lines)) % {"count": len(lines)},
    )


def _line(line: PartnerActivity) -> dict[str, Any]:
    return {
        "kind": heading(line.source),
        "country": line.country or None,
        "count": _interval(line.count),
        "fractional": line.fractional,
        "share": Interval(line.share, line.share_low, line.share_high),
        "first": line.first_year,
        "last": line.last_year,
        "growth": in_a_cell(line.growth),
        "how": how_in_words(line.how),
    }


def _interval(count: int) -> Interval:
    low, high = poisson(count)
    return Interval(count, round(low, 1), round(high, 1))


def _years(subject: Subject, one: Shared) -> Table:
    return Table(
        key=f"years-{one.source}",
        title=by_year_title(one.source),
        columns=[
            Column("year", _("Year"), "year"),
            Column("count", heading(one.source), "interval", help=_("95% interval")),
        ],
        rows=[
            {"year": y.year, "count": Interval(y.count, round(y.low, 1), round(y.high, 1))} for y in one.years
        ],
        sources=notes(subject.figures, one.source),
    )


def by_year_title(source: str) -> str:
    return {
        "cordis": _("Shared European projects by year of start"),
        "hal": _("Co-publications by year"),
    }[source]


def _projects(subject: Subject, total: int, *, whole: bool) -> Table:
    figures = subject.figures
    found = figures.eu_projects(organisation=subject.key, limit=ALL if whole else SHOWN) if figures else []
    return Table(
        key="projects",
        title=_("Shared European projects, the latest first"),
        columns=[
            Column("project", _("Project at CORDIS"), "link", sortable=False),
            Column("programmes", _("Programme parts"), sortable=False),
            Column("start", _("Starts"), "date", sortable=False),
            Column("end", _("Ends"), "date", sortable=False),
            Column("role", _("Our part"), sortable=False),
            Column("partners", _("Other partners"), "number", sortable=False),
            Column("countries", _("Countries"), "number", sortable=False),
        ],
        rows=[_project(project) for project in found],
        sources=notes(figures, "cordis"),
        counted=_counted(len(found), total, "cordis"),
    )


def _project(project: Project) -> dict[str, Any]:
    return {
        "project": Link(project.rcn, project.url),
        "programmes": ", ".join(project.programmes),
        "start": project.start or None,
        "end": project.end or None,
        "role": role_name(project.our_role),
        "partners": len(project.partners) - 1,
        "countries": len(project.countries),
    }


def _works(subject: Subject, total: int, *, whole: bool) -> Table:
    figures = subject.figures
    found = figures.copub_works(organisation=subject.key, limit=ALL if whole else SHOWN) if figures else []
    return Table(
        key="works",
        title=_("Co-publications, the latest first"),
        columns=[
            Column("work", _("Work at HAL"), "link", sortable=False),
            Column("year", _("Year"), "year", sortable=False),
            Column("fields", _("Fields"), sortable=False),
            Column("teams", _("Our teams"), sortable=False),
            Column("partners", _("Other partners"), sortable=False),
        ],
        rows=[_work(work, subject.key, whole=whole) for work in found],
        sources=notes(figures, "hal"),
        counted=_counted(len(found), total, "hal"),
    )


def _work(work: Work, key: str, *, whole: bool) -> dict[str, Any]:
    others = [partner.name for partner in work.partners if partner.key != key]
    return {
        "work": Link(work.hal_id, work.url),
        "year": work.year,
        "fields": ", ".join(in_words(field) for field in work.fields),
        "teams": ", ".join(work.teams),
        "partners": ("; ".join(others) if whole else some(others)) or None,
    }


def _counted(count: int, total: int, source: str) -> str:
    if count >= total:
        return f"{formats.number(total)} {unit(source, total)}"
    text = _("%(count)s of %(total)s; the files to download hold them all")
    return text % {"count": formats.number(count), "total": formats.number(total)}
