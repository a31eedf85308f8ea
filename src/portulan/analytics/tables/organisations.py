"""Contracts of the tables that the registry of organisations (ROR) and OpenAlex fill."""

from portulan.analytics.tables.contract import Column, Contract
from portulan.analytics.tables.countries import CODES

ROR = r"0[a-z0-9]{6}\d{2}"
_ROR = Column("ror", "string", "ROR identifier, nine characters", required=True, pattern=ROR)
_COUNTRY_REMEDY = "Write the ISO code of two letters."


def _country(*, required: bool) -> Column:
    about = "country, ISO 3166-1 alpha-2"
    return Column(
        "country",
        "string",
        about,
        required=required,
        among=CODES,
        among_code="country",
        remedy=_COUNTRY_REMEDY,
    )


ORGANISATIONS = Contract(
    name="organisations",
    about="An organisation of the registry: the newest record of each identifier.",
    key=("ror",),
    columns=(
        _ROR,
        Column("name", "string", "name the registry displays", required=True),
        Column("status", "string", "status", required=True, among=("active", "inactive", "withdrawn")),
        Column("types", "array<string>", "types, the registry's words in lower case"),
        Column("established", "int64", "year of foundation", unit="year", low=0, high=2100),
        Column("website", "string", "address of the site"),
        _country(required=True),
        Column("city", "string", "town of the first address"),
        Column("latitude", "float64", "north", unit="degree", low=-90, high=90),
        Column("longitude", "float64", "east", unit="degree", low=-180, high=180),
        Column("as_of", "string", "day the record was last changed, or year of its schema"),
    ),
)

ORGANISATION_NAMES = Contract(
    name="organisation_names",
    about="A name of an organisation, in a language, of one or several kinds.",
    key=("ror", "name", "lang"),
    columns=(
        _ROR,
        Column("name", "string", "the name", required=True),
        Column("lang", "string", "language, ISO 639-1, or empty"),
        Column("kinds", "array<string>", "ror_display, label, alias, acronym"),
    ),
)

ORGANISATION_IDS = Contract(
    name="organisation_ids",
    about="An identifier of an organisation elsewhere.",
    key=("ror", "kind", "value"),
    columns=(
        _ROR,
        Column("kind", "string", "kind, lower case: grid, isni, wikidata, fundref, cnrs...", required=True),
        Column("value", "string", "the identifier", required=True),
    ),
)

ORGANISATION_RELATIONS = Contract(
    name="organisation_relations",
    about="A relation the registry gives from one organisation to another.",
    key=("ror", "kind", "other"),
    columns=(
        _ROR,
        Column("kind", "string", "parent, child, related, predecessor, successor", required=True),
        Column("other", "string", "ROR identifier of the other", required=True, pattern=ROR),
        Column("label", "string", "name of the other, as written there"),
    ),
)

OPENALEX_INSTITUTIONS = Contract(
    name="openalex_institutions",
    about="An institution of OpenAlex with its ROR identifier: a crosswalk, and sizes.",
    key=("openalex",),
    columns=(
        Column("openalex", "string", "identifier in OpenAlex", required=True, pattern=r"I\d+"),
        Column("ror", "string", "ROR identifier", required=True, pattern=ROR),
        Column("name", "string", "name in OpenAlex", required=True),
        _country(required=False),
        Column("works", "int64", "works, all years", unit="works", required=True, low=0),
        Column("cited_by", "int64", "citations received, all years", unit="citations", required=True, low=0),
    ),
)
