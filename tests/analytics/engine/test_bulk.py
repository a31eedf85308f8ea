"""What bulk reading asks of an engine, on DuckDB: lines, parts, folders, the file that serves."""

import json
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.failure import UnreadableLinesError
from portulan.analytics.engine.layout import Lines, ServingTable

COLUMNS = ibis.schema({"id": "string", "n": "int64"})


def lines(name: str, *rows: object) -> Lines:
    content = [json.dumps(row).encode() + b"\n" if not isinstance(row, bytes) else row for row in rows]
    return Lines(name, Path(name), lambda: content)


def test_lines_are_read_with_the_name_of_their_part(engine: Engine) -> None:
    one: BulkEngine = engine
    parts = [lines("a", {"id": "x", "n": 1, "more": []}), lines("b", {"id": "y"})]
    table = one.stage_lines("raw", columns=COLUMNS, parts=parts)
    found = sorted(one.rows(table), key=lambda row: row["id"])
    assert found == [{"id": "x", "n": 1, "file": "a"}, {"id": "y", "n": None, "file": "b"}]


def test_a_line_that_does_not_fit_is_said(engine: Engine) -> None:
    for bad in (b"not json\n", {"id": "x", "n": "soon"}, b'{"id": "\xff"}\n'):
        with pytest.raises(UnreadableLinesError):
            engine.stage_lines("raw", columns=COLUMNS, parts=[lines("a", bad)])


def test_parts_and_folders_of_parquet(engine: Engine, tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["x"]}), tmp_path / "a.parquet")
    parts = engine.read_parts({"part a": tmp_path / "a.parquet"})
    assert engine.rows(parts) == [{"id": "x", "file": "part a"}]
    assert engine.write_folder(parts, tmp_path / "folder") == 1
    assert engine.rows(engine.read_parquets([tmp_path / "folder"])) == [{"id": "x", "file": "part a"}]


def test_sums_are_added_to_what_is_served_and_rows_replaced(engine: Engine, tmp_path: Path) -> None:
    def staged(name: str, rows: list[tuple[str, int]]) -> ibis.Table:
        table = pa.table(
            {"key": [row[0] for row in rows], "works": pa.array([row[1] for row in rows], pa.int64())}
        )
        return engine.stage(name, schema=table.schema, batches=table.to_batches())

    path = tmp_path / "served.duckdb"
    served = staged("served", [("a", 1), ("b", 2), ("c", 3)])
    engine.write_serving(
        path, [ServingTable("cube", served, ("key",)), ServingTable("list", served, ("key",))]
    )
    engine.add_to_serving(path, "cube", staged("plus", [("a", -1), ("c", 1), ("d", 4)]), keys=("key",))
    engine.replace_in_serving(
        path, "list", staged("new", [("a", 9)]), staged("ids", [("a", 0), ("b", 0)]), column="key"
    )
    with engine.served(path, "cube") as cube, engine.served(path, "list") as listed:
        assert [(row["key"], row["works"]) for row in engine.rows(cube.order_by("key"))] == [
            ("b", 2),
            ("c", 4),
            ("d", 4),
        ]
        assert [(row["key"], row["works"]) for row in engine.rows(listed.order_by("key"))] == [
            ("a", 9),
            ("c", 3),
        ]
