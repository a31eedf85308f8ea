"""The cubes of a version, made whole or by adding what changed to those before, and the file that serves them."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import ibis.expr.types as ir
import pyarrow as pa

from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs.works.live import FACTS, Held
from portulan.analytics.measures import publications
from portulan.analytics.measures.publications import KEYS

EXAMPLES = "examples"
ORDERS: Mapping[str, tuple[str, ...]] = {
    "unit_years": ("unit", "year", "field", "hyper"),
    "country_years": ("unit", "country", "year", "field", "hyper"),
    "partner_years": ("unit", "country", "partner", "year", "field", "hyper"),
    "world_pairs": ("country", "other", "year", "field", "hyper"),
    "organisation_edges": ("partner", "other", "year"),
    EXAMPLES: ("unit", "country", "partner", "year", "work"),
}


class Rows(Protocol):
    """Works and where their authors stood."""

    def works(self) -> ir.Table: ...

    def standing(self) -> ir.Table: ...


def staged_ours(engine: BulkEngine, ours: list[tuple[str, str]]) -> ir.Table:
    """Who we are: key (ROR identifier or structure) and unit."""
    schema = pa.schema([("key", pa.string()), ("unit", pa.string())])
    rows = [{"key": key, "unit": unit} for key, unit in ours]
    return engine.stage("ours", schema=schema, batches=[pa.RecordBatch.from_pylist(rows, schema=schema)])


def computed(engine: BulkEngine, rows: Rows, ours: ir.Table, home: str, mark: str) -> dict[str, ir.Table]:
    """All cubes of some works, and examples, computed once under names that end in ``mark``."""
    facts = engine.keep(f"facts_{mark}", publications.with_size(rows.works().select(*FACTS), rows.standing()))
    made = publications.cubes(facts, rows.standing(), ours, home)
    made[EXAMPLES] = publications.examples(rows.works(), rows.standing(), ours)
    return made


def write_whole(
    engine: BulkEngine, held: Held, path: Path, *, ours: ir.Table, home: str, scratch: Path
) -> None:
    """Make all cubes of all works, and the file that serves them, each sorted as it is asked for."""
    made = computed(engine, held, ours, home, "whole")
    if isinstance(engine, Engine):
        served = [ServingTable(name, table, ORDERS[name]) for name, table in made.items()]
        engine.write_serving(path, served)
        return
    for name, table in made.items():
        engine.write_folder(table, scratch / name)
    with Engine(scratch=scratch / "serving") as local:
        served = [ServingTable(name, local.read_parquets([scratch / name]), ORDERS[name]) for name in made]
        local.write_serving(path, served)


def write_changed(
    engine: BulkEngine,
    *,
    before: Rows,
    after: Rows,
    numbers: ir.Table,
    old: Path,
    path: Path,
    ours: ir.Table,
    home: str,
    scratch: Path,
) -> None:
    """Copy the file of the version before, and bring the rows of the works ``numbers`` up to date in it."""
    shutil.copyfile(old, path)
    then = computed(engine, before, ours, home, "before")
    now = computed(engine, after, ours, home, "after")
    changes = {name: publications.changed(name, then[name], now[name]) for name in KEYS}
    touched = now[EXAMPLES]
    with _serving(engine, scratch) as local:
        for name, table in changes.items():
            local.add_to_serving(path, name, _handed(engine, local, table, scratch / name), keys=KEYS[name])
        ids = _handed(engine, local, numbers, scratch / "numbers")
        rows = _handed(engine, local, touched, scratch / EXAMPLES)
        local.replace_in_serving(path, EXAMPLES, rows, ids, column="work")


class _serving:  # noqa: N801 - used as a function
    """The engine that writes the serving file: the one that counts where it is DuckDB, else one of its own."""

    def __init__(self, engine: BulkEngine, scratch: Path) -> None:
        self._own = not isinstance(engine, Engine)
        self._engine: Any = Engine(scratch=scratch / "serving") if self._own else engine

    def __enter__(self) -> Engine:
        return self._engine

    def __exit__(self, *_: object) -> None:
        if self._own:
            self._engine.__exit__()


def _handed(engine: BulkEngine, local: Engine, table: ir.Table, folder: Path) -> ir.Table:
    """A table of the engine that counts, for the one that writes."""
    if engine is local:
        return table
    engine.write_folder(table, folder)
    return local.read_parquets([folder])


def totals(engine: BulkEngine, held: Held) -> dict[str, int]:
    """``works`` and ``records`` (not replaced)."""
    works = held.works()
    found = {"works": int(engine.scalar(works.count()))}
    found["records"] = int(engine.scalar(held.records("works").count())) if held.any_same else found["works"]
    return found
