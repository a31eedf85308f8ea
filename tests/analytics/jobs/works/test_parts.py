"""Raw parts: found, known by content, batched, checked."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.works_extract import merged, put, work
from portulan.analytics.jobs.works import parts
from portulan.analytics.tables.refusal import UnusableError


def test_parts_are_found_by_kind_and_half_fetched_ones_left(tmp_path: Path) -> None:
    put(tmp_path, "b.gz", [work(1)])
    put(tmp_path, "a.gz", [work(2)])
    put(tmp_path, "half.gz.part", [work(2)])
    merged(tmp_path, [(1, 2)])
    pq.write_table(pa.table({"id": ["x"]}), tmp_path / "openalex_works" / "c.parquet")
    found = parts.found(tmp_path)
    assert [(one.kind, one.file.path.name) for one in found] == [
        ("parquet", "c.parquet"),
        ("merged", "2026-02-28.csv.gz"),
        ("json", "a.gz"),
        ("json", "b.gz"),
    ]
    plan = parts.plan(found, [found[2].taken()])
    assert [[one.file.path.name for one in batch] for batch in plan.batches] == [
        ["c.parquet"],
        ["2026-02-28.csv.gz"],
        ["b.gz"],
    ]


def test_the_same_content_is_planned_once(tmp_path: Path) -> None:
    put(tmp_path, "a.gz", [work(1)])
    put(tmp_path, "b.gz", [work(1)])
    plan = parts.plan(parts.found(tmp_path), [])
    assert [len(batch) for batch in plan.batches] == [1]
    assert [one.same_as for one in plan.repeated] == ["openalex_works/updated_date=2026-01-31/a.gz"]


def test_a_parquet_part_is_looked_at_first(tmp_path: Path) -> None:
    path = tmp_path / "openalex_works" / "c.parquet"
    path.parent.mkdir()
    pq.write_table(pa.table({"id": ["x"]}), path)
    with pytest.raises(
        UnusableError, match=r"c\.parquet, publication_year, authorships, updated_date: does not have"
    ):
        parts.check_parquet(parts.found(tmp_path)[0])
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(UnusableError, match=r"c\.parquet.*cannot be read.*fetch it again"):
        parts.check_parquet(parts.found(tmp_path)[0])
