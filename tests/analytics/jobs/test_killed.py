"""A build killed at twenty moments leaves the figures as they were; the next one succeeds."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analytics import extract

MOMENTS = 20
TESTS = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_killed_at_twenty_moments(raw: Path, tmp_path: Path) -> None:
    lake, decisions = tmp_path / "lake", tmp_path / "decisions.json"
    decisions.write_text(json.dumps(extract.DECISIONS))
    done = subprocess.run(
        [sys.executable, "-m", "analytics.jobs.killing", str(raw), str(lake), str(decisions), str(MOMENTS)],
        cwd=TESTS,
        capture_output=True,
        text=True,
        check=True,
    )
    first, *killed, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["works"] == [[2017, 3], [2018, 8]]
    assert all(one["works"] == first["works"] for one in (*killed, last))
    cut_short = [one for one in killed if one["ended"] == -signal.SIGKILL]
    assert len(cut_short) >= MOMENTS // 2  # on a machine that calms down the last ones may end by themselves
    assert cut_short[0]["version"] == first["version"]
    assert (last["ended"], last["version"] != killed[-1]["version"]) == (0, True)
    assert not list(lake.glob("building-*"))
