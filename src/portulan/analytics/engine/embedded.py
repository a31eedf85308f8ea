"""DuckDB inside this process, spoken to through Ibis: for building, with bounded memory and its own scratch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql.compilers import DuckDBCompiler
from ibis.backends.sql.datatypes import DuckDBType

from portulan.analytics.engine.failure import EngineError, UnreadableLinesError
from portulan.analytics.engine.feeding import Feeds
from portulan.analytics.engine.layout import Lines, ServingTable

LONGEST = 16 << 20  # bytes of a line of JSON
_COMPILER = DuckDBCompiler()
_BAD_LINES = (duckdb.InvalidInputException, duckdb.ConversionException)


class Engine:
    """A connection for one build.

    ``scratch`` receives what does not fit in ``memory`` ("1GB"); nothing outside it is written, and no extension
    is fetched from a network.
    """

    name = "duckdb"

    def __init__(self, *, scratch: Path, memory: str = "1GB", threads: int = 2) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self._scratch = scratch
        self._ibis = ibis.duckdb.connect(
            threads=threads,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        self._raw = self._ibis.con
        # Not among what names the connection: the same recipe is then the same for every build (see _written).
        self._raw.execute(f"SET temp_directory = '{_quoted(scratch)}'")
        self._raw.execute(f"SET memory_limit = '{memory}'")
        self._raw.execute("SET enable_progress_bar = false")
        self._open = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ibis.disconnect()

    def stage(self, name: str, *, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> ir.Table:
        """Take rows in as a table, batch by batch, so that a source larger than memory passes through.

        What goes wrong in making a batch is raised as it is.
        """
        watched = _Watched(batches)
        self._raw.register("incoming", pa.RecordBatchReader.from_batches(schema, iter(watched)))
        try:
            self._raw.execute(f'CREATE OR REPLACE TABLE "{name}" AS FROM incoming')
        except EngineError:
            if watched.failure is not None:
                raise watched.failure from None
            raise
        finally:
            self._raw.unregister("incoming")
        return self._ibis.table(name)

    def read_parquet(self, path: Path) -> ir.Table:
        """A table of a version that was built."""
        return self._ibis.read_parquet(str(path))

    def read_parquets(self, paths: Sequence[Path]) -> ir.Table:
        """One table from the files of several folders or patterns, columns by name."""
        return self._ibis.read_parquet([_files(path) for path in paths], union_by_name=True)

    def read_parts(self, parts: Mapping[str, Path]) -> ir.Table:
        """Parquet files as one table, with ``file`` (string), the name each is given."""
        table = self._ibis.read_parquet(
            [str(path) for path in parts.values()], filename=True, union_by_name=True
        )
        names = {str(path): name for name, path in parts.items()}
        return table.mutate(file=table.filename.cases(*names.items(), else_="")).drop("filename")

    def stage_lines(self, name: str, *, columns: ibis.Schema, parts: Sequence[Lines]) -> ir.Table:
        """Take JSON lines in as a table: ``columns``, and ``file`` (string), the name of the part.

        Raises UnreadableLinesError when some line is not JSON or not in these types, and whatever the parts' blocks
        raise.
        """
        kinds = {column: DuckDBType.from_ibis(kind).sql("duckdb") for column, kind in columns.items()}
        with Feeds(self._scratch / "feeds", {part.name: part.blocks() for part in parts}) as feeds:
            names = {str(path): part for part, path in feeds.paths.items()}
            try:
                self._read_lines(name, kinds, list(names), LONGEST)
            except _BAD_LINES as error:
                if feeds.failed:
                    feeds.check()
                raise UnreadableLinesError(str(error)) from error
            feeds.check()
        table = self._ibis.table(name)
        return table.mutate(file=table.file.cases(*names.items(), else_="")).select(*columns, "file")

    def _read_lines(self, name: str, kinds: Mapping[str, str], paths: list[str], longest: int) -> None:
        self._raw.execute("SET preserve_insertion_order = false")
        try:
            self._raw.execute(
                f'CREATE OR REPLACE TABLE "{name}" AS FROM read_json({paths}, columns = {kinds}, '
                "format = 'newline_delimited', records = true, filename = 'file', compression = 'none', "
                f"hive_partitioning = false, maximum_object_size = {longest})"
            )
        finally:
            self._raw.execute("SET preserve_insertion_order = true")

    def write_folder(self, table: ir.Table, folder: Path, *, order: Sequence[str] = ()) -> int:
        """Write a table as Parquet in a folder of its own; gives the rows written."""
        folder.mkdir(parents=True)
        rows = table.order_by(list(order)) if order else table
        path = _quoted(folder / "part-0.parquet")
        told = self._raw.execute(f"COPY ({self._typed(rows)}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return int(told.fetchone()[0])

    def drop(self, name: str) -> None:
        """Forget a table that was kept."""
        self._raw.execute(f'DROP TABLE IF EXISTS "{name}"')

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Compute a table once and keep it under ``name``, so that what follows reads it and not its recipe."""
        self._raw.execute(f'CREATE OR REPLACE TABLE "{name}" AS {self._sql(table)}')
        return self._ibis.table(name)

    def rows(self, table: ir.Table, limit: int | None = None) -> list[dict[str, Any]]:
        """Rows as dictionaries, at most ``limit``."""
        wanted = table if limit is None else table.limit(limit)
        return self._ibis.to_pyarrow(wanted).to_pylist()

    def scalar(self, value: ir.Scalar) -> Any:
        return self._ibis.to_pyarrow(value).as_py()

    def write_parquet(self, table: ir.Table, path: Path, *, order: Sequence[str]) -> None:
        """Write one file, sorted, so that the same input gives the same rows in the same order."""
        self._raw.execute(
            f"COPY ({self._sql(table.order_by(list(order)))}) TO '{_quoted(path)}' (FORMAT parquet)"
        )

    def write_serving(self, path: Path, tables: Iterable[ServingTable]) -> None:
        """Write the tables that answer pages into one database file, each sorted as it is asked for."""
        self._raw.execute(f"ATTACH '{_quoted(path)}' AS serving")
        try:
            self._raw.execute("BEGIN")
            for one in tables:
                self._write_serving_table(one)
            self._raw.execute("COMMIT")
        except BaseException:  # also an interruption: a file with a transaction open could not be let go
            self._raw.execute("ROLLBACK")
            raise
        finally:
            self._raw.execute("DETACH serving")

    @contextmanager
    def served(self, path: Path, name: str) -> Iterator[ir.Table]:
        """A table of a serving file, to read, while the block lasts."""
        self._open += 1
        alias = f"served_{self._open}"
        self._raw.execute(f"ATTACH '{_quoted(path)}' AS {alias} (READ_ONLY)")
        try:
            copy = f"{alias}_{name}"
            self._raw.execute(f'CREATE OR REPLACE TEMP VIEW "{copy}" AS FROM {alias}."{name}"')
            yield self._ibis.table(copy)
        finally:
            self._raw.execute(f'DROP VIEW IF EXISTS "{copy}"')
            self._raw.execute(f"DETACH {alias}")

    def add_to_serving(self, path: Path, name: str, changes: ir.Table, *, keys: Sequence[str]) -> None:
        """Add sums to the rows of a table of a serving file; a row whose ``works`` come to none is taken out."""
        self._raw.execute(f'CREATE OR REPLACE TEMP TABLE "changes" AS {self._sql(changes)}')
        self._raw.execute(f"ATTACH '{_quoted(path)}' AS serving")
        try:
            self._add("serving", name, keys, [one for one in changes.columns if one not in keys])
        finally:
            self._raw.execute("DETACH serving")
            self._raw.execute('DROP TABLE "changes"')

    def _add(self, place: str, name: str, keys: Sequence[str], sums: Sequence[str]) -> None:
        target = f'{place}."{name}"'
        by, columns = _listed(keys), _listed([*keys, *sums])
        summed = ", ".join(f'sum("{one}")::BIGINT AS "{one}"' for one in sums)
        same = " AND ".join(f'kept."{one}" = changes."{one}"' for one in keys)
        self._raw.execute("BEGIN")
        touched = f"SELECT {columns} FROM {target} AS kept SEMI JOIN changes ON {same}"  # noqa: S608 - names of ours
        both = f'({touched} UNION ALL SELECT {columns} FROM "changes")'  # noqa: S608 - the same
        self._raw.execute(
            f"CREATE OR REPLACE TEMP TABLE renewed AS SELECT {by}, {summed} FROM {both} GROUP BY {by} "  # noqa: S608
            'HAVING sum("works") <> 0'
        )
        self._raw.execute(f"DELETE FROM {target} AS kept USING changes WHERE {same}")  # noqa: S608
        self._raw.execute(f"INSERT INTO {target} ({columns}) SELECT {columns} FROM renewed ORDER BY {by}")  # noqa: S608
        self._raw.execute("COMMIT")

    def replace_in_serving(
        self, path: Path, name: str, rows: ir.Table, numbers: ir.Table, *, column: str
    ) -> None:
        """In a table of a serving file, put ``rows`` in the place of those whose ``column`` is among ``numbers``."""
        self._raw.execute(f'CREATE OR REPLACE TEMP TABLE "changes" AS {self._sql(rows)}')
        self._raw.execute(f'CREATE OR REPLACE TEMP TABLE "numbers" AS {self._sql(numbers)}')
        self._raw.execute(f"ATTACH '{_quoted(path)}' AS serving")
        try:
            target, columns = f'serving."{name}"', _listed(rows.columns)
            among = f'(SELECT "{column}" FROM "numbers")'  # noqa: S608 - names of ours
            self._raw.execute(f'DELETE FROM {target} WHERE "{column}" IN {among}')  # noqa: S608 - names of ours
            self._raw.execute(f'INSERT INTO {target} ({columns}) SELECT {columns} FROM "changes"')  # noqa: S608
        finally:
            self._raw.execute("DETACH serving")

    def _write_serving_table(self, one: ServingTable) -> None:
        sorted_sql = self._typed(one.table.order_by(list(one.order)))
        self._raw.execute(f'CREATE TABLE serving."{one.name}" AS {sorted_sql}')
        for column in one.indexes:
            self._raw.execute(f'CREATE INDEX "{one.name}_{column}" ON serving."{one.name}" ("{column}")')

    def _sql(self, table: ir.Table) -> str:
        return _written(table.op())

    def _typed(self, table: ir.Table) -> str:
        """In the types that the expression promises: sums of whole numbers come in 128 bits."""
        kinds = {name: DuckDBType.from_ibis(kind).sql("duckdb") for name, kind in table.schema().items()}
        columns = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in kinds.items())
        return f"SELECT {columns} FROM ({self._sql(table)})"  # noqa: S608 - names of ours


class _Watched:
    """Batches that remember what went wrong in making them: the engine would only say that its input failed."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._batches = batches
        self.failure: Exception | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._batches
        except Exception as error:
            self.failure = error
            raise


@lru_cache(maxsize=512)
def _written(recipe: ops.Node) -> str:
    """A recipe in SQL. Writing takes longer than computing small tables, and builds write the same recipes again."""
    return str(_COMPILER.to_sqlglot(recipe.to_expr()).sql(dialect=_COMPILER.dialect))


def _files(path: Path) -> str:
    return str(path / "*.parquet") if path.is_dir() else str(path)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
