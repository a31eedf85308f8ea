"""Build, status and versions, as the site and the shell call them."""

from pathlib import Path

from analytics import extract
from portulan.analytics.jobs import disk
from portulan.insight import lake as module
from portulan.insight.progress import Silent


def test_status_before_the_first_build(tmp_path: Path) -> None:
    found = module.status(tmp_path / "lake")
    assert (found.current, found.building, found.sources) == (None, False, ())
    assert module.versions(tmp_path / "lake") == []


def test_an_unchanged_build_reports_the_same(raw: Path, lake: Path) -> None:
    done = module.build(raw=raw, lake=lake, decisions=extract.DECISIONS, progress=Silent())
    assert done.unchanged
    assert len(done.sources) == 7


def test_status_and_versions(lake: Path) -> None:
    found = module.status(lake)
    assert found.current is not None
    assert found.current.in_use
    assert found.current.bytes > 1000
    assert not found.building
    assert module.versions(lake) == [found.current]


def test_a_build_at_work_is_seen(lake: Path) -> None:
    with disk.building(lake):
        assert module.status(lake).building
