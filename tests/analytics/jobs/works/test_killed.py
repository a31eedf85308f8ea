"""Updates of publications killed at sixteen moments: all of the old figures or all of the new, nothing twice."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MOMENTS = 16
TESTS = Path(__file__).resolve().parents[3]


@pytest.fixture
def told(tmp_path: Path) -> list[dict[str, Any]]:
    run = [sys.executable, "-m", "analytics.jobs.works.killing", str(tmp_path), str(MOMENTS)]
    done = subprocess.run(run, cwd=TESTS, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_killed_at_many_moments(told: list[dict[str, Any]], tmp_path: Path) -> None:
    *killed, last = told[1:]
    assert len(killed) == MOMENTS
    for before, now in zip(told, killed, strict=False):
        whole = {"works": 6 + now["moment"], "shared": 2 + now["moment"], "cited": now["moment"]}
        old = {name: before[name] for name in whole}
        new = now["version"] != before["version"]
        assert {name: now[name] for name in whole} == (whole if new else old)
    stopped = [one for one in killed if one["ended"] == -signal.SIGKILL]
    assert len(stopped) >= MOMENTS // 2
    assert (last["ended"], last["works"], last["shared"], last["cited"]) == (
        0,
        6 + MOMENTS + 2,
        2 + MOMENTS + 2,
        MOMENTS + 2,
    )
    left = sorted(path.name for path in (tmp_path / "lake").iterdir())
    assert left == [".lock", "CURRENT", "versions", "works"]
    named = set()
    for path in (tmp_path / "lake/versions").glob("*/manifest.json"):
        named |= {one["folder"] for one in json.loads(path.read_text("utf-8"))["works"]["segments"]}
    assert {path.name for path in (tmp_path / "lake/works").iterdir()} == named
