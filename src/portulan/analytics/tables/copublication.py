"""Contracts of the tables that co-publications of teams fill."""

from portulan.analytics.tables.contract import Column, Contract
from portulan.analytics.tables.countries import CODES

_AUREHAL = Column(
    "aurehal", "string", "identifier of the organisation in AureHAL", required=True, pattern=r"\d+"
)
_COUNTRY = Column(
    "country",
    "string",
    "country of the organisation, ISO 3166-1 alpha-2",
    required=True,
    among=CODES,
    among_code="country",
    remedy="Write the country's English name, or its ISO code of two letters.",
)

COPUBLICATIONS = Contract(
    name="copublications",
    about="A team and a foreign organisation share a work.",
    key=("team_key", "aurehal", "hal_id"),
    columns=(
        Column("team_key", "string", "key of the team, team-...", required=True),
        Column("team", "string", "name of the team", required=True),
        _AUREHAL,
        Column(
            "hal_id",
            "string",
            "identifier of the work in HAL",
            required=True,
            pattern=r"[a-z][a-z0-9_-]*-\d{8}",
        ),
        Column("year", "int64", "year of publication", unit="year", required=True, low=1900, high=2100),
        Column("country", *(_COUNTRY.type, _COUNTRY.about), required=True, among=CODES, among_code="country"),
        Column("fields", "array<string>", "fields of science, first level of HAL"),
    ),
)

AUREHAL_ORGANISATIONS = Contract(
    name="aurehal_organisations",
    about="A foreign organisation as AureHAL names it.",
    key=("aurehal",),
    columns=(
        _AUREHAL,
        Column("name", "string", "name, often in several languages joined by an equals sign", required=True),
        _COUNTRY,
        Column("city", "string", "town, where the address was read well, else empty"),
    ),
)
