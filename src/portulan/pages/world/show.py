"""The world map: countries coloured by a figure, the same as a table, and how fresh the figures are."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation.queries.views import PackView
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text.formats import named, number
from portulan.foundations.ui import maps
from portulan.foundations.ui.components import Notice
from portulan.insight.figures import Figures
from portulan.pages.country import absent
from portulan.pages.country.choices import KINDS, Choice, breaks, choices, grouped
from portulan.pages.country.listing import TABLE, Listing, listing
from portulan.pages.world.changes import Changes, changes

ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the page shows. ``map`` is None where no figure exists yet; ``lead`` are the totals in sentences."""

    state: str
    lead: Sequence[str]
    map: maps.WorldMap | None
    table: TableView
    built_at: datetime | None
    changes: Changes | None
    no_pack: Notice | None
    no_figures: Notice | None


@dataclass(frozen=True, slots=True)
class Payload:
    """The JSON of one figure and its entity tag."""

    body: bytes
    etag: str


def world(*, figures: Figures | None, lake: Path, today: date, query: Mapping[str, str], path: str) -> World:
    """The page for a reader who asks for ``figure``, ``year`` and an order; raises RefusedQuery."""
    listed = listing(figures=figures, today=today, query=query)
    return World(
        state=_state(listed.pack),
        lead=tuple(totals(listed)),
        map=_map(listed, listed.choice) if listed.choice else None,
        table=view_of(replace(listed.table, page_size=ROWS), query=query, path=path),
        built_at=figures.built_at if figures else None,
        changes=changes(figures, lake=lake, names=listed.names) if figures else None,
        no_pack=None if listed.pack else absent.no_pack(),
        no_figures=None if figures else absent.no_figures(),
    )


def _state(pack: PackView | None) -> str:
    return named(pack, "name") if pack else _("No organisation is loaded.")


def totals(listed: Listing) -> Iterator[str]:
    """What is counted, in sentences: over how many countries, in which years."""
    offices = len(listed.network.offices)
    yield from (choice.total for choice in listed.offered)
    if offices:
        yield ngettext("%(count)s office.", "%(count)s offices.", offices) % {"count": number(offices)}


def _map(listed: Listing, choice: Choice) -> maps.WorldMap:
    return maps.WorldMap(
        key="world",
        title=choice.label,
        src=reverse("world_figures", args=[choice.key]),
        breaks=breaks(choice.counts),
        country_url=reverse("country", args=["__"]),
        names=listed.names,
        years=choice.years if len(choice.years) > 1 else (),
        year=listed.year,
        choices=[maps.Choice(value=one.key, label=one.label, chosen=one is choice) for one in listed.offered],
        unit=choice.unit,
        table_key=TABLE,
        offices=_points(listed),
        sources=choice.sources,
        method_url=choice.method,
        note=choice.note,
    )


def _points(listed: Listing) -> list[maps.OfficePoint]:
    """Offices whose place is known, each with the countries it covers."""
    return [
        maps.OfficePoint(
            label=named(office, "name"),
            latitude=office.latitude,
            longitude=office.longitude,
            territory=listed.network.territory(office.code),
        )
        for office in listed.network.offices
        if office.latitude is not None and office.longitude is not None
    ]


def payload(*, figures: Figures | None, key: str, today: date) -> Payload | None:
    """The counts of one figure by country and year, ``{"values": {"SG": {"2010": 349}}}``; None for no such figure."""
    if figures is not None and key in KINDS:
        return _kept(figures, key) if grouped(figures, key) else None
    return _written(_choice(figures, key, today))


@lru_cache(maxsize=12)
def _kept(figures: Figures, key: str) -> Payload | None:
    return _written(_choice(figures, key, figures.built_at.date()))


def _choice(figures: Figures | None, key: str, today: date) -> Choice | None:
    names = {country.code: country.code for country in geography_queries.countries()}
    offered = choices(figures=figures, today=today, names=names)
    return next((choice for choice in offered if choice.key == key), None)


def _written(choice: Choice | None) -> Payload | None:
    if choice is None:
        return None
    values = {code: {str(year): choice.count(code, year) for year in choice.years} for code in choice.counts}
    body = json.dumps({"values": values}, separators=(",", ":")).encode()
    return Payload(body, f'"{sha256(body).hexdigest()[:20]}"')
