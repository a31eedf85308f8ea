"""Builds a lake, kills builds of it at moments spread over the time one takes, and tells what is served each time.

A program by itself: it loads what a build needs once and forks, so that the moments fall into the build and not into
the start of Python. It opens no database before it forks. One JSON line for each moment on standard output.

    python -m analytics.jobs.killing RAW LAKE DECISIONS MOMENTS
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from analytics import extract
from portulan.analytics.jobs import build as loaded
from portulan.insight import cli
from portulan.insight.figures import published

assert loaded, "a build is loaded before the first fork"


def forked(work: Callable[[], int]) -> int:
    """Run ``work`` in a child; gives its number."""
    child = os.fork()
    if child == 0:
        os._exit(work())
    return child


def status(child: int) -> int:
    """How the child ended: its exit code, or minus the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def build(raw: str, lake: str, decisions: str) -> Callable[[], int]:
    """The work of one build, silent."""

    def work() -> int:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        where = ["--from", raw, "--out", lake, "--decisions", decisions, "--threads", "1"]
        return cli.main(["data", "build", *where])

    return work


def tell(lake: Path, moment: int, ended: int) -> None:
    """What another process reads now."""

    def work() -> int:
        figures = published(lake)
        assert figures is not None
        works = [(one.year, one.count) for one in figures.coauthorship("SG")]
        told = {"moment": moment, "ended": ended, "version": figures.version, "works": works}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        return 0

    assert status(forked(work)) == 0


def changed(raw: str, moment: int) -> None:
    """Change the input, so that there is work to do."""
    extract.put(Path(raw) / "cordis/about.toml", f'as_of = "{2020 + moment}"\n')


def main(raw: str, lake: str, decisions: str, moments: int) -> None:
    work = build(raw, lake, decisions)
    began = time.monotonic()
    assert status(forked(work)) == 0
    whole = time.monotonic() - began
    tell(Path(lake), 0, 0)
    for moment in range(1, moments + 1):
        changed(raw, moment)
        child = forked(work)
        time.sleep(whole * moment / (moments + 1))
        os.kill(child, signal.SIGKILL)
        tell(Path(lake), moment, status(child))
    changed(raw, moments + 1)
    tell(Path(lake), moments + 1, status(forked(work)))


if __name__ == "__main__":
    main(*sys.argv[1:4], moments=int(sys.argv[4]))
