"""Parts become a segment: each work once, refusals told, JSON and Parquet alike."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analytics import works_extract
from analytics.works_extract import OURS, put, work
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.works import intake, parts
from portulan.analytics.jobs.works.intake import Taken
from portulan.analytics.sources import openalex_works


def taken(engine: Engine, raw: Path, folder: Path) -> Taken:
    batch = parts.plan(parts.found(raw), []).batches[0]
    return intake.take_in(engine, batch, number=3, folder=folder)


def test_a_work_that_comes_twice_is_taken_once(engine: Engine, tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.gz",
        [work(1, cited=1, updated="2026-01-01"), work(2), work(1, cited=2, updated="2026-01-31")],
    )
    told = taken(engine, tmp_path, tmp_path / "out")
    assert (told.rows["works"], told.refusals) == (2, [])
    rows = engine.rows(engine.read_parquets([tmp_path / "out" / "works"]))
    assert sorted((row["work"], row["cited"], row["segment"]) for row in rows) == [(1, 2, 3), (2, 0, 3)]


def test_a_refused_record_is_named_by_its_identifier(engine: Engine, tmp_path: Path) -> None:
    put(tmp_path, "a.gz", [work(1), work(2, year=None), work(3, [(OURS,)] * 10_001)])
    told = taken(engine, tmp_path, tmp_path / "out")
    assert told.rows["works"] == 1
    assert sorted((one.code, one.column) for one in told.refusals) == [
        ("missing", "year of https://openalex.org/W2"),
        ("too_many", "authors of https://openalex.org/W3"),
    ]
    name = "openalex_works/updated_date=2026-01-31/a.gz"
    assert (told.read, told.refused) == ({name: 3}, {name: 2})


def test_parquet_gives_what_json_gives(engine: Engine, tmp_path: Path) -> None:
    put(tmp_path / "json", "a.gz", works_extract.USUAL)
    taken(engine, tmp_path / "json", tmp_path / "one")
    rows = [{key: one[key] for key in openalex_works.RAW} for one in works_extract.USUAL]
    path = tmp_path / "parquet" / "openalex_works" / "a.parquet"
    path.parent.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=openalex_works.RAW.to_pyarrow()), path)
    taken(engine, tmp_path / "parquet", tmp_path / "other")
    for name in openalex_works.TABLES:
        one, other = (
            sorted(engine.rows(engine.read_parquets([tmp_path / side / name])), key=repr)
            for side in ("one", "other")
        )
        assert one == other != []


def test_lists_of_merged_identifiers(engine: Engine, tmp_path: Path) -> None:
    works_extract.merged(tmp_path, [(1, 2), (3, 4285719527)])
    found = engine.rows(intake.retired(engine, parts.plan(parts.found(tmp_path), []).batches[0]))
    assert sorted((row["source_id"], row["into"]) for row in found) == [("W1", "W2"), ("W3", "")]
