"""The engine for building: what it keeps, what it writes."""

from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from portulan.analytics.engine import embedded
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.failure import EngineError
from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.engine.serving import Store

SCHEMA = pa.schema([("n", pa.int64())])


def test_rows_pass_through_by_batches(engine: Engine) -> None:
    batches = (pa.RecordBatch.from_pylist([{"n": n}], schema=SCHEMA) for n in range(3))
    table = engine.stage("numbers", schema=SCHEMA, batches=batches)
    assert engine.scalar(table.n.sum()) == 3


def test_no_batch_gives_an_empty_table(engine: Engine) -> None:
    assert engine.rows(engine.stage("none", schema=SCHEMA, batches=[])) == []


def test_a_kept_table_no_longer_depends_on_its_recipe(engine: Engine) -> None:
    first = engine.stage(
        "numbers", schema=SCHEMA, batches=[pa.RecordBatch.from_pylist([{"n": 1}], schema=SCHEMA)]
    )
    kept = engine.keep("kept", first.mutate(m=first.n + 1))
    engine.stage("numbers", schema=SCHEMA, batches=[])
    assert engine.rows(kept) == [{"n": 1, "m": 2}]


def test_parquet_is_sorted(engine: Engine, tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pylist([{"n": 2}, {"n": 1}], schema=SCHEMA)
    path = tmp_path / "it's a name.parquet"
    engine.write_parquet(engine.stage("numbers", schema=SCHEMA, batches=[batch]), path, order=["n"])
    assert pq.read_table(path).to_pylist() == [{"n": 1}, {"n": 2}]
    assert engine.scalar(engine.read_parquet(path).n.max()) == 2


def test_what_is_served_is_what_was_computed(engine: Engine, tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pylist([{"n": 2}, {"n": 1}], schema=SCHEMA)
    table = engine.stage("numbers", schema=SCHEMA, batches=[batch])
    engine.write_serving(
        tmp_path / "s.duckdb", [ServingTable("served", table.mutate(t=table.n * 2), ("n",), ("n",))]
    )
    store = Store(tmp_path / "s.duckdb")
    assert store.rows("served", ("n", "t")) == [(1, 2), (2, 4)]


def test_a_recipe_that_fails_leaves_nothing_served(engine: Engine, tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pylist([{"n": 1}], schema=SCHEMA)
    good = ServingTable("good", engine.stage("numbers", schema=SCHEMA, batches=[batch]), ("n",))
    bad = ServingTable("bad", ibis.table({"n": "int64"}, name="missing"), ("n",))
    with pytest.raises(EngineError):
        engine.write_serving(tmp_path / "s.duckdb", [good, bad])
    engine.write_serving(tmp_path / "s.duckdb", [good])
    store = Store(tmp_path / "s.duckdb")
    assert store.rows("good", ("n",)) == [(1,)]


def test_the_same_recipe_is_written_once_for_all_builds(tmp_path: Path) -> None:
    found, written = [], []
    for n in (1, 2):
        with Engine(scratch=tmp_path / str(n), memory="50MB", threads=1) as engine:
            batch = pa.RecordBatch.from_pylist([{"n": n}], schema=SCHEMA)
            numbers = engine.stage("own_numbers", schema=SCHEMA, batches=[batch])
            found += engine.rows(engine.keep("own_sum", numbers.aggregate(total=numbers.n.sum())))
            written.append(embedded._written.cache_info().misses)
    assert found == [{"total": 1}, {"total": 2}]
    assert written[0] == written[1]


def test_scratch_stays_where_it_is_told(tmp_path: Path) -> None:
    with Engine(scratch=tmp_path / "scratch", memory="50MB", threads=1) as engine:
        numbers = ibis.range(0, 3_000_000).unnest().name("n").as_table()
        wide = numbers.mutate(text=numbers.n.cast("string").lpad(40, "x"))
        kept = engine.keep("wide", wide.order_by(wide.text.desc()))
        assert engine.scalar(kept.count()) == 3_000_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scratch"]
