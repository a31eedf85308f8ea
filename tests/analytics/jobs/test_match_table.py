"""A table of strings answered on DuckDB and on Spark: the same answers, each string once, every row there."""

import importlib.util
import shutil
import sys
from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs import match_table
from portulan.analytics.matching.batches import Answering, Recipe
from portulan.analytics.matching.build import build
from portulan.analytics.matching.pins import Pin

TEXTS = [
    "Velmar University, Velmar, France",
    "Velmar  University,\tVelmar, France ",
    None,
    "Haoyun University, Beijing, China",
    "42 Mill Road",
    "Velmar University, Velmar, France",
]
FOUND = [[ours.ror(ours.VELMAR)]] * 2 + [[], [ours.ror(ours.CHINESE)], [], [ours.ror(ours.VELMAR)]]


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    folder = tmp_path_factory.mktemp("registry")
    build(files=[ours.write(folder)], out=folder / "ours.portulan")
    return Recipe(folder / "ours.portulan")


def staged(engine: Engine, texts: list[str | None]) -> ir.Table:
    schema = pa.schema([("n", pa.int64()), ("said", pa.string())])
    batch = pa.RecordBatch.from_pydict({"n": list(range(len(texts))), "said": texts}, schema=schema)
    return engine.stage("given", schema=schema, batches=[batch])


def test_on_duckdb(engine: Engine, recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []
    real = Answering.columns
    monkeypatch.setattr(Answering, "columns", lambda self, texts: asked.extend(texts) or real(self, texts))
    table = staged(engine, TEXTS)
    found = match_table.on_duckdb(engine, table, column="said", recipe=recipe)
    rows = sorted(engine.rows(found), key=lambda row: row["n"])
    assert [row["rors"] for row in rows] == FOUND
    assert [row["said"] for row in rows] == TEXTS
    assert rows[0]["spans"] == ["0-17"]
    assert rows[2]["abstained"] == "empty"
    assert sorted(asked, key=str) == sorted({" ".join((text or "").split()) for text in TEXTS})


def test_what_people_answered_wins_there_too(engine: Engine, recipe: Recipe) -> None:
    pinned = Recipe(recipe.registry, pins=(Pin("42 mill road", "corrected", (f"ror-{ours.ror(ours.LAB)}",)),))
    table = staged(engine, ["42 Mill Road"])
    (row,) = engine.rows(match_table.on_duckdb(engine, table, column="said", recipe=pinned))
    assert (row["rors"], row["probabilities"]) == ([ours.ror(ours.LAB)], [1.0])


@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="pyspark (the group spark) or Java is not installed",
)
def test_on_spark_without_a_shuffle(recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql import SparkSession  # noqa: PLC0415 only where it is, 2026-11-25

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    here = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    here |= {"spark.sql.shuffle.partitions": "2", "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1"}
    for key, value in {**here, "spark.local.dir": str(tmp_path)}.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    try:
        frame = spark.createDataFrame([(n, text) for n, text in enumerate(TEXTS)], "n int, said string")
        found = match_table.on_spark(frame.repartition(2), column="said", recipe=recipe)
        plan = found._jdf.queryExecution().executedPlan().toString()
        assert plan.count("Exchange") == 1  # the repartition above, and nothing after it
        rows = sorted(found.collect(), key=lambda row: row["n"])
        assert [list(row["rors"]) for row in rows] == FOUND
    finally:
        spark.stop()
