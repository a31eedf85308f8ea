"""Contracts of the tables that publications fill, whatever source tells of them.

No table holds a name of a person or an address: an author is an opaque identifier that the source gives, or nothing.
``work`` is a number of ours: the digits of OpenAlex's identifier where OpenAlex knows the work, else a number of 62
bits made from the source and its identifier, with bit 61 set (see ``publication_row.number_of``).
"""

from portulan.analytics.tables.contract import Column, Contract
from portulan.analytics.tables.countries import CODES
from portulan.analytics.tables.organisations import ROR

POSITIONS = ("first", "middle", "last")
SCHEMES = ("asjc", "hal", "wos", "scopus", "other")
# Complex authorship: Adams, Pendlebury, Potter and Szomszor 2019, Multi-authorship and research analytics, ISI.
HYPER_AUTHORS = 100  # a work with more authors is counted apart
HYPER_COUNTRIES = 30  # and so is one with more countries
MOST_AUTHORS = 9_999  # a work that names more is refused
FIRST_YEAR, LAST_YEAR = 1500, 2100

_WORK = Column("work", "int64", "number of the work", required=True, low=1)
_SOURCE = Column(
    "source", "string", "key of the source: openalex, hal, scanr, crossref, wos, ...", required=True
)
_DOI = Column(
    "doi", "string", "DOI, lower case, without the resolver: 10.1000/xyz", pattern=r"10\.\d{4,9}/\S+"
)
_HAL = Column("hal_id", "string", "identifier in HAL, without version", pattern=r"[a-z][a-z0-9_-]*-\d{8}")
_YEAR = Column(
    "year", "int64", "year of publication", unit="year", required=True, low=FIRST_YEAR, high=LAST_YEAR
)

WORKS = Contract(
    name="works",
    about="A work, once, as the claim in use tells it: OpenAlex's where there is one, else the first in order.",
    key=("work",),
    columns=(
        _WORK,
        _SOURCE,
        Column("source_id", "string", "identifier of the work in that source", required=True),
        _DOI,
        _HAL,
        Column("title", "string", "title as published, markup removed; may be empty"),
        _YEAR,
        Column("type", "string", "kind of work, OpenAlex's words: article, book-chapter, preprint..."),
        Column("authors", "int64", "authors named", unit="author", low=0, high=MOST_AUTHORS),
        Column("cited", "int64", "citations received", unit="citation", low=0),
        Column("retracted", "boolean", "the source says that the work was retracted"),
        Column("updated", "string", "day the source last changed the record, 2026-01-31, or empty"),
        Column(
            "field",
            "string",
            "scheme and code of the field the source puts first: asjc-17, hal-info, or empty",
        ),
    ),
)

AUTHORSHIPS = Contract(
    name="authorships",
    about="An author's place in a work: an opaque identifier and flags, and the addresses as they were printed.",
    key=("work", "place"),
    columns=(
        _WORK,
        Column("place", "int64", "place among the authors, from 1", required=True, low=1, high=MOST_AUTHORS),
        Column("author", "string", "opaque identifier that the source gives, or empty; never a name"),
        Column("position", "string", "place said in a word", among=POSITIONS),
        Column("corresponding", "boolean", "corresponding author; null where the source does not say"),
        Column("texts", "array<string>", "affiliations as printed, addresses of mail taken out"),
    ),
)

AFFILIATIONS = Contract(
    name="affiliations",
    about="One claim that an author of a work stood at an institution, in a country or in a unit of ours.",
    key=("work", "place", "source", "institution", "ror", "country", "structure"),
    columns=(
        _WORK,
        Column("place", "int64", "place of the author", required=True, low=1, high=MOST_AUTHORS),
        _SOURCE,
        Column("institution", "string", "the source's identifier of the institution, or empty"),
        Column("ror", "string", "ROR identifier, nine characters, or empty", pattern=ROR),
        Column(
            "country",
            "string",
            "ISO 3166-1 alpha-2, or empty where the source gives none that we know",
            among=CODES,
            among_code="country",
        ),
        Column("structure", "string", "key of a laboratory or team: team-..., rnsr-..., or empty"),
        Column("position", "string", "as in authorships, so that a count needs no join", among=POSITIONS),
        Column("corresponding", "boolean", "as in authorships"),
    ),
)

SUBJECTS = Contract(
    name="subjects",
    about="A work is about a subject, in a scheme.",
    key=("work", "scheme", "field", "code"),
    columns=(
        _WORK,
        Column(
            "scheme",
            "string",
            "asjc: OpenAlex topics under the 26 fields of ASJC; hal: HAL's domains; ...",
            required=True,
            among=SCHEMES,
        ),
        Column(
            "field",
            "string",
            "code of the field: two digits of ASJC (17), first level of HAL (info)...",
            required=True,
        ),
        Column("code", "string", "finest code given: T10021, info.info-lg, or empty"),
        Column("main", "boolean", "the one subject the source puts first"),
    ),
)

CLAIMS = Contract(
    name="claims",
    about="A record of a source tells of a work; a work told by several sources is one work.",
    key=("source", "source_id"),
    columns=(
        _SOURCE,
        Column("source_id", "string", "identifier of the record in its source", required=True),
        _WORK,
        Column(
            "how",
            "string",
            "why this record is that work",
            required=True,
            among=("own", "doi", "hal_id", "title"),
        ),
        _DOI,
        _HAL,
        Column("year", "int64", "year the record gives", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        Column("cited", "int64", "citations the record gives", unit="citation", low=0),
        Column("updated", "string", "day the source last changed the record"),
    ),
)

RETIRED = Contract(
    name="retired",
    about="A record that its source has taken back, or has made one with another.",
    key=("source", "source_id"),
    columns=(
        _SOURCE,
        Column("source_id", "string", "identifier of the record", required=True),
        Column("into", "string", "identifier of the record it became part of, or empty where it was deleted"),
        Column("since", "string", "day of the change, or empty"),
    ),
)

CONTRACTS = (WORKS, AUTHORSHIPS, AFFILIATIONS, SUBJECTS, CLAIMS, RETIRED)
