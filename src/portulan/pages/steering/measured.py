"""What a level's portfolio is worth asking: against priorities, how concentrated, expected against observed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.cooperations.queries import Tally
from portulan.domains.organisation.access import Reach
from portulan.domains.priorities import queries as priorities
from portulan.domains.priorities.tables import gaps_table
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Figure
from portulan.insight.bounds import shannon
from portulan.insight.figures import published
from portulan.pages.measures import parts
from portulan.pages.measures.intensity import BANDS, SOURCES
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.steering import tables
from portulan.pages.steering.levels import Level

GAPS, EXPECTED = "gaps", "expected"
NEEDED = 10


@dataclass(frozen=True, slots=True)
class Facts:
    """A level for a reader on a day, with what its cooperations add up to."""

    level: Level
    reach: Reach
    at: date
    tally: Tally


def figures(facts: Facts) -> tuple[Figure, ...]:
    """How far from priorities, and how evenly spread over countries and fields."""
    found = [
        _spread(_("Spread over countries"), [one.count for one in facts.tally.countries], facts),
        _spread(_("Spread over fields"), [one.count for one in facts.tally.fields], facts),
    ]
    view = priorities.matrix(at=facts.at)
    over = _laid(facts, view) if view else None
    if view is not None and over is not None and over.distance is not None:
        text = _("Version %(number)s; %(moved)s of %(total)s places would have to be elsewhere.")
        values = {"number": view.number, "moved": over.moved, "total": over.total}
        found.insert(
            0,
            Figure(
                title=_("Distance to priorities"),
                value=over.distance,
                form="share",
                note=text % values,
                sources=(tables.source(facts.at),),
                method_url=reverse("priorities"),
            ),
        )
    return tuple(found)


def _spread(title: str, counts: Sequence[int], facts: Facts) -> Figure:
    common: dict[str, Any] = {
        "title": title,
        "sources": (tables.source(facts.at),),
        "method_url": method_url("shannon"),
    }
    total = sum(counts)
    if total < NEEDED:
        return Figure(**common, lack=parts.Lack(NEEDED, total, _("cooperations")))
    value, low, high = shannon(counts)
    note = _("Shannon's index; 0 when all is in one.")
    return Figure(**common, value=value, low=low, high=high, digits=2, note=note)


def _laid(facts: Facts, view: priorities.MatrixView) -> priorities.Laid | None:
    """The whole matrix for a level of the whole; the line of its own for an institute; none below."""
    if not facts.level.filters.units and not facts.level.filters.countries:
        return priorities.laid(view, reach=facts.reach, at=facts.at)
    own = {spot: weight for spot, weight in view.weights.items() if spot[0] == facts.level.code}
    if not own:
        return None
    line = priorities.MatrixView(view.number, view.since, view.text, view.by, own)
    return priorities.laid(line, reach=facts.reach, at=facts.at)


def gaps(facts: Facts) -> Table | None:
    """Priorities and portfolio of the level; None where no version speaks of it."""
    view = priorities.matrix(at=facts.at)
    over = _laid(facts, view) if view else None
    return gaps_table(view, over, facts.at) if view is not None and over is not None else None


def expected(facts: Facts) -> Table | None:
    """The countries of the level's cooperations, and whether we work there more than expected; None without figures."""
    known = published(settings.LAKE)
    if known is None or not facts.tally.countries:
        return None
    bases = [basis for basis in ("cordis", "hal", "coauthorship") if known.intensities(basis)]
    by_country = {basis: {one.subject: one for one in known.intensities(basis)} for basis in bases}  # type: ignore[arg-type]
    page, words = (
        reverse("measures_of", args=["countries", "__"]),
        {key: str(band) for key, band in BANDS.items()},
    )
    rows = []
    for facet in facts.tally.countries:
        row: dict[str, Any] = {
            "country": Link(formats.named(facet, "name"), page.replace("__", facet.code)),
            "count": facet.count,
        }
        for basis in bases:
            one = by_country[basis].get(facet.code)
            row[basis] = parts.cell(one.ratio) if one else None
            row[f"{basis}-band"] = words[one.band] if one else None
        rows.append(row)
    return Table(
        key=EXPECTED,
        title=_("Countries of these cooperations: expected against observed"),
        columns=[
            Column("country", _("Country"), "link"),
            Column("count", _("Cooperations"), "number"),
            *(column for basis in bases for column in _columns(basis)),
        ],
        rows=rows,
        page_size=25,
        sources=(
            tables.source(facts.at),
            *notes(known, *dict.fromkeys(key for one in bases for key in SOURCES[one])),
        ),
        note=_(
            "Observed over expected, of the whole organisation or country: 1 is what sizes and fields would give."
        ),
    )


def _columns(basis: str) -> tuple[Column, Column]:
    names = {
        "cordis": _("European projects"),
        "hal": _("Co-publications"),
        "coauthorship": _("Co-authorship of the two countries"),
    }
    return (
        Column(basis, names[basis], "interval", help=_("90% interval")),
        Column(f"{basis}-band", _("Against what is expected"), none=_("not enough data")),
    )
