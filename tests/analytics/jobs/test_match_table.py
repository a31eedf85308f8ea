"""A table of strings answered on DuckDB and on Spark: the same answers, each string once, every row there."""

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.engine.bulk import BulkEngine
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


def test_on_spark_without_a_shuffle(spark: BulkEngine, recipe: Recipe) -> None:
    assert spark.name == "spark"
    from pyspark.sql import SparkSession  # noqa: PLC0415 only where it is, 2026-11-25

    session = SparkSession.builder.getOrCreate()  # the one that is up
    frame = session.createDataFrame([(n, text) for n, text in enumerate(TEXTS)], "n int, said string")
    found = match_table.on_spark(frame.repartition(2), column="said", recipe=recipe)
    plan = found._jdf.queryExecution().executedPlan().toString()
    assert plan.count("Exchange") == 1  # the repartition above, and nothing after it
    rows = sorted(found.collect(), key=lambda row: row["n"])
    assert [list(row["rors"]) for row in rows] == FOUND
