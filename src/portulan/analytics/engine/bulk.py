"""What the reading and counting of publications asks of an engine; DuckDB in this process and Spark both give it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, Self

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from portulan.analytics.engine.layout import Lines


class BulkEngine(Protocol):
    """An engine that takes large parts in, computes table expressions, and writes Parquet."""

    name: str

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def stage(self, name: str, *, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> ir.Table:
        """Rows of ours as a table."""

    def stage_lines(self, name: str, *, columns: ibis.Schema, parts: Sequence[Lines]) -> ir.Table:
        """JSON lines as a table: ``columns`` and ``file``; UnreadableLinesError when some line does not fit."""

    def read_parts(self, parts: Mapping[str, Path]) -> ir.Table:
        """Parquet files as one table, with ``file``, the name each is given."""

    def read_parquets(self, paths: Sequence[Path]) -> ir.Table:
        """One table from Parquet folders."""

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Compute once, under a name."""

    def drop(self, name: str) -> None:
        """Forget what was kept."""

    def rows(self, table: ir.Table, limit: int | None = None) -> list[dict[str, Any]]:
        """Rows as dictionaries."""

    def scalar(self, value: ir.Scalar) -> Any:
        """One value."""

    def write_folder(self, table: ir.Table, folder: Path, *, order: Sequence[str] = ()) -> int:
        """Write Parquet into a folder of its own; gives the rows written."""
