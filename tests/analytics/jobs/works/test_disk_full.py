"""A disk that fills up while publications are taken in: the version before is served, the next run completes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.jobs.works.conftest import Lake
from analytics.works_extract import BAY, OURS, put, work

ROOM = "40m"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of forty megabytes; skipped where one may not mount."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("A small file system cannot be mounted here: run as root to try a full disk.")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_leaves_what_was_and_says_what_to_do(lake: Lake, small: Path) -> None:
    old = lake.path
    lake.path = small / "lake"
    subprocess.run(["cp", "-a", str(old), str(lake.path)], check=True)
    before = lake.version
    put(lake.raw, "new.gz", [work(100 + n, [(OURS,), (BAY,)]) for n in range(300)], date="2026-02-28")
    filler = small / "filler"
    free = os.statvfs(small).f_bavail * os.statvfs(small).f_frsize
    filler.write_bytes(b"x" * (free - 40_000))
    run = [sys.executable, "-m", "portulan.insight.cli", "data", "update", "--from", str(lake.raw)]
    run += ["--out", str(lake.path), "--memory", "256MB", "--threads", "1"]
    full = subprocess.run(run, capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert "make room in the folder of the lake" in full.stderr
    assert "Traceback" not in full.stderr
    assert (lake.version, lake.works()["works"]) == (before, 5)
    filler.unlink()
    again = subprocess.run(run, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert json.loads((lake.folder / "manifest.json").read_text("utf-8"))["works"]["works"] == 305
