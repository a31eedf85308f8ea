"""Spark gives a bulk engine what DuckDB gives: the same lake, to the last count."""

from pathlib import Path

import pytest

from analytics import extract, works_extract
from analytics.jobs.works.conftest import Lake
from analytics.works_extract import BAY, OURS, STRAIT, work
from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.jobs.works.history import compared


@pytest.mark.slow
def test_the_same_lake_on_both_engines(spark: BulkEngine, tmp_path: Path) -> None:
    assert spark.name == "spark"
    one, other = Lake(tmp_path / "one"), Lake(tmp_path / "other")
    extract.write(one.raw)
    bad = [
        work(9, year="soon"),
        work(10, year=None),
        b"not json\n",
        work(1, [(OURS,), (BAY,)], updated="2025-01-01"),
    ]
    works_extract.put(
        one.raw, "part_000.gz", [*works_extract.USUAL, *bad, work(11, [(OURS,)] * 120 + [(STRAIT,)])]
    )
    other.raw = one.raw
    one.build()
    other.build()
    other.update(engine="spark", anew=True)
    told = (one.works(), other.works())
    assert [side["engine"] for side in told] == ["duckdb", "spark"]
    assert told[0]["works"] == told[1]["works"] == 6
    assert [(part["read"], part["refused"]) for side in told for part in side["parts"]] == [(10, 3), (10, 3)]
    found = compared((one.path, one.version), (other.path, other.version), tmp_path / "scratch")
    assert all(table.equal for table in found), found
