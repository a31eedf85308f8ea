"""How much we work with a country or an organisation, against what size and fields alone would give."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.domains.geography import queries as geography_queries
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Figure
from portulan.insight.figures import Figures
from portulan.insight.measured import Basis, Intensity
from portulan.pages.measures import parts
from portulan.pages.measures.parts import Section, Told
from portulan.pages.measures.subject import Measured
from portulan.pages.sources.citing import method_url, notes

BASES: tuple[Basis, ...] = ("cordis", "hal", "coauthorship")
TITLES: dict[str, Promise] = {
    "cordis": gettext_lazy("Our European projects, against all projects of the same programme parts"),
    "hal": gettext_lazy("Our co-publications, against those of the home country"),
    "coauthorship": gettext_lazy("Co-authored works of the home country, against the world"),
}
SHORT: dict[str, Promise] = {
    "cordis": gettext_lazy("European projects"),
    "hal": gettext_lazy("Co-publications"),
    "coauthorship": gettext_lazy("Co-authorship of the two countries"),
}
BANDS: dict[str, Promise] = {
    "more": gettext_lazy("more than expected"),
    "as": gettext_lazy("as expected, or too uncertain to tell"),
    "less": gettext_lazy("less than expected"),
    "unknown": gettext_lazy("not enough data"),
}
SOURCES = {"cordis": ("cordis",), "hal": ("hal", "coauthorship"), "coauthorship": ("coauthorship",)}
MOST = 30  # bars of a plot


def key_of(basis: str) -> str:
    return f"expected-{basis}"


def section(subject: Measured) -> Section | None:
    """Every basis that speaks of the subject; None where none does."""
    found = _of(subject)
    if not found:
        return None
    return Section(
        key="expected",
        title=_("Expected against observed"),
        lead=_(
            "1 is what the sizes of both sides, and the fields of our projects, would give. A large partner does not "
            "come out high because it is large."
        ),
        figures=tuple(_figures(subject, found)),
        says=tuple(_says(subject, found)),
    )


def _of(subject: Measured) -> list[Intensity]:
    if subject.side not in ("key", "country"):
        return []
    found = {one.basis: one for one in subject.figures.intensity(subject.key, subject.side)}  # type: ignore[arg-type]
    return [found[basis] for basis in BASES if basis in found]


def _figures(subject: Measured, found: Sequence[Intensity]) -> Iterator[Figure]:
    for one in found:
        told = Told(sources=notes(subject.figures, *SOURCES[one.basis]), method=key_of(one.basis))
        text = _("%(observed)s observed where %(expected)s are expected.")
        values = {
            "observed": formats.number(one.observed),
            "expected": formats.number(round(one.expected, 1)),
        }
        shown = parts.figure(str(SHORT[one.basis]), one.ratio, told, note=text % values)
        if shown is not None:
            yield shown


def _says(subject: Measured, found: Sequence[Intensity]) -> Iterator[str]:
    for one in found:
        if one.band in ("more", "less"):
            text = _("%(what)s: %(band)s; the whole interval is on one side of 1.")
            yield text % {"what": SHORT[one.basis], "band": BANDS[one.band]}
    bases = {one.basis for one in found}
    if "cordis" not in bases and not subject.figures.holds_all_projects:
        yield _("Cannot say: the file of projects that is loaded holds projects of ours only.")
    if "hal" in bases:
        yield _(
            "Co-publications are compared with the last five years the matrix of countries holds, not the same."
        )


def table(figures: Figures, basis: Basis) -> Table:
    """All countries of a basis: by band, then by name; sorted otherwise where a reader asks."""
    names = {one.code: formats.named(one, "name") for one in geography_queries.countries()}
    lines = [one for one in figures.intensities(basis) if one.subject in names]
    order = list(BANDS)
    lines.sort(key=lambda one: (order.index(one.band), names[one.subject]))
    return Table(
        key=key_of(basis),
        title=str(TITLES[basis]),
        columns=[
            Column("country", _("Country"), "link"),
            Column("code", _("Code"), "code", screen=False),
            Column("band", _("Against what is expected")),
            Column("ratio", _("Observed over expected"), "interval", help=_("90% interval")),
            Column("observed", _("Observed"), "number"),
            Column("expected", _("Expected"), "number", digits=1),
            Column("size", _("Of the other side in all"), "number"),
        ],
        rows=[_line(one, names[one.subject]) for one in lines],
        sources=notes(figures, *SOURCES[basis]),
        page_size=25,
    )


def _line(one: Intensity, name: str) -> dict[str, Any]:
    return {
        "country": Link(name, reverse("measures_of", args=["countries", one.subject])),
        "code": one.subject,
        "band": str(BANDS[one.band]),
        "ratio": parts.cell(one.ratio),
        "observed": one.observed,
        "expected": one.expected,
        "size": one.size,
    }


def overview(figures: Figures, basis: Basis, *, query: Any, path: str) -> Chart | None:
    """The countries that stand out, by name; None where nothing can be said."""
    names = {one.code: formats.named(one, "name") for one in geography_queries.countries()}
    found = [
        one for one in figures.intensities(basis) if one.band in ("more", "less") and one.subject in names
    ]
    found = sorted(found, key=_clearness, reverse=True)[:MOST]
    found.sort(key=lambda one: names[one.subject])
    if not found:
        return None
    return Chart(
        key=key_of(basis),
        title=str(TITLES[basis]),
        kind="bars",
        x=[names[one.subject] for one in found],
        series=[
            Series(
                name=_("Observed over expected"),
                values=[parts.value(one.ratio) for one in found],
                low=[parts.low(one.ratio) for one in found],
                high=[parts.high(one.ratio) for one in found],
                tone="sea",
            )
        ],
        table=view_of(table(figures, basis), query=query, path=path),
        summary=_("Countries whose whole interval is above or below 1, by name; the table holds all."),
        sources=notes(figures, *SOURCES[basis]),
        method_url=method_url(key_of(basis)),
        note=_(
            "Drawn are the %(most)s countries at most whose 90%% interval lies farthest from 1, in alphabetical order: "
            "size plays no part."
        )
        % {"most": formats.number(MOST)},
    )


def _clearness(one: Intensity) -> float:
    """How many times the nearer bound is away from 1."""
    bounds = parts.low(one.ratio), parts.high(one.ratio)
    if bounds[0] is None or bounds[1] is None:
        return 0.0
    return bounds[0] if bounds[0] > 1 else 1 / max(bounds[1], 1e-9)
