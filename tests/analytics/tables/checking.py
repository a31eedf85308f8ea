"""A contract put to the test: rows as text, as sources hand them over, and what comes of each."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables.contract import Contract

Row = dict[str, Any]
Fault = tuple[str, int, str, str, str, str]


def check(engine: Engine, contract: Contract, rows: Iterable[Row]) -> tuple[list[Row], list[Fault]]:
    """Rows accepted, and faults: file, row, column, value, code, remedy. Rows are numbered from 2."""
    given = [{"file": "a.csv", "row": place, **row} for place, row in enumerate(rows, start=2)]
    texts = [
        (one.name, pa.list_(pa.string()) if "array" in one.type else pa.string()) for one in contract.columns
    ]
    schema = pa.schema([("file", pa.string()), ("row", pa.int64()), *texts])
    batch = pa.RecordBatch.from_pylist(given, schema=schema)
    draft = engine.stage("draft", schema=schema, batches=[batch])
    accepted = engine.rows(contract.accepted(engine.keep("flagged", contract.flagged(draft))))
    faults = [tuple(row.values()) for row in engine.rows(contract.faults(draft))]
    return accepted, sorted(faults)  # type: ignore[arg-type]


def broken(
    engine: Engine, contract: Contract, good: Row, changes: Iterable[tuple[str, str]]
) -> list[tuple[str, str, str, str]]:
    """Column, value, code and remedy of each fault of rows that are good but for one cell.

    Checks that the good row is the only one taken. All rows share a key: repeated keys are left aside, see ``twice``.
    """
    wrong = [{**good, column: value} for column, value in changes]
    accepted, faults = check(engine, contract, [good, *wrong])
    assert len(accepted) == 1
    found = [fault for fault in faults if fault[4] != "duplicate"]
    assert [(file, row) for file, row, *_ in found] == [("a.csv", row) for row in range(3, 3 + len(wrong))]
    return [fault[2:] for fault in found]


def twice(engine: Engine, contract: Contract, good: Row) -> list[Fault]:
    """Faults when a row comes twice; checks that it is taken once."""
    accepted, faults = check(engine, contract, [good, good])
    assert len(accepted) == 1
    return faults


def units(contract: Contract) -> dict[str, str]:
    """Units by column, where there is one."""
    return {column.name: column.unit for column in contract.columns if column.unit}
