"""Tables for pages lie sorted, with an index for each column that is looked up."""

from pathlib import Path

import duckdb
import ibis
import pyarrow as pa

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.layout import ServingTable


def test_order_and_indexes(engine: Engine, tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pylist([{"n": 2, "k": "b"}, {"n": 1, "k": "c"}, {"n": 2, "k": "a"}])
    numbers = engine.stage("numbers", schema=batch.schema, batches=[batch])
    given = [ServingTable("found", numbers, ("n", "k"), ("k", "n")), ServingTable("read", numbers, ("k",))]
    engine.write_serving(tmp_path / "s.duckdb", given)
    with duckdb.connect(str(tmp_path / "s.duckdb"), read_only=True) as served:
        assert served.execute("SELECT n, k FROM found").fetchall() == [(1, "c"), (2, "a"), (2, "b")]
        assert served.execute("SELECT k FROM read").fetchall() == [("a",), ("b",), ("c",)]
        indexes = served.execute(
            "SELECT table_name, index_name FROM duckdb_indexes() ORDER BY ALL"
        ).fetchall()
    assert indexes == [("found", "found_k"), ("found", "found_n")]


def test_no_index_but_those_asked_for() -> None:
    assert ServingTable("t", ibis.table({"n": "int64"}), ("n",)).indexes == ()
