"""Contract of co-authorship between countries."""

from portulan.analytics.tables.contract import Column, Contract
from portulan.analytics.tables.countries import CODES

_REMEDY = "The label of a vertex must be an ISO code of two letters (NA is Namibia)."


def _country(name: str, about: str) -> Column:
    return Column(name, "string", about, required=True, among=CODES, among_code="country", remedy=_REMEDY)


COUNTRY_COAUTHORSHIP = Contract(
    name="country_coauthorship",
    about="Works with authors in both countries, by year; both the same is all works of the country.",
    key=("first", "second", "year"),
    columns=(
        _country("first", "the country that comes first in the alphabet, ISO 3166-1 alpha-2"),
        _country("second", "the other country, or the same"),
        Column("year", "int64", "year of publication", unit="year", required=True, low=1900, high=2100),
        Column("works", "int64", "number of works, full counting", unit="works", required=True, low=0),
    ),
)
