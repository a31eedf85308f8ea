"""Records that a source gives row by row become a segment like any other."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.jobs.works.intake import Taken
from portulan.analytics.jobs.works.live import RETIRED
from portulan.analytics.jobs.works.parts import RawPart
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables import publications as tables
from portulan.analytics.tables.contract import Contract
from portulan.analytics.tables.countries import CODES
from portulan.analytics.tables.publication_row import Publication, Retirement, number_of, without_mail
from portulan.analytics.tables.refusal import Refusal

_BATCH = 20_000
_CONTRACTS = (tables.WORKS, tables.AUTHORSHIPS, tables.AFFILIATIONS, tables.SUBJECTS)
Row = dict[str, Any]


def take_in(
    engine: BulkEngine, source: PublicationSource, batch: Sequence[RawPart], *, number: int, folder: Path
) -> tuple[Taken, list[Row]]:
    """Read the parts of one source into segment ``number``; gives, beside, the rows of RETIRED.

    A record that breaks the contract of works is refused; of one that comes twice the last is kept.
    """
    taken, retired = Taken(), []
    kept: dict[int, Publication] = {}
    for part in batch:
        intake = Intake()
        for record in source.records(part.file, intake):
            if isinstance(record, Retirement):
                retired.append(_retired(record))
            elif _checked(record, intake):
                kept[number_of(record.source, record.source_id)] = record
        taken.read[part.file.name] = intake.read
        taken.refused[part.file.name] = len({(one.file, one.row) for one in intake.at_sight})
        taken.refusals += intake.at_sight
    for contract in _CONTRACTS:
        table = engine.stage(
            f"rows_{contract.name}", schema=_schema(contract), batches=_batches(contract, kept)
        )
        marked = table.mutate(segment=ibis.literal(number, "int64"))
        taken.rows[contract.name] = engine.write_folder(marked, folder / contract.name)
    return taken, retired


def _checked(record: Publication, intake: Intake) -> bool:
    """Whether a record can be a work; if not, it is refused with its reason."""
    year = record.year
    told = {
        ("missing", "source_id", ""): not record.source_id,
        ("missing", "year", ""): year is None,
        ("out_of_range", "year", str(year)): year is not None
        and not tables.FIRST_YEAR <= year <= tables.LAST_YEAR,
        ("too_many", "authors", str(len(record.authors))): len(record.authors) > tables.MOST_AUTHORS,
    }
    for (code, column, value), failed in told.items():
        if failed:
            intake.at_sight.append(
                Refusal(record.file, record.row, column, value, code, "Correct the record in its source.")
            )
            return False
    return True


def _retired(one: Retirement) -> Row:
    return {"source": one.source, "source_id": one.source_id, "into": one.into, "since": one.since}


def _schema(contract: Contract) -> pa.Schema:
    return ibis.schema({column.name: column.type for column in contract.columns}).to_pyarrow()


def _batches(contract: Contract, kept: dict[int, Publication]) -> Iterator[pa.RecordBatch]:
    schema = _schema(contract)
    rows = (row for number, record in kept.items() for row in _ROWS[contract.name](number, record))
    while some := list(islice(rows, _BATCH)):
        yield pa.RecordBatch.from_pylist(some, schema=schema)


def _work(number: int, one: Publication) -> Iterable[Row]:
    main = next((subject for subject in one.subjects if subject.main), next(iter(one.subjects), None))
    yield {
        "work": number,
        "source": one.source,
        "source_id": one.source_id,
        "doi": one.doi,
        "hal_id": one.hal_id,
        "title": one.title,
        "year": one.year,
        "type": one.kind,
        "authors": len(one.authors),
        "cited": one.cited or 0,
        "retracted": one.retracted,
        "updated": one.updated[:10],
        "field": f"{main.scheme}-{main.field}" if main else "",
    }


def _position(place: int, many: int) -> str:
    return "first" if place == 1 else "last" if place == many else "middle"


def _authorships(number: int, one: Publication) -> Iterable[Row]:
    for place, author in enumerate(one.authors, start=1):
        yield {
            "work": number,
            "place": place,
            "author": author.key,
            "position": _position(place, len(one.authors)),
            "corresponding": author.corresponding,
            "texts": [without_mail(stood.text) for stood in author.affiliations if stood.text],
        }


def _affiliations(number: int, one: Publication) -> Iterable[Row]:
    for place, author in enumerate(one.authors, start=1):
        for stood in dict.fromkeys(author.affiliations):
            if stood.ror or stood.country or stood.institution or stood.structure:
                yield {
                    "work": number,
                    "place": place,
                    "source": one.source,
                    "institution": stood.institution,
                    "ror": stood.ror,
                    "country": stood.country if stood.country in CODES else "",
                    "structure": stood.structure,
                    "position": _position(place, len(one.authors)),
                    "corresponding": author.corresponding,
                }


def _subjects(number: int, one: Publication) -> Iterable[Row]:
    for subject in dict.fromkeys(one.subjects):
        yield {
            "work": number,
            "scheme": subject.scheme,
            "field": subject.field,
            "code": subject.code,
            "main": subject.main,
        }


_ROWS = {
    "works": _work,
    "authorships": _authorships,
    "affiliations": _affiliations,
    "subjects": _subjects,
}


def retired_table(engine: BulkEngine, name: str, rows: Sequence[Row]) -> Any:
    """Rows of RETIRED as a table."""
    schema = RETIRED.to_pyarrow()
    return engine.stage(name, schema=schema, batches=[pa.RecordBatch.from_pylist(list(rows), schema=schema)])
