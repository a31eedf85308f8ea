"""The page of measures of one subject, and the page over all countries."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portulan.foundations.tables.table import Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.ui.charts import Chart
from portulan.foundations.ui.components import Crumb
from portulan.insight.figures import Figures
from portulan.pages.measures import balance, diversity, intensity
from portulan.pages.measures.parts import Section
from portulan.pages.measures.subject import Measured

SOURCES = ("cordis", "hal")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPage:
    subject: Measured
    title: str
    sections: tuple[Section, ...]
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Every basis of expectation over all countries, and the matrices of distances."""

    charts: tuple[Chart, ...]
    distances: tuple[TableView, ...]
    whole: bool


def sections(subject: Measured) -> tuple[Section, ...]:
    """What can be said of the subject; other pages show these too."""
    found = (balance.section(subject), intensity.section(subject), diversity.section(subject))
    return tuple(one for one in found if one is not None)


def page(subject: Measured) -> MeasuresPage:
    return MeasuresPage(
        subject=subject,
        title=_("Measures: %(name)s") % {"name": subject.name},
        sections=sections(subject),
        crumbs=(Crumb(subject.name, subject.home_url), Crumb(_("Measures"))),
    )


def tables(subject: Measured) -> dict[str, Table]:
    """Every table of the page by key."""
    return balance.tables(subject) | diversity.tables(subject)


def overview(figures: Figures, *, query: Mapping[str, str], path: str) -> Overview:
    charts = (intensity.overview(figures, basis, query=query, path=path) for basis in intensity.BASES)
    known = (diversity.distances_table(figures, source) for source in SOURCES)
    return Overview(
        charts=tuple(chart for chart in charts if chart is not None),
        distances=tuple(view_of(table, query=query, path=path) for table in known if table.rows),
        whole=figures.holds_all_projects,
    )


def overview_table(figures: Figures, key: str) -> Table | None:
    """One table of the overview, whole; None for a key there is not."""
    bases = {intensity.key_of(basis): basis for basis in intensity.BASES}
    if key in bases:
        return intensity.table(figures, bases[key])
    source = key.removeprefix("distances-")
    return diversity.distances_table(figures, source) if source in SOURCES and source != key else None
