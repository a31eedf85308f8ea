"""One pointer, one lock, and versions that are whole or not there."""

import json
import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portulan.analytics.jobs import disk


def made(lake: Path, second: int) -> str:
    """Commit a version whose manifest holds its number."""
    version = disk.new_version(datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC), f"{second:08x}ffff")
    with disk.building(lake) as folder:
        product = folder / "version"
        product.mkdir()
        (product / "manifest.json").write_text(json.dumps({"second": second}))
        disk.commit(lake, product, version)
    return version


def test_nothing_yet(tmp_path: Path) -> None:
    assert disk.current(tmp_path) is None
    assert disk.versions(tmp_path) == []
    assert not disk.is_building(tmp_path)


def test_a_commit_moves_the_pointer(tmp_path: Path) -> None:
    first, second = made(tmp_path, 1), made(tmp_path, 2)
    assert first == "20260101T000001Z-00000001"
    assert disk.current(tmp_path) == second
    assert disk.versions(tmp_path) == [second, first]
    assert disk.manifest(tmp_path, second) == {"second": 2}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "CURRENT", "versions"]


def test_three_versions_are_kept(tmp_path: Path) -> None:
    all_five = [made(tmp_path, second) for second in range(1, 6)]
    assert disk.versions(tmp_path) == all_five[:1:-1]


def test_the_version_in_use_is_never_pruned(tmp_path: Path) -> None:
    first = made(tmp_path, 1)
    for second in range(2, 6):
        made(tmp_path, second)
        disk.pointer(tmp_path).write_text(first + "\n")
        disk.prune(tmp_path)
    assert first in disk.versions(tmp_path) or disk.current(tmp_path) == first


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "building-123").mkdir(parents=True)
    (tmp_path / "building-123/half.parquet").write_text("x")
    (tmp_path / "CURRENT.new").write_text("x")
    version = made(tmp_path, 1)
    assert disk.current(tmp_path) == version
    assert not list(tmp_path.glob("building-*"))
    assert not (tmp_path / "CURRENT.new").exists()


def _second_build(lake: Path, answer: "multiprocessing.Queue[str]") -> None:
    try:
        with disk.building(lake):
            answer.put("built")
    except disk.LakeBusyError as error:
        answer.put(str(error))


def test_two_builds_at_once(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    answer = spawn.Queue()
    with disk.building(tmp_path):
        assert disk.is_building(tmp_path)
        other = spawn.Process(target=_second_build, args=(tmp_path, answer))
        other.start()
        assert "Another build is at work" in answer.get(timeout=30)
        other.join()
    assert not disk.is_building(tmp_path)


def test_a_pointer_that_holds_nonsense(tmp_path: Path) -> None:
    disk.pointer(tmp_path).write_text("../../etc")
    with pytest.raises(disk.LakeBrokenError, match="CURRENT"):
        disk.current(tmp_path)


def test_a_version_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(disk.LakeBrokenError, match=r"manifest\.json"):
        disk.manifest(tmp_path, "20260101T000001Z-00000001")
