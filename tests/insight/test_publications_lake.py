"""Bringing publications up to date and looking back, for who runs the lake."""

import shutil
from pathlib import Path

import pytest

from analytics.jobs.works.conftest import Lake, lake, usual
from analytics.works_extract import BAY, OURS, put, work
from portulan.insight import publications_lake as publications
from portulan.insight.lake import Engines, LakeBrokenError
from portulan.insight.progress import Silent

__all__ = ["lake", "usual"]


def test_update_changes_versions_and_prune(lake: Lake, tmp_path: Path) -> None:
    engines = Engines(memory="256MB", threads=1)
    first = lake.version
    shutil.copytree(lake.path, tmp_path / "copy")
    same = publications.update(raw=lake.raw, lake=lake.path, progress=Silent(), engines=engines)
    assert (same.unchanged, same.version) == (True, first)
    put(lake.raw, "b.gz", [work(9, [(OURS,), (BAY,)])], date="2026-02-28")
    done = publications.update(raw=lake.raw, lake=lake.path, progress=Silent(), engines=engines)
    assert done.held is not None
    assert (done.unchanged, done.held.works, done.held.parts, done.held.engine) == (False, 6, 2, "duckdb")
    found = publications.changes(lake.path, first, done.version)
    assert (found.new, found.changed, found.gone) == (1, 0, 0)
    assert not all(
        one.only_one == one.only_other == 0 for one in publications.compared(lake.path, tmp_path / "copy")
    )
    assert publications.version_named(lake.path, "1") == first
    assert publications.version_named(lake.path, done.version[:16]) == done.version
    with pytest.raises(LakeBrokenError, match="names 0 versions"):
        publications.version_named(lake.path, "1999")
    assert publications.prune(lake.path, 1) == [first]
    assert lake.version == done.version
