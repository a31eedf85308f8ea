"""Works the country co-authors with the home country, by year: how many, how they grow, what part of all they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.foundations.tables.table import Column, Interval, SourceNote, Table
from portulan.foundations.text.formats import number, years
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Figure
from portulan.insight.bounds import wilson
from portulan.insight.results import Growth, YearCount
from portulan.pages.country.choices import every_year, span
from portulan.pages.country.growth import growth_figure, in_words
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.sources.citing import method_url, notes

KEY = "coauthorship"
COMPARED = 8  # years between the last count and the one it is set beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Coauthorship:
    """``sentence`` says the curve in words; without a year in the source all are empty."""

    heading: str = ""
    sentence: str = ""
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None


def coauthorship(subject: Subject, asked: Asked) -> Coauthorship:
    """The curve of the country with the home country; of the home country, all its works."""
    counts = _counts(subject)
    if not counts:
        return Coauthorship()
    return Coauthorship(
        heading=_heading(subject),
        sentence=_sentence(subject, counts),
        figures=_figures(subject, counts),
        chart=_chart(subject, counts, asked),
    )


def table(subject: Subject) -> Table | None:
    """Works by year with their interval, and what part they are of all works of each of the two countries."""
    counts = _counts(subject)
    if subject.figures is None or not counts:
        return None
    return Table(
        key=KEY,
        title=_title(subject),
        columns=_columns(subject),
        rows=[_row(count, **_wholes(subject)) for count in counts],
        sources=_sources(subject),
        sort="-year",
    )


def sentence(counts: Sequence[YearCount]) -> str:
    """``809 works in 2018, 349 in 2010.``"""
    by_year = {count.year: count.count for count in counts}
    last = counts[-1]
    then = last.year - COMPARED
    numbers = {"count": number(last.count), "year": last.year, "then": then}
    if then not in by_year:
        return _("%(count)s works in %(year)s.") % numbers
    return _("%(count)s works in %(year)s, %(before)s in %(then)s.") % {
        **numbers,
        "before": number(by_year[then]),
    }


def _counts(subject: Subject) -> list[YearCount]:
    """Counts in each year of the source; empty for a country the source does not name."""
    figures = subject.figures
    if figures is None:
        return []
    counts = figures.country_works(subject.code) if subject.is_home else figures.coauthorship(subject.code)
    return every_year(counts, span(figures, "coauthorship")) if counts else []


def _title(subject: Subject) -> str:
    if subject.is_home:
        return _("Works with an author in this country")
    return _("Works co-authored, %(home)s – %(country)s") % {
        "home": subject.home_name,
        "country": subject.name,
    }


def _heading(subject: Subject) -> str:
    if subject.is_home:
        return _("Works of this country")
    return _("Co-authorship, %(home)s – %(country)s") % {"home": subject.home_name, "country": subject.name}


def _sentence(subject: Subject, counts: Sequence[YearCount]) -> str:
    """The curve in the lead of the page, with its growth where there is one."""
    said = _("%(title)s: %(sentence)s") % {"title": _title(subject), "sentence": sentence(counts)}
    growth = subject.figures.coauthorship_growth(subject.code) if subject.figures else None
    if subject.is_home or not isinstance(growth, Growth):
        return said
    return f"{said} {in_words(growth)}"


def _method(subject: Subject) -> str:
    return method_url("country-works" if subject.is_home else "co-authorship")


def _sources(subject: Subject) -> tuple[SourceNote, ...]:
    return notes(subject.figures, "coauthorship")


def _columns(subject: Subject) -> list[Column]:
    works = Column("works", _("Works"), "interval", help=_("95% interval"), digits=0)
    if subject.is_home:
        return [Column("year", _("Year"), "year"), works]
    said = _("Share of the works of %(country)s")
    return [
        Column("year", _("Year"), "year"),
        works,
        Column("of_theirs", said % {"country": subject.name}, "interval", form="share"),
        Column("of_ours", said % {"country": subject.home_name}, "interval", form="share"),
    ]


def _wholes(subject: Subject) -> dict[str, dict[int, int]]:
    """All works of the two countries by year."""
    figures = subject.figures
    if figures is None or subject.is_home or subject.home is None:
        return {"theirs": {}, "ours": {}}
    codes = {"theirs": subject.code, "ours": subject.home.code}
    return {side: {c.year: c.count for c in figures.country_works(code)} for side, code in codes.items()}


def _row(count: YearCount, *, theirs: dict[int, int], ours: dict[int, int]) -> dict[str, object]:
    return {
        "year": count.year,
        "works": Interval(count.count, round(count.low), round(count.high)),
        "of_theirs": _part(count.count, theirs.get(count.year)),
        "of_ours": _part(count.count, ours.get(count.year)),
    }


def _part(count: int, whole: int | None) -> Interval | None:
    return Interval(count / whole, *wilson(count, whole)) if whole else None


def _figures(subject: Subject, counts: Sequence[YearCount]) -> tuple[Figure, ...]:
    last, sources = counts[-1], _sources(subject)
    works = Figure(
        title=_title(subject),
        value=last.count,
        low=round(last.low),
        high=round(last.high),
        unit=_("works"),
        years=str(last.year),
        note=sentence(counts),
        sources=sources,
        method_url=_method(subject),
        download_url=reverse("country_table", args=[subject.code, KEY, "csv"]),
    )
    if subject.is_home or subject.figures is None:
        return (works,)
    growth = growth_figure(subject.figures.coauthorship_growth(subject.code), sources=sources)
    return (works, growth, *_share(subject, last, sources))


def _share(subject: Subject, last: YearCount, sources: tuple[SourceNote, ...]) -> tuple[Figure, ...]:
    whole = _wholes(subject)["theirs"].get(last.year)
    if not whole:
        return ()
    low, high = wilson(last.count, whole)
    said = _("%(count)s of the %(whole)s works with an author in %(country)s.")
    return (
        Figure(
            title=_("Share of the works of %(country)s") % {"country": subject.name},
            value=last.count / whole,
            low=low,
            high=high,
            form="share",
            years=str(last.year),
            note=said % {"count": number(last.count), "whole": number(whole), "country": subject.name},
            sources=sources,
            method_url=_method(subject),
        ),
    )


def _chart(subject: Subject, counts: Sequence[YearCount], asked: Asked) -> Chart:
    known = table(subject)
    span = years(counts[0].year, counts[-1].year)
    return Chart(
        key=KEY,
        title=_("%(title)s, %(years)s") % {"title": _title(subject), "years": span},
        kind="line",
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
        table=asked.view(known) if known else None,
        unit=_("works a year"),
        summary=sentence(counts),
        sources=_sources(subject),
        method_url=_method(subject),
        note=_("The band is the 95% interval of each count."),
    )
