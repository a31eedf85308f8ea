"""One office: since when, for which countries, with what there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.geography.queries import CountryView
from portulan.domains.offices import queries as office_queries
from portulan.domains.offices.queries import OfficeLine, TerritoryLine
from portulan.domains.partners import queries as partner_queries
from portulan.domains.partners.queries import JointLaboratory
from portulan.foundations.tables.table import Column, Interval, Link, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Proof
from portulan.foundations.ui.maps import MapPoint, RegionMap
from portulan.insight.figures import Figures
from portulan.pages.office.place import country_link, place_of
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePage:
    """``territory`` is None where no source gives the countries; of a closed office it is that of its last day."""

    line: OfficeLine
    title: str
    state: str
    place: str
    country: CountryView | None
    proof: Proof
    map: RegionMap | None
    territory: TableView | None
    laboratories: TableView | None
    unknown: tuple[str, ...]
    method: str
    covered: tuple[str, ...]  # codes of countries, of an open office


@dataclass(frozen=True, slots=True, kw_only=True)
class _Office:
    """What the queries give, once for a page."""

    line: OfficeLine
    day: date
    territory: tuple[TerritoryLine, ...]
    joint: tuple[JointLaboratory, ...]
    figures: Figures | None


def page(
    *, line: OfficeLine, figures: Figures | None, today: date, query: Mapping[str, str], path: str
) -> OfficePage:
    """The page of one office for one reader."""
    office = _read(line=line, figures=figures, today=today)
    views = {key: view_of(table, query=query, path=path) for key, table in _tables(office).items()}
    country = _country(office)
    return OfficePage(
        line=line,
        title=formats.named(line, "name"),
        state=_state(line),
        place=place_of(formats.named(line, "city"), country),
        country=country,
        proof=_proof(line),
        map=_map(office),
        territory=views.get("territory"),
        laboratories=views.get("laboratories"),
        unknown=tuple(_unknown(office)),
        method=method_url("territories"),
        covered=tuple(one.country.code for one in office.territory) if line.is_open else (),
    )


def _country(office: _Office) -> CountryView | None:
    """Where the office stands: most stand in their own territory, which was read already."""
    code = office.line.country
    known = next((one.country for one in office.territory if one.country.code == code), None)
    return known or (geography_queries.country(code) if code else None)


def tables(*, line: OfficeLine, figures: Figures | None, today: date) -> dict[str, Table]:
    """The tables of the page by key."""
    return _tables(_read(line=line, figures=figures, today=today))


def _read(*, line: OfficeLine, figures: Figures | None, today: date) -> _Office:
    day = today if line.is_open or line.until is None else line.until.earliest - timedelta(days=1)
    territory = office_queries.territory(line.code, day)
    codes = {one.country.code for one in territory}
    joint = partner_queries.joint_laboratories(day)
    return _Office(
        line=line,
        day=day,
        territory=territory,
        joint=tuple(laboratory for laboratory in joint if laboratory.unit.country in codes),
        figures=figures,
    )


def _state(line: OfficeLine) -> str:
    words = {
        "sort": line.sort_label,
        "since": formats.softdate(line.since),
        "until": formats.softdate(line.until),
        "since_day": formats.since(line.since),
    }
    if not line.is_open and line.since:
        text = _("%(sort)s, open from %(since)s, closed %(until)s.")
    elif not line.is_open:
        text = _("%(sort)s, closed %(until)s; the day it opened is not known.")
    elif line.since:
        text = _("%(sort)s, open %(since_day)s.")
    else:
        text = _("%(sort)s, open; the day it opened is not known.")
    sentence = text % words
    return sentence[:1].upper() + sentence[1:]


def _proof(line: OfficeLine) -> Proof:
    return Proof(
        kind="declared",
        label=_("This office, its dates and its place"),
        when=line.source_as_of,
        source=in_words(line.source),
        url=line.source_url,
    )


def _map(office: _Office) -> RegionMap | None:
    line = office.line
    codes = [one.country.code for one in office.territory]
    if line.latitude is None or line.longitude is None or not line.country:
        return None
    name = line.short_name or formats.named(line, "name")
    return RegionMap(
        key="territory",
        title=_("Territory of the office"),
        fit=sorted({*codes, line.country}),
        focus=[line.country],
        tinted=codes,
        tinted_label=_("Countries it covers"),
        country_url=reverse("country", args=["__"]),
        names={one.country.code: formats.named(one.country, "name") for one in office.territory},
        points=[MapPoint(label=name, latitude=line.latitude, longitude=line.longitude, kind="office")],
    )


def _tables(office: _Office) -> dict[str, Table]:
    found = {}
    if office.territory:
        found["territory"] = _territory(office)
        found["laboratories"] = _laboratories(office)
    return found


def _territory(office: _Office) -> Table:
    count = len(office.territory)
    return Table(
        key="territory",
        title=_("Countries it covers") if office.line.is_open else _("Countries it covered"),
        columns=[*_territory_columns(), *_figure_columns(office.figures), *_source_columns()],
        rows=[_territory_row(office, one) for one in office.territory],
        sources=notes(office.figures, *_territory_sources(office.figures)),
        sort="country",
        counted=ngettext("%(count)s country", "%(count)s countries", count) % {"count": count},
        note=_("The page of each country gives every figure with its interval and its method."),
    )


def _territory_columns() -> list[Column]:
    return [
        Column("country", _("Country"), "link"),
        Column("code", _("Code"), "code"),
        Column("since", _("Since"), "date"),
        Column("joint", _("Joint laboratories"), "number"),
    ]


def _source_columns() -> list[Column]:
    return [
        Column("source", _("Source of the territory"), screen=False),
        Column("source_as_of", _("As of"), "date", screen=False),
    ]


def _figure_columns(figures: Figures | None) -> list[Column]:
    if figures is None:
        return []
    columns = [
        Column("year", _("Year of the works"), "year", screen=False),
        Column(
            "works",
            _("Co-authored works, last year"),
            "interval",
            help=_("of the two countries, 95% interval"),
        ),
        Column("projects", _("European projects with us"), "number"),
    ]
    if figures.focal.has_copublications:
        columns.append(Column("copublications", _("Co-publications with us"), "number"))
    return columns


def _territory_sources(figures: Figures | None) -> list[str]:
    if figures is None:
        return []
    return ["coauthorship", "cordis", *(["hal"] if figures.focal.has_copublications else []), "rnsr"]


def _territory_row(office: _Office, one: TerritoryLine) -> dict[str, Any]:
    code = one.country.code
    return {
        "country": country_link(one.country),
        "code": code,
        "since": one.since,
        "joint": sum(1 for laboratory in office.joint if laboratory.unit.country == code),
        **_country_figures(office.figures, code),
        "source": in_words(one.source),
        "source_as_of": one.source_as_of,
    }


def _country_figures(figures: Figures | None, code: str) -> dict[str, Any]:
    if figures is None:
        return {}
    last = figures.coauthorship(code)[-1:]
    return {
        "year": last[0].year if last else None,
        "works": Interval(last[0].count, last[0].low, last[0].high) if last else None,
        "projects": sum(year.count for year in figures.eu_years(code)),
        "copublications": sum(year.count for year in figures.copub_years(code)),
    }


def _laboratories(office: _Office) -> Table:
    count = len(office.joint)
    return Table(
        key="laboratories",
        title=_("Joint laboratories there"),
        columns=[
            Column("name", _("Laboratory"), "link"),
            Column("label", _("Label")),
            Column("country", _("Country"), "code"),
            Column("city", _("Town")),
            Column("since", _("Since"), "date"),
            Column("parties", _("With"), none=_("no party is named by a source")),
        ],
        rows=[_laboratory_row(one) for one in office.joint],
        sources=notes(office.figures, "rnsr"),
        sort="country",
        counted=ngettext("%(count)s joint laboratory", "%(count)s joint laboratories", count)
        % {"count": count},
        empty=_("No joint laboratory is known in this territory."),
    )


def _laboratory_row(one: JointLaboratory) -> dict[str, Any]:
    name = one.unit.short_name or formats.named(one.unit, "name")
    return {
        "name": Link(name, reverse("laboratory", args=[one.unit.code])),
        "label": one.unit.label,
        "country": one.unit.country,
        "city": one.unit.city,
        "since": one.unit.since,
        "parties": ", ".join(party.short_name or party.name for party in one.parties) or None,
    }


def _unknown(office: _Office) -> list[str]:
    """What is not known of this office, in sentences."""
    line, found = office.line, []
    if not office.territory:
        found.append(_("No source gives the countries it covers."))
    if line.since is None:
        found.append(_("No source gives the day it opened."))
    if not line.website:
        found.append(_("No address of a page of its own is known."))
    return found
