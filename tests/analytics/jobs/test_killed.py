"""A build killed at twenty moments leaves the figures as they were; the next one succeeds."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analytics import extract

MOMENTS = 20
TESTS = Path(__file__).resolve().parents[2]


@pytest.fixture
def told(raw: Path, tmp_path: Path) -> list[dict[str, Any]]:
    """What ``killing`` tells: the first build, each moment, the last build."""
    decisions = tmp_path / "decisions.json"
    decisions.write_text(json.dumps(extract.DECISIONS))
    where = [str(raw), str(tmp_path / "lake"), str(decisions), str(MOMENTS)]
    run = [sys.executable, "-m", "analytics.jobs.killing", *where]
    done = subprocess.run(run, cwd=TESTS, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_killed_at_twenty_moments(told: list[dict[str, Any]], tmp_path: Path) -> None:
    first, *killed, last = told
    assert (first["ended"], first["works"], len(killed)) == (0, [100], MOMENTS)
    for before, now in zip(told, killed, strict=False):
        new = [100 + now["moment"]] if now["version"] != before["version"] else before["works"]
        assert now["works"] == new  # all of the old figures, or all of the new
    untouched = [
        now for before, now in zip(told, killed, strict=False) if now["version"] == before["version"]
    ]
    assert {one["ended"] for one in untouched} == {-signal.SIGKILL}
    # on a machine that grows quicker meanwhile, some are in use before they are killed
    assert len(untouched) >= MOMENTS // 2
    assert (last["ended"], last["works"]) == (0, [100 + MOMENTS + 1])
    assert sorted(path.name for path in (tmp_path / "lake").iterdir()) == [".lock", "CURRENT", "versions"]
