"""The registry file of a version: made from its dumps, taken over when they are the same, absent without them."""

import shutil
from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.build import build
from portulan.analytics.matching.index import Registry
from portulan.insight.progress import Silent


@pytest.fixture
def lake(once: Path, tmp_path: Path) -> Path:
    shutil.copytree(once, tmp_path / "lake")
    return tmp_path / "lake"


def rebuilt(raw: Path, lake: Path) -> dict[str, object]:
    version = build(raw=raw, lake=lake, decisions=extract.DECISIONS, progress=Silent()).version
    return disk.manifest(lake, version)


def test_a_version_holds_the_registry_of_its_dumps(lake: Path) -> None:
    path = disk.registry(lake)
    assert path is not None
    registry = Registry(path)
    version = disk.current(lake)
    assert version is not None
    about = disk.manifest(lake, version)["registry"]
    assert (about["identity"], about["organisations"]) == (registry.identity, registry.organisations)
    assert registry.number("0aaaaaa01") >= 0


def test_the_same_dumps_are_not_read_twice(raw: Path, lake: Path) -> None:
    before = disk.registry(lake)
    assert before is not None
    kept = before.stat().st_mtime_ns
    (raw / "copublications/about.toml").write_text('as_of = "2025"')
    rebuilt(raw, lake)
    after = disk.registry(lake)
    assert after is not None
    assert after != before
    assert after.stat().st_mtime_ns == kept
    (raw / "ror/v1.jsonl.gz").unlink()
    rebuilt(raw, lake)
    newest = disk.registry(lake)
    assert newest is not None
    assert newest.stat().st_mtime_ns != kept


def test_without_dumps_there_is_no_registry_file(raw: Path, lake: Path) -> None:
    shutil.rmtree(raw / "ror")
    assert rebuilt(raw, lake)["registry"] is None
    assert disk.registry(lake) is None
