"""Works of OpenAlex, read in bulk from its snapshot: JSON lines packed with gzip, or Parquet, by day of change.

Nothing here executes: ``RAW`` says which columns are read, ``drafts`` turns them into our tables. OpenAlex answers
with institutions and countries for each author; the printed affiliation is kept beside, for the matcher.
"""

import ibis
import ibis.expr.types as ir

from portulan.analytics.tables.countries import CODES
from portulan.analytics.tables.publications import FIRST_YEAR, LAST_YEAR, MOST_AUTHORS

KEY = "openalex"
TITLE = "OpenAlex, works"
PUBLISHER = "OurResearch, OpenAlex"
URL = "https://openalex.org"
LICENCE = "CC0-1.0"
FOLDER = "openalex_works"

_INSTITUTION = "struct<id: string, ror: string, country_code: string>"
_AUTHORSHIP = (
    "struct<author_position: string, author: struct<id: string>, "
    f"institutions: array<{_INSTITUTION}>, is_corresponding: boolean, raw_affiliation_strings: array<string>>"
)
RAW = ibis.schema(
    {
        "id": "string",
        "doi": "string",
        "title": "string",
        "publication_year": "int64",
        "type": "string",
        "authorships": f"array<{_AUTHORSHIP}>",
        "cited_by_count": "int64",
        "is_retracted": "boolean",
        "primary_topic": "struct<id: string, field: struct<id: string>>",
        "topics": "array<struct<id: string, field: struct<id: string>>>",
        "updated_date": "string",
    }
)
"""The columns read, of some fifty: naming them is twice as fast as finding them."""

NEEDED = ("id", "publication_year", "authorships", "updated_date")
"""Without one of these, the layout has changed."""

_DOI = r"^10\.\d{4,9}/\S+$"
_FIELDS = "https://openalex.org/fields/"
_MAIL = r"\S+@\S+\.\w+"


TABLES = ("works", "authorships", "affiliations", "subjects")


def tables(raw: ir.Table) -> dict[str, ir.Table]:
    """All tables of TABLES from raw records."""
    return {
        "works": works(raw).drop("file", "row"),
        "authorships": authorships(raw),
        "affiliations": affiliations(raw),
        "subjects": subjects(raw),
    }


def identifier(raw: ir.Table) -> ir.StringValue:
    """The identifier of the record: W2741809807; empty where it has none."""
    return _bare(raw.id)


def looked_at(raw: ir.Table) -> ir.Table:
    """file, source_id, and ``refused``: what WORKS would refuse, at once; by construction nothing else can fail."""
    year, cited = raw.publication_year, raw.cited_by_count.fill_null(0)
    good = (
        _number(raw.id).notnull()
        & year.between(FIRST_YEAR, LAST_YEAR).fill_null(False)
        & (raw.authorships.length().fill_null(0) <= MOST_AUTHORS)
        & (cited >= 0)
    )
    return raw.select(file="file", source_id=identifier(raw), refused=~good)


def works(raw: ir.Table) -> ir.Table:
    """One draft row for each record: the columns of WORKS, with ``file`` and ``row``.

    ``raw``: RAW, ``file`` and ``row`` (0 where the engine does not number lines).
    """
    doi = raw.doi.lower().re_replace("^https?://(dx\\.)?doi\\.org/", "").fill_null("")
    field = _bare(raw.primary_topic["field"]["id"], _FIELDS)
    return raw.select(
        file=raw.file,
        row=raw.row,
        work=_number(raw.id),
        source=ibis.literal(KEY),
        source_id=_bare(raw.id),
        doi=ibis.ifelse(doi.re_search(_DOI), doi, ""),
        hal_id=ibis.literal(""),
        title=raw.title.fill_null(""),
        year=raw.publication_year,
        type=raw.type.fill_null(""),
        authors=raw.authorships.length().fill_null(0).cast("int64"),
        cited=raw.cited_by_count.fill_null(0),
        retracted=raw.is_retracted.fill_null(False),
        updated=raw.updated_date.substr(0, 10).fill_null(""),
        field=ibis.ifelse(field == "", "", ibis.literal("asjc-") + field),
    )


def authorships(raw: ir.Table) -> ir.Table:
    """One row for each author's place: the columns of AUTHORSHIPS."""
    one = _places(raw)
    return one.select(
        work="work",
        place="place",
        author=_bare(one.a["author"]["id"]),
        position=one.a["author_position"].fill_null("middle"),
        corresponding=one.a["is_corresponding"],
        texts=one.a["raw_affiliation_strings"].map(_without_mail),
    )


def affiliations(raw: ir.Table) -> ir.Table:
    """One row for each institution of each author: the columns of AFFILIATIONS; unknown countries are empty."""
    one = _places(raw)
    each = one.select(
        work="work",
        place="place",
        position=one.a["author_position"].fill_null("middle"),
        corresponding=one.a["is_corresponding"],
        i=one.a["institutions"].unnest(),
    )
    ror = _bare(each.i["ror"], "https://ror.org/")
    country = each.i["country_code"].fill_null("")
    return each.select(
        work="work",
        place="place",
        source=ibis.literal(KEY),
        institution=_bare(each.i["id"]),
        ror=ibis.ifelse(ror.length() == 9, ror, ""),
        country=ibis.ifelse(country.isin(CODES), country, ""),
        structure=ibis.literal(""),
        position="position",
        corresponding="corresponding",
    )


def subjects(raw: ir.Table) -> ir.Table:
    """One row for each topic: the columns of SUBJECTS."""
    each = raw.select(work=_number(raw.id), main=raw.primary_topic["id"], t=raw.topics.unnest())
    return each.select(
        work="work",
        scheme=ibis.literal("asjc"),
        field=_bare(each.t["field"]["id"], _FIELDS),
        code=_bare(each.t["id"]),
        main=(each.main == each.t["id"]).fill_null(False),
    ).filter(lambda t: t.field != "")


def merged(raw: ir.Table) -> ir.Table:
    """The columns of RETIRED from OpenAlex's list of merged identifiers (merge_date, id, merge_into_id)."""
    into = raw.merge_into_id.fill_null("")
    return raw.select(
        source=ibis.literal(KEY),
        source_id=raw.id,
        into=ibis.ifelse(into == DELETED, "", into),
        since=raw.merge_date.cast("string").substr(0, 10).fill_null(""),
    )


DELETED = "W4285719527"
"""The record into which OpenAlex merges what it deletes."""


def _places(raw: ir.Table) -> ir.Table:
    """Authors with their places. Unnested in a projection: as a table, it is nine times slower."""
    numbered = raw.authorships.zip(ibis.range(raw.authorships.length()))
    zipped = raw.select(work=_number(raw.id), z=numbered.unnest())
    return zipped.select(work="work", a=zipped.z["f1"], place=zipped.z["f2"].cast("int64") + 1)


def _number(identifier: ir.StringValue) -> ir.IntegerValue:
    """The digits of https://openalex.org/W2741809807; null where it is something else."""
    bare = _bare(identifier)
    return ibis.ifelse(bare.startswith("W"), bare.substr(1).try_cast("int64"), None)


def _bare(identifier: ir.StringValue, base: str = "https://openalex.org/") -> ir.StringValue:
    """What follows the address; empty for null."""
    return identifier.replace(base, "").fill_null("")


def _without_mail(text: ir.StringValue) -> ir.StringValue:
    return ibis.ifelse(text.contains("@"), text.re_replace(_MAIL, "").strip(), text)
