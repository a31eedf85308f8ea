"""Builds a lake, kills builds of it at moments spread over the time one takes, and tells what is served each time.

A program by itself: the first build warms it up, so that the builds that are killed, each in a fork, spend their
time on the work and not on starting Python. One thread, so that a fork finds nothing half done. One JSON line on
standard output for the first build, for each moment, and for the last build, which is left in peace.

    python -m analytics.jobs.killing RAW LAKE DECISIONS MOMENTS
"""

import json
import os
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from analytics import extract
from portulan.insight import lake as lakes
from portulan.insight.figures import Figures
from portulan.insight.progress import Silent


def changed(raw: Path, moment: int) -> None:
    """Change the input, so that there is work to do and its figures are known: 100 works and one for each moment."""
    with zipfile.ZipFile(raw / "country_coauthorship/world.zip", "w") as archive:
        extract.put_in(archive, "World2018.net", extract.pajek(f"1 2 {100 + moment}"))


def forked(work: Callable[[], object]) -> int:
    """Run ``work`` in a child; gives its number."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return child


def status(child: int) -> int:
    """How the child ended: its exit code, or minus the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def tell(lake: Path, moment: int, ended: int) -> None:
    """What is served now, opened anew."""
    current = lakes.status(lake).current
    assert current is not None
    works = [one.count for one in Figures(lake / "versions" / current.version).coauthorship("SG")]
    told = {"moment": moment, "ended": ended, "version": current.version, "works": works}
    sys.stdout.write(json.dumps(told) + "\n")


def main(raw: Path, lake: Path, decisions: Path, moments: int) -> None:
    given = json.loads(decisions.read_text("utf-8"))

    def build() -> object:
        return lakes.build(raw=raw, lake=lake, decisions=given, progress=Silent(), threads=1)

    changed(raw, -1)
    build()
    changed(raw, 0)
    began = time.monotonic()
    ended = status(forked(build))
    whole = time.monotonic() - began
    tell(lake, 0, ended)
    for moment in range(1, moments + 1):
        changed(raw, moment)
        child = forked(build)
        waited = whole * moment / (moments + 1)
        time.sleep(waited)
        os.kill(child, signal.SIGKILL)
        ended = status(child)
        whole = waited if ended == 0 else whole  # the machine has grown quicker: spread over the shorter time
        tell(lake, moment, ended)
    changed(raw, moments + 1)
    tell(lake, moments + 1, status(forked(build)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), moments=int(sys.argv[4]))
