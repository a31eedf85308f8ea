"""Build, status and versions, as the site and the shell call them."""

from pathlib import Path

from analytics import extract
from portulan.analytics.jobs import disk
from portulan.insight import lake as module
from portulan.insight.figures import earlier, published
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


def test_what_the_last_build_changed(raw: Path, lake: Path) -> None:
    assert module.changes(lake) == []
    assert earlier(lake) is None
    rows = (*extract.HAL_ROWS, extract.HAL_ROWS[0].replace("hal-00000001", "hal-00000009"))
    extract.put(raw / "copublications/hal.csv.gz", "\n".join((extract.HAL_HEADING, *rows)))
    extract.put(raw / "copublications/about.toml", 'as_of = "2025"')
    before = module.status(lake).current
    module.build(raw=raw, lake=lake, decisions=extract.DECISIONS, progress=Silent())
    (change,) = module.changes(lake)
    assert (change.key, change.as_of_before, change.as_of_now) == ("hal", "2024", "2025")
    assert (change.kept_before, change.kept_now) == (4, 5)
    old, new = earlier(lake), published(lake)
    assert old is not None
    assert new is not None
    assert before is not None
    assert old.version == before.version
    assert (old.copub_total(), new.copub_total()) == (2, 3)


def test_a_build_at_work_is_seen(lake: Path) -> None:
    with disk.building(lake):
        assert module.status(lake).building
