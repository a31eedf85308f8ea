"""One source, from files to checked tables."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.sources.finding import Holdings
from portulan.analytics.sources.source import Intake, Source, Stage
from portulan.analytics.tables.contract import Contract
from portulan.analytics.tables.refusal import Refusal

_BATCH = 20_000  # rows handed over at a time
_TYPES = {"string": pa.string(), "array<string>": pa.list_(pa.string())}


@dataclass(slots=True)
class Checked:
    """What came of a source: its tables, its refusals, and how many rows were read, kept, refused and merged."""

    source: Source
    as_of: str
    missing: bool
    tables: dict[str, ir.Table] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    read: int = 0
    kept: int = 0
    refused: int = 0

    @property
    def merged(self) -> int:
        """Rows that said again what another row says."""
        return max(0, self.read - self.kept - self.refused)

    @property
    def reasons(self) -> Counter[str]:
        return Counter(refusal.code for refusal in self.refusals)


def take_in(engine: Engine, source: Source, holdings: Holdings) -> Checked:
    """Read, check and keep the tables of a source; an absent source gives empty tables."""
    checked = Checked(source, holdings.as_of, missing=not holdings.files)
    intake = Intake()
    staged = {stage.name: _staged(engine, stage) for stage in source.stages(holdings.files, intake)}
    drafts = source.drafts(staged)
    refused_at = {(refusal.file, refusal.row) for refusal in intake.at_sight}
    checked.refusals = list(intake.at_sight)
    for contract in source.contracts:
        faults = _check(engine, contract, drafts[contract.name], checked)
        if contract.name in source.main:
            refused_at |= {(fault.file, fault.row) for fault in faults}
    checked.read, checked.refused = intake.read, len(refused_at)
    checked.kept = sum(engine.scalar(checked.tables[name].count()) for name in source.main)
    checked.refusals.sort(key=lambda one: (one.file, one.row, one.column))
    checked.as_of = _as_of(engine, checked)
    return checked


def take_in_stage(engine: Engine, contract: Contract, stage: Stage) -> Checked:
    """The same for a single table that has no files, such as decisions; ``source`` of the result is not set."""
    checked = Checked(None, "", missing=False)  # type: ignore[arg-type]
    _check(engine, contract, _staged(engine, stage), checked)
    return checked


def _check(engine: Engine, contract: Contract, draft: ir.Table, checked: Checked) -> list[Refusal]:
    flagged = engine.keep(f"flagged_{contract.name}", contract.flagged(draft))
    faults: list[Refusal] = []
    if engine.scalar(flagged.refused.any()):
        faults = [_refusal(row) for row in engine.rows(contract.faults(flagged))]
    checked.refusals += faults
    checked.tables[contract.name] = engine.keep(contract.name, contract.accepted(flagged))
    return faults


def _refusal(row: Mapping[str, Any]) -> Refusal:
    names = ("file", "row", "column", "value", "code", "remedy")
    return Refusal(*(row[name] for name in names))


def _staged(engine: Engine, stage: Stage) -> ir.Table:
    fields = [("file", pa.string()), ("row", pa.int64())]
    schema = pa.schema([*fields, *((name, _TYPES[kind]) for name, kind in stage.columns.items())])
    return engine.stage(f"raw_{stage.name}", schema=schema, batches=_batches(stage, schema))


def _batches(stage: Stage, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    rows = iter(stage.rows)
    while some := list(islice(rows, _BATCH)):
        columns = zip(*some, strict=True)
        arrays = [pa.array(column, type=one.type) for column, one in zip(columns, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _as_of(engine: Engine, checked: Checked) -> str:
    if checked.missing or checked.source.as_of_column is None:
        return checked.as_of
    table, column = checked.source.as_of_column
    return engine.scalar(checked.tables[table][column].nullif("").max()) or checked.as_of
