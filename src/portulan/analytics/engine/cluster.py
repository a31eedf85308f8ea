"""Apache Spark, spoken to through Ibis: the same expressions where one machine is too small.

Needs the group ``spark`` of the project (pyspark) and Java 17. Workers read the raw parts and the lake where they
are: both must lie on storage that all of them see.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.pyspark.datatypes import PySparkSchema
from py4j.protocol import Py4JJavaError
from pyspark import SparkContext
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from portulan.analytics.engine.failure import UnreadableLinesError
from portulan.analytics.engine.layout import Lines

DEFAULTS: Mapping[str, str] = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.log.level": "ERROR",
}
_HERE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


class SparkEngine:
    """A session for one run. ``options`` are settings of Spark, over ``DEFAULTS``; a session that is up is shared.

    ``scratch`` holds what is computed once; it must be seen by all workers.
    """

    name = "spark"

    def __init__(
        self, *, scratch: Path, master: str = "local[*]", options: Mapping[str, str] | None = None
    ) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self._scratch, self._kept = scratch, 0
        self._own = (
            SparkContext._active_spark_context is None
        )  # no public way tells without starting one, 2026-11-25
        self._session = _session(master, options or {})
        self._ibis = ibis.pyspark.connect(self._session)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._own:
            self._session.stop()

    def stage(self, name: str, *, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> ir.Table:
        """Rows of ours as a table."""
        folder = self._fresh(name)
        folder.mkdir(parents=True)
        with pq.ParquetWriter(folder / "part-0.parquet", schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        return self._viewed(name, self._session.read.parquet(str(folder)))

    def stage_lines(self, name: str, *, columns: ibis.Schema, parts: Sequence[Lines]) -> ir.Table:
        """JSON lines as a table: ``columns`` and ``file``; UnreadableLinesError when some line does not fit."""
        schema = PySparkSchema.from_ibis(columns)
        frames = []
        for number, part in enumerate(parts):
            path = self._mended(part, number) if part.mended else part.path
            for _ in () if part.mended else part.blocks():
                pass  # damage and lines too long are found here, and named
            rows = self._session.read.schema(schema).json(str(path), mode="FAILFAST")
            frames.append(rows.withColumn("file", sql.lit(part.name)))
        try:
            return self._written(name, _union(frames))
        except (Py4JJavaError, PySparkException) as error:
            raise UnreadableLinesError(str(error)[:500]) from error

    def _mended(self, part: Lines, number: int) -> Path:
        path = self._scratch / f"mended-{number}.json"
        with path.open("wb") as handle:
            handle.writelines(part.blocks())
        return path

    def read_parts(self, parts: Mapping[str, Path]) -> ir.Table:
        """Parquet files as one table, with ``file``, the name each is given."""
        frames = [
            self._session.read.parquet(str(path)).withColumn("file", sql.lit(name))
            for name, path in parts.items()
        ]
        return self._viewed("parts", _union(frames))

    def read_parquets(self, paths: Sequence[Path]) -> ir.Table:
        """One table from Parquet folders."""
        return self._viewed("read", self._session.read.parquet(*map(str, paths)))

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Compute once, under a name."""
        return self._written(name, self._frame(table))

    def drop(self, name: str) -> None:
        """Forget what was kept."""
        self._session.catalog.dropTempView(name)

    def rows(self, table: ir.Table, limit: int | None = None) -> list[dict[str, Any]]:
        """Rows as dictionaries."""
        wanted = table if limit is None else table.limit(limit)
        return list(self._ibis.to_pyarrow(wanted).to_pylist())

    def scalar(self, value: ir.Scalar) -> Any:
        """One value."""
        return self._ibis.to_pyarrow(value).as_py()

    def write_folder(self, table: ir.Table, folder: Path, *, order: Sequence[str] = ()) -> int:
        """Write Parquet into a folder of its own; gives the rows written."""
        self._frame(table.order_by(list(order)) if order else table).write.parquet(str(folder))
        for path in (*folder.glob("_SUCCESS"), *folder.glob(".*.crc")):
            path.unlink()
        return int(self._session.read.parquet(str(folder)).count())

    def _frame(self, table: ir.Table) -> DataFrame:
        """In the types that the expression promises: Spark counts and lengths come in 32 bits."""
        frame = self._session.sql(str(self._ibis.compile(table)))
        wanted = PySparkSchema.from_ibis(table.schema())
        return frame.select(*(sql.col(one.name).cast(one.dataType).alias(one.name) for one in wanted))

    def _written(self, name: str, frame: DataFrame) -> ir.Table:
        folder = self._fresh(name)
        frame.write.parquet(str(folder))
        return self._viewed(name, self._session.read.schema(frame.schema).parquet(str(folder)))

    def _fresh(self, name: str) -> Path:
        self._kept += 1
        folder = self._scratch / f"{self._kept:04d}-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        return folder

    def _viewed(self, name: str, frame: DataFrame) -> ir.Table:
        self._kept += 1
        view = f"{name}_{self._kept}".replace("-", "_")
        frame.createOrReplaceTempView(view)
        return self._ibis.table(view)


def _session(master: str, options: Mapping[str, str]) -> SparkSession:
    """The session that is up, or a new one. On this machine all talk on the loopback address."""
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("portulan")
    here = _HERE if master.startswith("local") else {}
    for key, value in {**DEFAULTS, **here, **options}.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _union(frames: Sequence[DataFrame]) -> DataFrame:
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.unionByName(frame, allowMissingColumns=True)
    return whole
