"""A build killed at twenty moments leaves the figures as they were; the next one succeeds."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analytics import extract
from portulan.insight.figures import published

MOMENTS = 20


def command(raw: Path, lake: Path, decisions: Path) -> list[str]:
    build = [sys.executable, "-m", "portulan.insight.cli", "data", "build"]
    return [*build, "--from", str(raw), "--out", str(lake), "--decisions", str(decisions), "--threads", "1"]


def seconds(raw: Path, lake: Path, decisions: Path) -> float:
    began = time.monotonic()
    subprocess.run(command(raw, lake, decisions), check=True, capture_output=True)
    return time.monotonic() - began


def killed_after(wait: float, raw: Path, lake: Path, decisions: Path) -> bool:
    """Start a build and kill it after ``wait`` seconds; False when it had ended by itself."""
    build = command(raw, lake, decisions)
    started = subprocess.Popen(build, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        started.wait(wait)
    except subprocess.TimeoutExpired:
        started.kill()
    return started.wait() == -signal.SIGKILL


def served(lake: Path) -> tuple[str, list[tuple[int, int]]]:
    """The version in use, and a figure of it."""
    figures = published(lake)
    assert figures is not None
    return figures.version, [(one.year, one.count) for one in figures.coauthorship("SG")]


@pytest.mark.slow
def test_killed_at_twenty_moments(raw: Path, tmp_path: Path) -> None:
    lake, decisions = tmp_path / "lake", tmp_path / "decisions.json"
    decisions.write_text(json.dumps(extract.DECISIONS))
    whole = seconds(raw, lake, decisions)
    version, figures = served(lake)
    assert figures == [(2017, 3), (2018, 8)]
    killed = 0
    for moment in range(1, MOMENTS + 1):
        extract.put(raw / "cordis/about.toml", f'as_of = "20{moment + 20}"\n')  # so that there is work to do
        if killed_after(whole * moment / (MOMENTS + 1), raw, lake, decisions):
            killed += 1
        version, now = served(lake)
        assert now == figures
    assert killed >= MOMENTS // 2  # a quiet machine may end the last ones first
    extract.put(raw / "cordis/about.toml", 'as_of = "2050"\n')
    seconds(raw, lake, decisions)
    assert served(lake)[0] != version
    assert served(lake)[1] == figures
    assert not list(lake.glob("building-*"))
