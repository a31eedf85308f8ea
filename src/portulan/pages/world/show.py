"""The world map: countries coloured by a figure, the same as a table, and how fresh the figures are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.offices import queries as offices_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.queries import PackView
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text.formats import named, number, years
from portulan.foundations.ui import maps
from portulan.foundations.ui.components import Notice
from portulan.insight import lake as insight_lake
from portulan.insight.figures import Figures
from portulan.pages.country import absent
from portulan.pages.country.choices import Choice, breaks, choices, grouped
from portulan.pages.country.listing import TABLE, Listing, listing

KEPT = frozenset({"coauthorship", "projects", "copublications"})  # never change within a version


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the page shows. ``map`` is None where no figure exists yet."""

    pack: PackView | None
    map: maps.WorldMap | None
    table: TableView
    totals: Sequence[str]
    built_at: datetime | None
    before: datetime | None
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
    pack = organisation_queries.pack()
    return World(
        pack=pack,
        map=_map(listed, today) if listed.choice else None,
        table=view_of(listed.table, query=query, path=path),
        totals=totals(listed),
        built_at=figures.built_at if figures else None,
        before=_before(lake) if figures else None,
        no_pack=None if pack else absent.no_pack(),
        no_figures=None if figures else absent.no_figures(),
    )


def _before(lake: Path) -> datetime | None:
    """When the version before the one in use was built, where it is kept."""
    older = [version.built_at for version in insight_lake.versions(lake) if not version.in_use]
    return max(older, default=None)


def totals(listed: Listing) -> list[str]:
    """One sentence per figure: in how many countries it is above zero, over which years."""
    return [_total(choice) for choice in listed.offered]


def _total(choice: Choice) -> str:
    first, last = choice.years[0], choice.years[-1]
    above = sum(1 for by_year in choice.counts.values() if any(by_year.values()))
    text = ngettext(
        "%(figure)s, %(years)s: above zero in %(count)s country.",
        "%(figure)s, %(years)s: above zero in %(count)s countries.",
        above,
    )
    return text % {"figure": choice.label, "years": years(first, last), "count": number(above)}


def _map(listed: Listing, today: date) -> maps.WorldMap:
    choice = listed.choice
    assert choice is not None
    return maps.WorldMap(
        key="world",
        title=choice.label,
        src=reverse("world_figures", args=[choice.key]),
        breaks=breaks(choice.counts),
        country_url=reverse("country", args=["__"]),
        names={country.code: named(country, "name") for country in listed.countries},
        years=choice.years,
        year=listed.year,
        choices=[maps.Choice(c.key, c.label, c.key == choice.key) for c in listed.offered],
        unit=choice.unit,
        table_key=TABLE,
        offices=offices(today),
        sources=choice.sources,
        method_url=choice.method,
        note=choice.note,
    )


def offices(today: date) -> list[maps.OfficePoint]:
    """Open offices whose place is known, each with the countries it covers."""
    territory: dict[str, list[str]] = {}
    for code, covers in offices_queries.covers(today).items():
        for cover in covers:
            territory.setdefault(cover.code, []).append(code)
    return [
        maps.OfficePoint(
            named(office, "name"), office.latitude, office.longitude, territory.get(office.code, [])
        )
        for office in offices_queries.offices(today)
        if office.latitude is not None and office.longitude is not None
    ]


def payload(*, figures: Figures | None, key: str, today: date) -> Payload | None:
    """The counts of one figure by country and year, ``{"values": {"SG": {"2010": 349}}}``; None for no such figure."""
    if figures is not None and key in KEPT:
        return _kept(figures, key) if grouped(figures, key) else None
    return _written(_choice(figures, key, today))


@lru_cache(maxsize=12)
def _kept(figures: Figures, key: str) -> Payload | None:
    return _written(_choice(figures, key, figures.built_at.date()))


def _choice(figures: Figures | None, key: str, today: date) -> Choice | None:
    codes = [country.code for country in geography_queries.countries()]
    offered = choices(figures=figures, today=today, codes=codes)
    return next((choice for choice in offered if choice.key == key), None)


def _written(choice: Choice | None) -> Payload | None:
    if choice is None:
        return None
    values = {code: {str(year): choice.count(code, year) for year in choice.years} for code in choice.counts}
    body = json.dumps({"values": values}, separators=(",", ":")).encode()
    return Payload(body, f'"{sha256(body).hexdigest()[:20]}"')


def state(shown: World) -> str:
    """The line under the title: what the map shows and how fresh it is."""
    if shown.map is None:
        return gettext("No figure has been published yet.")
    return gettext("%(figure)s, %(year)s.") % {"figure": shown.map.title, "year": shown.map.year}
