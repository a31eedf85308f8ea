"""Contracts of the tables that CORDIS fills."""

from portulan.analytics.tables.contract import Column, Contract
from portulan.analytics.tables.countries import CODES

_ROLES = ("coordinator", "participant", "partner", "thirdparty", "internationalpartner", "associatedpartner")
_COUNTRY_REMEDY = "Write the ISO code of two letters (EL and UK are understood; NA is Namibia)."
_RCN = Column("rcn", "string", "record control number of the project", required=True, pattern=r"\d{5,7}")
_PIC = Column("pic", "string", "participant identification code", required=True, pattern=r"\d{9}")
_KIND = Column("activity_type", "string", "kind of organisation", among=("HES", "REC", "PRC", "PUB", "OTH"))


def _country(*, required: bool) -> Column:
    about = "country of the organisation, ISO 3166-1 alpha-2"
    return Column(
        "country",
        "string",
        about,
        required=required,
        among=CODES,
        among_code="country",
        remedy=_COUNTRY_REMEDY,
    )


PARTICIPATIONS = Contract(
    name="participations",
    about="An organisation takes part in a European project.",
    key=("rcn", "pic", "role"),
    columns=(
        _RCN,
        Column("role", "string", "role in the project", required=True, among=_ROLES),
        _PIC,
        _KIND,
        _country(required=True),
        Column(
            "start", "date", "first day of the project", required=True, remedy="Write the day as 2017-01-31."
        ),
        Column("end", "date", "last day of the project", remedy="Write the day as 2017-01-31."),
        Column(
            "contribution",
            "int64",
            "contribution of the Union to this organisation; null where the source does not tell",
            unit="euro cent",
            low=0,
            remedy="Write euros with a point: 3990206.25, or NA.",
        ),
        Column("start_year", "int64", "year of the first day", unit="year", low=1984, high=2100),
    ),
)

PIC_NAMES = Contract(
    name="pic_names",
    about="What an organisation known by its PIC is called; no name that may be a person's.",
    key=("pic",),
    columns=(
        _PIC,
        Column("name", "string", "legal name", required=True),
        Column("short_name", "string", "short name, or empty"),
        _KIND,
        Column("city", "string", "town"),
        _country(required=False),
        Column("as_of", "string", "day an archive last changed the record, or empty"),
    ),
)

PROGRAMME_PARTS = Contract(
    name="programme_parts",
    about="A project was funded under a part of the programme; it may stand under several.",
    key=("rcn", "programme"),
    columns=(_RCN, Column("programme", "string", "short name of the part: ERC, MSCA, SC1...", required=True)),
)

PROJECT_TOPICS = Contract(
    name="project_topics",
    about="A project answers to a topic of a call; the extraction of the sample gives none.",
    key=("rcn", "topic"),
    columns=(
        _RCN,
        Column("topic", "string", "code of the topic: ERC-2023-STG, HORIZON-CL4-2021-...", required=True),
        Column("title", "string", "title of the topic, or empty"),
    ),
)
