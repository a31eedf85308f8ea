"""OpenAlex institutions: the crosswalk to ROR, with sizes."""

from collections.abc import Iterator, Mapping, Sequence

import ibis.expr.types as ir

from portulan.analytics.sources.source import Found, Head, Intake, Kind, Row, Sheet, Source, Stage, sheet_rows
from portulan.analytics.tables import organisations
from portulan.analytics.tables.selection import first_of

SHEET = Sheet(
    "openalex_institutions",
    "OpenAlex institutions",
    ",",
    ("openalex_id", "ror_id", "display_name", "country_code", "works_count", "cited_by_count"),
)


def _is_works(head: Head) -> bool:
    return head.text.lstrip().startswith("{") and "https://openalex.org/W" in head.text


WORKS = Kind("openalex_works", "OpenAlex works", _is_works, "one JSON work on each line", used=False)


def _rows(files: Sequence[Found], intake: Intake) -> Iterator[Row]:
    for file, row, openalex, ror, *rest in sheet_rows(SHEET, files, intake):
        yield file, row, openalex.rpartition("/")[2], ror.rpartition("/")[2], *rest


def _stages(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
    columns = ("openalex", "ror", "name", "country", "works", "cited_by")
    yield Stage("openalex_institutions", dict.fromkeys(columns, "string"), _rows(files, intake))


def _drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    rows = staged["openalex_institutions"]
    return {"openalex_institutions": first_of(rows, by=["openalex"], order=[rows.file, rows.row])}


SOURCE = Source(
    key="openalex_institutions",
    title="OpenAlex institutions, the largest",
    publisher="OpenAlex",
    url="https://openalex.org",
    licence="CC0-1.0",
    folder="openalex",
    as_of="2024-12",
    kinds=(SHEET.kind, WORKS),
    contracts=(organisations.OPENALEX_INSTITUTIONS,),
    main=("openalex_institutions",),
    stages=_stages,
    drafts=_drafts,
)
