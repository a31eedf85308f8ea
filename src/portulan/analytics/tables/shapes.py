"""Contract of what the map knows of a country."""

from portulan.analytics.tables.contract import Column, Contract
from portulan.analytics.tables.countries import CODES

COUNTRY_SHAPES = Contract(
    name="country_shapes",
    about="A country or territory of the map, and where its label stands.",
    key=("code",),
    columns=(
        Column("code", "string", "ISO 3166-1 alpha-2", required=True, among=CODES, among_code="country"),
        Column("alpha3", "string", "ISO 3166-1 alpha-3", required=True, pattern="[A-Z]{3}"),
        Column("name", "string", "English name (CLDR)", required=True),
        Column("continent", "string", "continent, Natural Earth's words"),
        Column("region", "string", "region, United Nations' words"),
        Column("subregion", "string", "sub-region, United Nations' words"),
        Column("latitude", "float64", "of the label, north", unit="degree", low=-90, high=90),
        Column("longitude", "float64", "of the label, east", unit="degree", low=-180, high=180),
    ),
)
