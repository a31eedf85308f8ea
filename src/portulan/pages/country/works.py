"""Publications of ours as a section of a page: with a country, with a partner organisation, of a unit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import SourceNote, Table
from portulan.foundations.tables.view import TableView
from portulan.foundations.text.formats import listed, number, years
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Empty, Figure
from portulan.insight import publications
from portulan.insight.bounds import poisson
from portulan.insight.figures import Figures
from portulan.insight.publications import Provenance, Publications, Together
from portulan.pages.country.growth import growth_figure
from portulan.pages.country.work_fields import field_name
from portulan.pages.country.works_tables import EXAMPLES, FIELDS, LEAD, PARTNERS, YEARS, tables
from portulan.pages.sources.citing import method_url

PANELS = 9  # small multiples on one page
RECENT = 20  # years drawn

View = Callable[[Table], TableView]
Ask = Callable[[Publications], Together | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """``none`` says why there is nothing and, where nothing is loaded, the one command that mends it."""

    title: str
    sentence: str
    apart: str = ""
    figures: tuple[Figure, ...] = ()
    by_year: Chart | None = None
    by_field: Chart | None = None
    lead: TableView | None = None
    partners: TableView | None = None
    examples: TableView | None = None
    made: str = ""
    none: Empty | None = None


def works(figures: Figures | None, *, title: str, ask: Ask, view: View) -> Works | None:
    """The section; None before anything is published. ``ask`` puts the question, ``view`` shows a table."""
    if figures is None:
        return None
    held = publications.of(figures)
    if held is None:
        return Works(title=title, sentence="", none=_not_loaded(figures))
    found = ask(held)
    if found is None or not found.years:
        return Works(title=title, sentence="", none=_nothing(held.provenance, found))
    return _whole(found, held.provenance, figures, title, view)


def tables_of(figures: Figures | None, ask: Ask) -> dict[str, Table]:
    """The tables of the section by key; none where there are no publications."""
    held = publications.of(figures) if figures is not None else None
    found = ask(held) if held is not None else None
    if figures is None or held is None or found is None:
        return {}
    return tables(found, figures, _notes(held.provenance))


def _whole(found: Together, made: Provenance, figures: Figures, title: str, view: View) -> Works:
    notes = _notes(made)
    views = {key: view(table) for key, table in tables(found, figures, notes).items()}
    return Works(
        title=title,
        sentence=_sentence(found),
        apart=_apart(found),
        figures=_figures(found, notes),
        by_year=_by_year(found, views[YEARS], notes),
        by_field=_by_field(found, views[FIELDS], notes),
        lead=views[LEAD],
        partners=views.get(PARTNERS),
        examples=views[EXAMPLES],
        made=_made(made),
    )


def _notes(made: Provenance) -> tuple[SourceNote, ...]:
    names = {"openalex": "OpenAlex", "hal": "HAL"}
    titles = [names.get(one, one) for one in made.sources]
    return (SourceNote(title=listed(titles), as_of=made.as_of or made.built_at.date(), version=made.version),)


def _sentence(found: Together) -> str:
    text = ngettext(
        "%(count)s work in %(years)s, the first in %(first)s.",
        "%(count)s works in %(years)s, the first in %(first)s.",
        found.works,
    )
    span = years(found.years[0].year, found.years[-1].year)
    return text % {"count": number(found.works), "years": span, "first": found.first_seen}


def _apart(found: Together) -> str:
    if not found.hyper:
        return ""
    text = ngettext(
        "%(count)s work of more than 100 authors or 30 countries is counted apart, and is in no figure here.",
        "%(count)s works of more than 100 authors or 30 countries are counted apart, and are in no figure here.",
        found.hyper,
    )
    return text % {"count": number(found.hyper)}


def _figures(found: Together, notes: tuple[SourceNote, ...]) -> tuple[Figure, ...]:
    low, high = poisson(found.works)
    whole = Figure(
        title=_("Publications"),
        value=found.works,
        low=round(low),
        high=round(high),
        unit=ngettext("work", "works", found.works),
        years=years(found.years[0].year, found.years[-1].year),
        note=_fraction(found),
        sources=notes,
        method_url=method_url("publications"),
    )
    return (whole, growth_figure(found.growth, sources=notes))


def _fraction(found: Together) -> str:
    """The fractional count, or how many works are with a foreign country."""
    if found.fractional is not None:
        return _("Fractional count: %(count)s.") % {"count": number(found.fractional, 1)}
    return _("%(count)s of them with another country.") % {"count": number(found.abroad or 0)}


def _by_year(found: Together, table: TableView, notes: tuple[SourceNote, ...]) -> Chart:
    counts = found.years[-RECENT:]
    return Chart(
        key=YEARS,
        title=_("Publications by year"),
        kind="bars",
        x=[one.year for one in counts],
        series=[
            Series(
                name=_("Works"),
                values=[one.count for one in counts],
                low=[round(one.low, 1) for one in counts],
                high=[round(one.high, 1) for one in counts],
                tone="sea",
            )
        ],
        table=table,
        unit=_("works"),
        summary="; ".join(f"{one.year}: {number(one.count)}" for one in counts),
        sources=notes,
        method_url=method_url("publications"),
        note=_("The marks are the 95% interval of each count."),
    )


def _by_field(found: Together, table: TableView, notes: tuple[SourceNote, ...]) -> Chart | None:
    named = [(code, counts) for code, counts in found.fields if code][:PANELS]
    if not named:
        return None
    span = [one.year for one in found.years[-RECENT:]]
    return Chart(
        key=FIELDS,
        title=_("Publications by field"),
        kind="multiples",
        x=span,
        series=panels(named, span),
        table=table,
        unit=_("works a year"),
        summary=listed([f"{field_name(code)} {number(sum(counts.values()))}" for code, counts in named]),
        sources=notes,
        method_url=method_url("publications"),
        note=_(
            "All panels have the same scale. A work stands under one field, the one its source puts first."
        ),
    )


def panels(named: Sequence[tuple[str, Mapping[int, int]]], span: Sequence[int]) -> list[Series]:
    """One series for each field; a year without a work is zero."""
    return [
        Series(name=field_name(code), values=[counts.get(year, 0) for year in span], tone="sea")
        for code, counts in named
    ]


def _made(made: Provenance) -> str:
    text = _("Version of the data %(version)s, counted by %(engine)s with code %(code)s (%(counted)s).")
    told = {"version": made.version, "engine": made.engine, "code": made.code, "counted": made.counted}
    return text % told


def _not_loaded(figures: Figures) -> Empty:
    text = _(
        "No publication of ours is loaded. Fetch them: portulan data fetch openalex --institution %(ror)s."
    )
    return Empty(title=_("No publications yet."), why=text % {"ror": figures.focal.ror})


def _nothing(made: Provenance, found: Together | None) -> Empty:
    if found is not None:
        return Empty(title=_("No publication but those counted apart."), why=_apart(found))
    text = ngettext(
        "Of the %(count)s record loaded, none is of ours here.",
        "Of the %(count)s records loaded, none is of ours here.",
        sum(made.sources.values()),
    )
    return Empty(title=_("No publication."), why=text % {"count": number(sum(made.sources.values()))})
