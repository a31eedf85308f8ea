"""Contracts of the tables that the national registry of structures (RNSR) and the pack's decisions fill."""

from portulan.analytics.tables.contract import Column, Contract
from portulan.analytics.tables.countries import CODES

JOINT_LABEL = r"^(UMI|IRL)\b"  # joint laboratories abroad: IRL, and UMI before 2019
RNSR = r"\d{9}[A-Z]"
_NUMBER = Column("rnsr", "string", "national number of the structure", required=True, pattern=RNSR)

STRUCTURES = Contract(
    name="structures",
    about="A public research structure of the French registry.",
    key=("rnsr",),
    columns=(
        _NUMBER,
        Column("name", "string", "name", required=True),
        Column("short_name", "string", "acronym, or empty"),
        Column("created", "int64", "year of creation", unit="year", low=1500, high=2100),
        Column("kind", "string", "type of structure, in the registry's words", required=True),
        Column("postcode", "string", "postcode as written"),
        Column("city", "string", "town as written, CEDEX included"),
        Column("website", "string", "address of the site, or empty"),
        Column("fields", "array<string>", "codes of the registry's fields of science"),
        Column("erc_panels", "array<string>", "codes of ERC panels"),
        Column("parents", "array<string>", "numbers of parent structures"),
        Column("children", "array<string>", "numbers of child structures"),
        Column("predecessors", "array<string>", "numbers of the structures it comes from"),
        Column("url", "string", "its page in the registry"),
        Column("as_of", "string", "date of the extraction"),
    ),
)

STRUCTURE_BODIES = Contract(
    name="structure_bodies",
    about="A body supervises a structure, or takes part in it, and gives it a label.",
    key=("rnsr", "body"),
    columns=(
        _NUMBER,
        Column("body", "string", "key of the body: uai-..., siret-... or rnsrbody-...", required=True),
        Column("name", "string", "name of the body", required=True),
        Column("short_name", "string", "acronym of the body"),
        Column("label", "string", "label it gives the structure, such as IRL 3288, or empty"),
        Column("nature", "string", "supervising or participating", among=("supervising", "participating")),
        Column("type", "string", "type of body, the registry's code"),
        Column("position", "int64", "place among the bodies of the structure, from 1"),
    ),
)

SUCCESSIONS = Contract(
    name="structure_successions",
    about="A structure comes from another.",
    key=("rnsr", "predecessor", "kind", "year"),
    columns=(
        _NUMBER,
        Column("predecessor", "string", "number of the structure it comes from", required=True, pattern=RNSR),
        Column("kind", "string", "kind of succession, in the registry's words"),
        Column("year", "int64", "year of effect", unit="year", low=1900, high=2100),
    ),
)

STRUCTURE_COUNTRIES = Contract(
    name="structure_countries",
    about="The pack says in which country a structure stands, with its source and its date.",
    key=("rnsr",),
    columns=(
        _NUMBER,
        Column(
            "country",
            "string",
            "country, ISO 3166-1 alpha-2",
            required=True,
            among=CODES,
            among_code="country",
            remedy="Write the ISO code of two letters in the pack.",
        ),
        Column(
            "source", "string", "where this was read", required=True, remedy="Give the source in the pack."
        ),
        Column("as_of", "string", "date of the source", pattern=r"\d{4}(-\d{2}(-\d{2})?)?"),
    ),
)
