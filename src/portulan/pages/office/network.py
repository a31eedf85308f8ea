"""The network of offices on one day: who is open, who covers which country, what nobody covers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.geography.queries import CountryView
from portulan.domains.offices import queries as office_queries
from portulan.domains.offices.queries import Cover, OfficeLine
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.tables.order import folded
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.maps import OfficePoint, WorldMap
from portulan.pages.office.place import place_of, shortened
from portulan.pages.sources.citing import method_url
from portulan.pages.sources.phrases import in_words

Covers = Mapping[str, tuple[Cover, ...]]
Countries = Mapping[str, CountryView]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who covers one country on the day: offices first, then the headquarters; ``opened_later`` tells of an office
    that covers it today and did not then."""

    country: CountryView
    offices: tuple[Cover, ...]
    headquarters: tuple[Cover, ...]
    opened_later: tuple[Cover, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A country that two offices, or two parts of the headquarters, cover at once."""

    country: CountryView
    covers: tuple[Cover, ...]

    @property
    def names(self) -> str:
        return formats.listed([formats.named(cover, "name") for cover in self.covers])


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    day: date
    state: str
    asked: str
    choices: SafeString
    answer: Answer | None
    unknown: bool
    map: WorldMap
    offices: TableView
    closed: TableView | None
    territories: TableView
    covered: int
    gaps: tuple[CountryView, ...]
    overlaps: tuple[Shared, ...]
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Network:
    """What the queries give, once for a page."""

    at: date
    offices: tuple[OfficeLine, ...]
    closed: tuple[OfficeLine, ...]
    covers: Covers
    countries: Countries
    joint: Mapping[str, int]
    names: Mapping[str, str]
    territories: Mapping[str, Sequence[str]]

    def territory(self, code: str) -> Sequence[str]:
        """The countries that a unit covers."""
        return self.territories.get(code, ())


def page(*, at: date, today: date, asked: str, query: Mapping[str, str], path: str) -> NetworkPage:
    """The page of the network for one reader, on the day ``at``, with an answer for the country ``asked``."""
    network = _read(at)
    views = {key: view_of(table, query=query, path=path) for key, table in _tables(network).items()}
    country = network.countries.get(asked)
    return NetworkPage(
        day=at,
        state=_state(network),
        asked=asked,
        choices=_choices(network, asked),
        answer=_answer(network, country, today=today) if country else None,
        unknown=bool(asked) and country is None,
        map=_map(network),
        offices=views["offices"],
        closed=views.get("closed"),
        territories=views["territories"],
        covered=sum(1 for covers in network.covers.values() if _offices(covers)),
        gaps=_by_name(country for code, country in network.countries.items() if code not in network.covers),
        overlaps=tuple(_overlaps(network)),
        method=method_url("territories"),
    )


def tables(*, at: date) -> dict[str, Table]:
    """The tables of the page by key."""
    return _tables(_read(at))


def coverage_by_country(*, at: date) -> dict[str, int]:
    """How many offices cover each country; a country that nobody covers at all is left out: what the map reads."""
    return {code: len(_offices(covers)) for code, covers in office_queries.covers(at).items() if covers}


def _read(at: date) -> _Network:
    lines = office_queries.offices(at, closed=True)
    covers = office_queries.covers(at)
    countries = {country.code: country for country in geography_queries.countries()}
    return _Network(
        at=at,
        offices=tuple(line for line in lines if line.is_open),
        closed=tuple(line for line in lines if not line.is_open),
        covers=covers,
        countries=countries,
        joint=organisation_queries.joint_laboratories_by_country(at),
        names={code: formats.named(country, "name") for code, country in countries.items()},
        territories=_territories(covers),
    )


def _territories(covers: Covers) -> Mapping[str, Sequence[str]]:
    """The countries of each unit, from the units of each country."""
    found: dict[str, list[str]] = defaultdict(list)
    for country, those in covers.items():
        for cover in those:
            found[cover.code].append(country)
    return found


def _choices(network: _Network, asked: str) -> SafeString:
    """The options of the list of countries, short enough for a narrow screen.

    Written here because a template takes ten times as long.
    """
    ordered = sorted(network.names.items(), key=lambda one: folded(one[1]))
    option = '<option value="{}"{}>{}</option>'
    chosen = mark_safe(" selected")
    return format_html_join(
        "", option, ((code, chosen if code == asked else "", shortened(name)) for code, name in ordered)
    )


def _state(network: _Network) -> str:
    text = ngettext(
        "%(count)s office open on %(day)s.", "%(count)s offices open on %(day)s.", len(network.offices)
    )
    return text % {"count": len(network.offices), "day": formats.softdate(network.at)}


def _offices(covers: Sequence[Cover]) -> tuple[Cover, ...]:
    return tuple(cover for cover in covers if cover.is_office)


def _headquarters(covers: Sequence[Cover]) -> tuple[Cover, ...]:
    return tuple(cover for cover in covers if not cover.is_office)


def _by_name(countries: Any) -> tuple[CountryView, ...]:
    return tuple(sorted(countries, key=lambda country: folded(formats.named(country, "name"))))


def _answer(network: _Network, country: CountryView, *, today: date) -> Answer:
    covers = network.covers.get(country.code, ())
    then = {cover.code for cover in covers}
    later = office_queries.covering(country.code, today) if network.at < today else ()
    return Answer(
        country=country,
        offices=_offices(covers),
        headquarters=_headquarters(covers),
        opened_later=tuple(cover for cover in _offices(later) if cover.code not in then),
    )


def _overlaps(network: _Network) -> Iterator[Shared]:
    """Countries of two offices, or of two parts of the headquarters; one of each is the rule."""
    for code, covers in network.covers.items():
        several = [those for those in (_offices(covers), _headquarters(covers)) if len(those) > 1]
        if several:
            twice = tuple(cover for those in several for cover in those)
            yield Shared(country=network.countries[code], covers=twice)


def _map(network: _Network) -> WorldMap:
    placed = [line for line in network.offices if line.latitude is not None and line.longitude is not None]
    return WorldMap(
        key="offices",
        title=_("How many offices cover each country"),
        src=f"{reverse('offices_coverage')}?on={network.at.isoformat()}",
        breaks=(1, 2),
        country_url=reverse("country", args=["__"]),
        names=network.names,
        offices=[_point(network, line) for line in placed],
        note=_(
            "Point at a country, or go to it with the keyboard: a line leads to it from the office that covers it. "
            "Hatched: neither an office nor the headquarters covers it."
        ),
        method_url=method_url("territories"),
    )


def _point(network: _Network, line: OfficeLine) -> OfficePoint:
    return OfficePoint(
        label=formats.named(line, "name"),
        latitude=line.latitude or 0.0,
        longitude=line.longitude or 0.0,
        territory=network.territory(line.code),
    )


def _tables(network: _Network) -> dict[str, Table]:
    found = {"offices": _office_table(network), "territories": _territory_table(network)}
    if network.closed:
        found["closed"] = _closed_table(network)
    return found


def _office_table(network: _Network) -> Table:
    count = len(network.offices)
    return Table(
        key="offices",
        title=_("Open offices"),
        columns=[
            Column("name", _("Office"), "link"),
            Column("code", _("Code"), "code", screen=False),
            Column("sort", _("Kind")),
            Column("place", _("Place")),
            Column("country", _("Country"), "code", screen=False),
            Column("since", _("Open since"), "date"),
            Column("territory", _("Countries covered"), "number"),
            Column("joint", _("Joint laboratories there"), "number"),
            Column("shared", _("Shared with"), none=_("nobody")),
            Column("source", _("Source"), screen=False),
            Column("source_as_of", _("As of"), "date", screen=False),
        ],
        rows=[_office_row(network, line) for line in network.offices],
        sort="name",
        empty=_("The organisation has no office abroad on this day."),
        counted=ngettext("%(count)s office", "%(count)s offices", count) % {"count": count},
    )


def _office_row(network: _Network, line: OfficeLine) -> dict[str, Any]:
    territory = network.territory(line.code)
    return {
        "name": Link(formats.named(line, "name"), reverse("office", args=[line.code])),
        "code": line.code,
        "sort": line.sort_label,
        "place": place_of(formats.named(line, "city"), network.countries.get(line.country)),
        "country": line.country,
        "since": line.since,
        "territory": len(territory) or None,
        "joint": sum(network.joint.get(code, 0) for code in territory) if territory else None,
        "shared": ", ".join(line.shared_with) or None,
        "source": in_words(line.source),
        "source_as_of": line.source_as_of,
    }


def _closed_table(network: _Network) -> Table:
    count = len(network.closed)
    return Table(
        key="closed",
        title=_("Closed offices"),
        columns=[
            Column("name", _("Office"), "link"),
            Column("code", _("Code"), "code", screen=False),
            Column("place", _("Place")),
            Column("since", _("Open since"), "date"),
            Column("until", _("Closed"), "date"),
            Column("note", _("What became of it")),
            Column("source", _("Source"), screen=False),
        ],
        rows=[_closed_row(network, line) for line in network.closed],
        sort="-until",
        counted=ngettext("%(count)s office", "%(count)s offices", count) % {"count": count},
    )


def _closed_row(network: _Network, line: OfficeLine) -> dict[str, Any]:
    return {
        "name": Link(formats.named(line, "name"), reverse("office", args=[line.code])),
        "code": line.code,
        "place": place_of(formats.named(line, "city"), network.countries.get(line.country)),
        "since": line.since,
        "until": line.until,
        "note": formats.named(line, "note"),
        "source": in_words(line.source),
    }


def _territory_table(network: _Network) -> Table:
    count, address = len(network.countries), reverse("country", args=["__"])
    return Table(
        key="territories",
        title=_("Who covers each country"),
        columns=[
            Column("country", _("Country"), "link"),
            Column("code", _("Code"), "code"),
            Column("office", _("Office"), none=_("none")),
            Column("since", _("Since"), "date"),
            Column("headquarters", _("Headquarters"), none=_("none")),
            Column("source", _("Source"), screen=False),
        ],
        rows=[_territory_row(network, code, address) for code in network.countries],
        sort="country",
        page_size=25,
        counted=ngettext("%(count)s country", "%(count)s countries", count)
        % {"count": formats.number(count)},
        note=_("A country without an office is followed from the headquarters."),
    )


def _territory_row(network: _Network, code: str, address: str) -> dict[str, Any]:
    """``address`` is that of a country, with ``__`` where its code goes."""
    covers = network.covers.get(code, ())
    offices = _offices(covers)
    return {
        "country": Link(network.names[code], address.replace("__", code)),
        "code": code,
        "office": formats.listed([formats.named(cover, "name") for cover in offices]) or None,
        "since": offices[0].since if offices else None,
        "headquarters": formats.listed([formats.named(cover, "name") for cover in _headquarters(covers)])
        or None,
        "source": " · ".join(dict.fromkeys(in_words(cover.source) for cover in covers if cover.source)),
    }
