"""Parts read in bulk become a segment: records checked, a record that comes twice taken once, tables written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.csv as pc

from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.engine.failure import UnreadableLinesError
from portulan.analytics.engine.layout import Lines
from portulan.analytics.jobs.works import parts as finding
from portulan.analytics.jobs.works.matching import Match, matched
from portulan.analytics.jobs.works.parts import RawPart
from portulan.analytics.sources import lines, openalex_works, raw
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.publications import MOST_AUTHORS, WORKS
from portulan.analytics.tables.refusal import Refusal, UnusableError
from portulan.analytics.tables.selection import first_of

MOST_TOLD = 10_000  # refusals kept of a batch; all are counted


@dataclass(slots=True)
class Taken:
    """What came of a batch: rows of each table, records read and refused in each part, refusals."""

    rows: dict[str, int] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


def take_in(
    engine: BulkEngine, batch: Sequence[RawPart], *, number: int, folder: Path, match: Match | None = None
) -> Taken:
    """Read parts of one kind (json, parquet) into the tables of segment ``number``, written under ``folder``.

    ``match`` is asked about authors whose source names no organisation we know; its answers stand beside.

    Raises UnusableError when a part is damaged, cut short, or of a layout that has changed.
    """
    taken = Taken()
    records = _staged(engine, batch, taken)
    good = _good(engine, records, taken)
    tables = openalex_works.tables(good)
    if match is not None:
        answered = matched(engine, tables["authorships"], tables["affiliations"], match)
        tables["affiliations"] = ibis.union(tables["affiliations"], answered)
    for name, table in tables.items():
        marked = table.mutate(segment=ibis.literal(number, "int64"))
        taken.rows[name] = engine.write_folder(marked, folder / name)
    for name in ("raw", "looked", "special", "settled", "excluded"):
        engine.drop(name)
    return taken


def _staged(engine: BulkEngine, batch: Sequence[RawPart], taken: Taken) -> ir.Table:
    if batch[0].kind == finding.PARQUET:
        for part in batch:
            finding.check_parquet(part)
        found = engine.read_parts({part.file.name: part.file.path for part in batch})
        absent = [name for name in openalex_works.RAW if name not in found.columns]
        empty = {name: ibis.null(openalex_works.RAW[name]) for name in absent}
        return engine.keep("raw", found.mutate(**empty).select(*openalex_works.RAW, "file"))
    for part in batch:
        _check_layout(part)
    try:
        return engine.stage_lines("raw", columns=openalex_works.RAW, parts=[_quick(part) for part in batch])
    except (UnreadableLinesError, lines.TooLongError):
        intake = Intake()
        careful = [_careful(part, intake) for part in batch]
        staged = engine.stage_lines("raw", columns=openalex_works.RAW, parts=careful)
        taken.refusals += intake.at_sight
        for refusal in intake.at_sight:
            taken.refused[refusal.file] = taken.refused.get(refusal.file, 0) + 1
        return staged


def _quick(part: RawPart) -> Lines:
    return Lines(part.file.name, part.file.path, partial(lines.quick, part.file))


def _careful(part: RawPart, intake: Intake) -> Lines:
    blocks = partial(lines.careful, part.file, openalex_works.RAW, intake)
    return Lines(part.file.name, part.file.path, blocks, mended=True)


def _check_layout(part: RawPart) -> None:
    """Raise UnusableError when no record among the first has a column that we need."""
    lacking = lines.lacking(part.file, openalex_works.NEEDED)
    if lacking:
        raise UnusableError(finding.changed_schema(part.file.name, lacking))


def _good(engine: BulkEngine, records: ir.Table, taken: Taken) -> ir.Table:
    """Records that break no check, each work once: the one changed last. The others are counted and told."""
    numbered = records.mutate(row=ibis.literal(0, "int64"))
    draft = engine.keep("looked", openalex_works.looked_at(numbered))
    counted = draft.group_by("file").agg(read=draft.count(), refused=draft.refused.sum())
    for row in engine.rows(counted):
        taken.read[row["file"]] = row["read"] + taken.refused.get(row["file"], 0)
        taken.refused[row["file"]] = int(row["refused"]) + taken.refused.get(row["file"], 0)
    excluded = engine.keep("excluded", _excluded(draft))
    if not engine.scalar(excluded.count()):
        return numbered
    named = openalex_works.identifier(numbered) == excluded.source_id
    plain = numbered.anti_join(excluded, named)
    special = numbered.semi_join(excluded, named).mutate(
        row=ibis.row_number().over(ibis.window(order_by=["file", "updated_date", "id"]))
    )
    settled = _settled(engine, engine.keep("special", special), taken)
    return ibis.union(plain, settled.mutate(row=settled.row.cast("int64")).select(*plain.columns))


def _excluded(draft: ir.Table) -> ir.Table:
    """``source_id`` of records that cannot be taken as they are: refused, or of a work that comes twice."""
    twice = draft.group_by("source_id").agg(n=draft.count(), bad=draft.refused.any())
    return twice.filter((twice.n > 1) | twice.bad).select("source_id")


def _settled(engine: BulkEngine, special: ir.Table, taken: Taken) -> ir.Table:
    """Of records looked at twice, the good ones, each work once; refusals are gathered."""
    draft = WORKS.flagged(openalex_works.works(special), alone=True)
    faults = WORKS.faults(draft, alone=True).inner_join(special.select("row", "id"), "row")
    taken.refusals += [_refusal(row) for row in engine.rows(faults, MOST_TOLD)]
    good = draft.filter(~draft.refused)
    kept = first_of(good, by=["work"], order=[good.updated.desc(), good.file, good.row]).select("row")
    return engine.keep("settled", special.semi_join(kept, "row"))


def _refusal(row: dict[str, Any]) -> Refusal:
    """The fault of a record, which is named by its identifier: an engine that reads in parallel knows no lines."""
    code = "too_many" if row["column"] == "authors" and row["code"] == "out_of_range" else row["code"]
    remedy = f"A work may name {MOST_AUTHORS:,} authors." if code == "too_many" else row["remedy"]
    return Refusal(row["file"], 0, f"{row['column']} of {row['id']}", row["value"], code, remedy)


_MERGED = pa.schema([("merge_date", pa.string()), ("id", pa.string()), ("merge_into_id", pa.string())])


def retired(engine: BulkEngine, batch: Sequence[RawPart]) -> ir.Table:
    """The rows of RETIRED that lists of merged identifiers hold."""
    tables = [_merged_list(part) for part in batch]
    whole = pa.concat_tables(tables)
    staged = engine.stage("merged_ids", schema=_MERGED, batches=whole.to_batches())
    return openalex_works.merged(staged)


def _merged_list(part: RawPart) -> pa.Table:
    options = pc.ConvertOptions(column_types=_MERGED, include_columns=_MERGED.names)
    try:
        return pc.read_csv(part.file.path, convert_options=options).select(_MERGED.names)
    except pa.ArrowKeyError as error:
        raise UnusableError(finding.changed_schema(part.file.name, _MERGED.names)) from error
    except (pa.ArrowInvalid, OSError) as error:
        raw.refuse(
            part.file.name, "unreadable", "The file is damaged: fetch it again.", value=str(error)[:200]
        )
