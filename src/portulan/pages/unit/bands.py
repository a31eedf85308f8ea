"""The partners of a set of works, in bands: never a league table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.order import folded
from portulan.foundations.tables.table import Column, Interval, Link, SourceNote, Table
from portulan.foundations.text import formats
from portulan.insight.bounds import wilson
from portulan.insight.results import OrganisationRef, Work
from portulan.pages.country.partners import BANDS, NAMED, Group, band

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """An organisation met in works: in how many, and from when to when."""

    key: str
    name: str
    country: str
    count: int
    first_year: int
    last_year: int


def met(works: Sequence[Work]) -> tuple[Met, ...]:
    """Organisations of the works by band, the fullest first, in alphabetical order inside each."""
    years: dict[str, list[int]] = defaultdict(list)
    known: dict[str, OrganisationRef] = {}
    for work in works:
        for partner in {one.key: one for one in work.partners}.values():
            known.setdefault(partner.key, partner)
            years[partner.key].append(work.year)
    found = [_met(known[key], span) for key, span in years.items()]
    return tuple(sorted(found, key=lambda one: (-band(one.count).least, folded(one.name))))


def _met(partner: OrganisationRef, years: Sequence[int]) -> Met:
    return Met(
        key=partner.key,
        name=partner.name,
        country=partner.country,
        count=len(years),
        first_year=min(years),
        last_year=max(years),
    )


def groups_of(found: Sequence[Met]) -> Iterator[Group]:
    """One group per band that is not empty."""
    for known in BANDS:
        inside = [one for one in found if band(one.count) is known]
        if inside:
            links = tuple(_link(one) for one in inside[:NAMED])
            yield Group(words=str(known.words), count=len(inside), links=links, more=len(inside) - len(links))


def _link(one: Met) -> Link:
    return Link(one.name, reverse("partner", args=[one.key]))


def partner_table(found: Sequence[Met], *, whole: int, sources: tuple[SourceNote, ...]) -> Table:
    """The organisations with their counts and the share of all ``whole`` works."""
    text = ngettext("%(count)s organisation", "%(count)s organisations", len(found))
    return Table(
        key="partners",
        title=_("Partners in co-publications"),
        columns=[
            Column("partner", _("Partner"), "link"),
            Column("key", _("Key"), "code", screen=False),
            Column("country", _("Country"), "code", none=_("unknown")),
            Column("band", _("Band"), sortable=False),
            Column("works", _("Shared works"), "number"),
            Column(
                "share", _("Share of the works of the team"), "interval", form="share", help=_("95% interval")
            ),
            Column("first", _("First year"), "year"),
            Column("last", _("Last year"), "year"),
        ],
        rows=[_row(one, whole) for one in found],
        page_size=SHOWN,
        sources=sources,
        note=_("By band, then in alphabetical order. A difference of a few counts is not a rank."),
        counted=text % {"count": formats.number(len(found))},
    )


def _row(one: Met, whole: int) -> dict[str, Any]:
    low, high = wilson(one.count, whole)
    return {
        "partner": _link(one),
        "key": one.key,
        "country": one.country or None,
        "band": str(band(one.count).words),
        "works": one.count,
        "share": Interval(one.count / whole, low, high),
        "first": one.first_year,
        "last": one.last_year,
    }
