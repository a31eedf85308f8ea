"""Two versions side by side."""

from pathlib import Path

import pytest

from analytics.jobs.works.conftest import Lake
from analytics.works_extract import BAY, OURS, merged, put, work
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.works import history


def test_what_a_version_has_that_the_one_before_had_not(lake: Lake, tmp_path: Path) -> None:
    before = lake.version
    put(lake.raw, "b.gz", [work(1, [(OURS,), (BAY,)], updated="2026-02-28"), work(9)], date="2026-02-28")
    merged(lake.raw, [(4, 3)])
    lake.update()
    found = history.changes(lake.path, before, lake.version, tmp_path / "scratch")
    assert (found.new, found.changed, found.gone) == (1, 1, 1)
    assert [name.rsplit("/", 1)[1] for name in found.parts] == ["2026-02-28.csv.gz", "b.gz"]
    assert {one.table for one in found.cubes if not one.equal} >= {"partner_years", "world_pairs"}
    same = history.compared((lake.path, before), (lake.path, before), tmp_path / "scratch")
    assert all(one.equal for one in same)
    assert not all(
        one.equal for one in history.compared((lake.path, before), (lake.path, lake.version), tmp_path / "s")
    )


def test_a_version_without_publications_says_so(once: Path) -> None:
    version = disk.current(once)
    assert version is not None
    with pytest.raises(disk.LakeBrokenError, match="has no publications"):
        history.state_of(once, version)
