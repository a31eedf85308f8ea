"""A contract refuses row by row, with the column, the value and the reason."""

from typing import Any

import ibis
import pyarrow as pa
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables.contract import Column, Contract

CONTRACT = Contract(
    name="things",
    about="Things to test with.",
    key=("code",),
    columns=(
        Column("code", "string", "code", required=True, pattern="[A-Z]{2}", remedy="Write two capitals."),
        Column("size", "int64", "size", unit="m", low=0, high=10),
        Column("day", "date", "day"),
        Column("kind", "string", "kind", among=("a", "b")),
        Column("tags", "array<string>", "tags"),
    ),
)
SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("row", pa.int64()),
        *((name, pa.string()) for name in ("code", "size", "day", "kind")),
        ("tags", pa.list_(pa.string())),
    ]
)


def checked(engine: Engine, *rows: tuple[str, ...]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What is accepted, and the faults; rows are numbered from 2."""
    given = [{"file": "f", "row": n, **dict(zip(("code", "size", "day", "kind"), row, strict=True)), "tags": ["t"]}
             for n, row in enumerate(rows, start=2)]  # fmt: skip
    draft = engine.stage("draft", schema=SCHEMA, batches=[pa.RecordBatch.from_pylist(given, schema=SCHEMA)])
    accepted = engine.rows(CONTRACT.accepted(engine.keep("flagged", CONTRACT.flagged(draft))))
    return accepted, engine.rows(CONTRACT.faults(draft))


def test_good_rows_take_the_types_of_the_contract(engine: Engine) -> None:
    accepted, faults = checked(engine, ("AB", "3", "2020-02-29", "a"), ("CD", "", "", ""))
    assert faults == []
    first, second = sorted(accepted, key=lambda row: row["code"])
    assert (first["size"], str(first["day"]), first["tags"]) == (3, "2020-02-29", ["t"])
    assert (second["size"], second["day"], second["kind"]) == (None, None, "")


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (("", "1", "", ""), "code", "", "missing"),
        (("Ab", "1", "", ""), "code", "Ab", "pattern"),
        (("ABC", "1", "", ""), "code", "ABC", "pattern"),
        (("AB", "one", "", ""), "size", "one", "not_a_number"),
        (("AB", "-1", "", ""), "size", "-1", "out_of_range"),
        (("AB", "11", "", ""), "size", "11", "out_of_range"),
        (("AB", "1", "2021-02-29", ""), "day", "2021-02-29", "not_a_date"),
        (("AB", "1", "", "c"), "kind", "c", "not_allowed"),
    ],
)
def test_each_fault(engine: Engine, row: tuple[str, ...], column: str, value: str, code: str) -> None:
    accepted, faults = checked(engine, row, ("ZZ", "1", "", "a"))
    assert [one["code"] for one in accepted] == ["ZZ"]
    assert [(one["row"], one["column"], one["value"], one["code"]) for one in faults] == [
        (2, column, value, code)
    ]


def test_every_fault_of_a_row_is_told(engine: Engine) -> None:
    _, faults = checked(engine, ("", "x", "y", "z"))
    assert {one["column"] for one in faults} == {"code", "size", "day", "kind"}


def test_a_key_twice_keeps_the_first(engine: Engine) -> None:
    accepted, faults = checked(engine, ("AB", "1", "", ""), ("AB", "2", "", ""))
    assert [one["size"] for one in accepted] == [1]
    assert [(one["row"], one["column"], one["code"]) for one in faults] == [(3, "code", "duplicate")]


def test_the_remedy_is_the_columns_own(engine: Engine) -> None:
    _, faults = checked(engine, ("x", "1", "", ""))
    assert faults[0]["remedy"] == "Write two capitals."


def test_checks_are_expressions_that_execute_nothing() -> None:
    draft = ibis.table({"file": "string", "row": "int64", **dict.fromkeys(("code", "size", "day", "kind"), "string"),
                        "tags": "array<string>"})  # fmt: skip
    assert len(CONTRACT.checks(draft)) == 8
