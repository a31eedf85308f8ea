"""A table of strings answered where it lies: on DuckDB, and on the workers of Spark.

A hundred million strings are few once they are made one: spaces are brought to one form, each string is answered once,
and the answers are joined to the rows (DuckDB) or remembered by the worker (Spark).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.spread import over_partitions
from portulan.analytics.matching.batches import COLUMNS, Answering, Recipe

_BATCH = 2048
_ARROW = {
    "string": pa.string(),
    "array<string>": pa.list_(pa.string()),
    "array<double>": pa.list_(pa.float64()),
}
_SCHEMA = pa.schema([("asked", pa.string()), *((name, _ARROW[kind]) for name, kind in COLUMNS.items())])


def spaced(text: ir.StringValue) -> ir.StringValue:
    """A string with its spaces brought to one form: the answer is the same, and so are many strings."""
    return text.fill_null("").re_replace(r"\s+", " ").strip()


def on_duckdb(
    engine: Engine, table: ir.Table, *, column: str, recipe: Recipe, name: str = "matched"
) -> ir.Table:
    """``table`` with the columns of an answer (``batches.COLUMNS``); spans are places in the string as ``spaced``.

    Each string is answered once. Raises RegistryError, ModelError.
    """
    asked = table.mutate(asked=spaced(table[column]))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "asked.parquet"
        engine.write_parquet(asked.select("asked").distinct(), path, order=("asked",))
        answers = engine.stage(f"{name}_answers", schema=_SCHEMA, batches=_answered(path, Answering(recipe)))
    joined = asked.left_join(answers, "asked")
    return engine.keep(name, joined.drop("asked", "asked_right"))


def _answered(path: Path, answering: Answering) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            texts = batch.column(0).to_pylist()
            yield pa.RecordBatch.from_pydict({"asked": texts, **answering.columns(texts)}, schema=_SCHEMA)


def on_spark(frame: Any, *, column: str, recipe: Recipe) -> Any:
    """A Spark frame with the columns of an answer. The registry file goes to every worker; no row leaves its partition.

    Strings are made one within a worker's task, so that nothing is shuffled.
    """
    return over_partitions(
        frame, column=column, adding=COLUMNS, file=recipe.registry, opened=_Opening(recipe)
    )


class _Opening:
    """Opens, at a worker, the registry file that was shipped to it."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def __call__(self, registry: Path) -> Callable[[Sequence[Any]], dict[str, list[Any]]]:
        answering = Answering(replace(self._recipe, registry=registry))

        def answer(values: Sequence[Any]) -> dict[str, list[Any]]:
            return answering.columns([" ".join(str(one or "").split()) for one in values])

        return answer
