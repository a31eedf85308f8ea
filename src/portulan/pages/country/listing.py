"""Countries as a table: one figure of choice in one year, our joint laboratories and who covers each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.geography.queries import CountryView
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.queries.views import PackView
from portulan.foundations.tables.exports import export_response
from portulan.foundations.tables.table import Column, Interval, Kind, Link, Table
from portulan.foundations.text.formats import named, number
from portulan.insight.bounds import poisson
from portulan.insight.figures import Figures
from portulan.pages.country.choices import Choice, choices, chosen, chosen_year
from portulan.pages.country.network import Network, network

TABLE = "countries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The choice made, what else may be chosen, and the table; without any figure ``choice`` is None."""

    choice: Choice | None
    year: int | None
    offered: list[Choice]
    pack: PackView | None
    names: Mapping[str, str]
    network: Network
    table: Table


def listing(*, figures: Figures | None, today: date, query: Mapping[str, str]) -> Listing:
    """The list of all countries as ``query`` (``figure``, ``year``) asks; raises RefusedQuery."""
    countries = geography_queries.countries()
    names = {country.code: named(country, "name") for country in countries}
    offered = choices(figures=figures, today=today, names=names)
    choice = chosen(offered, query.get("figure", "")) if offered else None
    year = chosen_year(choice, query.get("year", "")) if choice else None
    standing = organisation_queries.joint_laboratories_by_country(today)
    pack = organisation_queries.pack()
    offices = network(pack, today=today)
    rows = list(_rows(countries, choice, year, standing, _offices(offices)))
    table = Table(
        key=TABLE,
        title=_title(choice, year),
        columns=_columns(choice, year),
        rows=rows,
        sources=choice.sources if choice else (),
        note=choice.note if choice else "",
        sort="-count" if choice else "country",
        main=True,
        counted=_counted(choice, year) if choice and year else "",
    )
    return Listing(
        choice=choice,
        year=year,
        offered=offered,
        pack=pack,
        names=names,
        network=offices,
        table=table,
    )


def export(listed: Listing, *, key: str, fmt: str, query: Mapping[str, str], url: str) -> HttpResponse:
    """The list as a file, in the order ``query`` asks; raises Http404 for another table or format."""
    if key != listed.table.key:
        raise Http404
    name = f"countries-{listed.choice.key}-{listed.year}" if listed.choice else "countries"
    return export_response(listed.table, fmt, name, query=query, url=url)


def _title(choice: Choice | None, year: int | None) -> str:
    if choice is None:
        return gettext("Countries")
    return gettext("%(figure)s, %(year)s") % {"figure": choice.label, "year": year}


def _counted(choice: Choice, year: int) -> str:
    some = sum(1 for by_year in choice.counts.values() if by_year.get(year))
    text = ngettext("%(count)s country above zero", "%(count)s countries above zero", some)
    return text % {"count": number(some)}


def _columns(choice: Choice | None, year: int | None) -> list[Column]:
    figure = [] if choice is None or year is None else list(_figure_columns(choice, year))
    return [
        Column("country", gettext("Country"), "link"),
        Column("code", gettext("Code"), "code", help=gettext("ISO 3166-1 alpha-2"), screen=False),
        Column("region", gettext("Region")),
        *figure,
        *_laboratories_column(choice),
        Column("office", gettext("Office that covers it"), "link", none=gettext("headquarters")),
    ]


def _laboratories_column(choice: Choice | None) -> Iterator[Column]:
    """Not twice, where they are the figure chosen."""
    if choice is None or choice.key != "laboratories":
        yield Column("laboratories", gettext("Joint laboratories"), "number")


def _figure_columns(choice: Choice, year: int) -> Iterator[Column]:
    kind: Kind = "interval" if choice.flow else "number"
    yield Column("count", str(year), kind, unit=choice.unit, none=gettext("no data"))
    if choice.flow and year - 1 in choice.years:
        yield Column("before", str(year - 1), "number", unit=choice.unit, none=gettext("no data"))
    if choice.flow:
        first, last = choice.years[0], choice.years[-1]
        yield Column("total", f"{first}–{last}", "number", unit=choice.unit, none=gettext("no data"))


def _rows(
    countries: Sequence[CountryView],
    choice: Choice | None,
    year: int | None,
    standing: Mapping[str, int],
    offices: Mapping[str, Link],
) -> Iterator[dict[str, Any]]:
    address = reverse("country", args=["__"])
    for country in countries:
        yield {
            "country": Link(named(country, "name"), address.replace("__", country.code)),
            "code": country.code,
            "region": named(country, "subregion") or named(country, "region") or None,
            **_cells(choice, year, country.code),
            "laboratories": standing.get(country.code, 0),
            "office": offices.get(country.code),
        }


def _cells(choice: Choice | None, year: int | None, code: str) -> dict[str, Interval | int | None]:
    if choice is None or year is None:
        return {"count": None}
    known = choice.counts.get(code)
    total = None if known is None else sum(known.values())
    return {"count": _with_bounds(choice, code, year), "before": choice.count(code, year - 1), "total": total}


def _with_bounds(choice: Choice, code: str, year: int) -> Interval | int | None:
    count = choice.count(code, year)
    if count is None or not choice.flow:
        return count
    low, high = poisson(count)
    return Interval(count, round(low), round(high))


def _offices(known: Network) -> dict[str, Link]:
    """The office that covers each country, by its town."""
    links = {one.code: Link(named(one, "city"), reverse("office", args=[one.code])) for one in known.offices}
    return {country: links[code] for country, code in known.office_of.items() if code in links}
