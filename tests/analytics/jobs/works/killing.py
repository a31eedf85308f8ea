"""Kills updates of publications, and builds, at moments spread over the time each takes; tells what is served then.

As ``analytics.jobs.killing``: warmed up first, each run in a fork, one JSON line for each moment.

    python -m analytics.jobs.works.killing FOLDER MOMENTS
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from analytics import extract, works_extract
from analytics.jobs.killing import forked, status
from analytics.jobs.works.conftest import Lake

BUILDS = 6  # one run in so many is a build of all anew


def changed(lake: Lake, moment: int) -> None:
    """One work more, and the first work with as many citations as moments, so that all figures are known."""
    one = works_extract.work(1, cited=moment, updated=f"2027-01-{1 + moment % 28:02d}")
    date = f"2027-{1 + moment // 28:02d}-{1 + moment % 28:02d}"
    one["updated_date"] = date
    works_extract.put(lake.raw, "part.gz", [one, works_extract.work(100 + moment)], date=date)


def tell(lake: Lake, moment: int, ended: int) -> None:
    """What is served now: works, and citations of the first, by cube; segments on disk that no version names."""
    years = lake.rows("country_years", "unit", "country", "works", "cited")
    ours = [row[2:] for row in years if row[:2] == (f"ror-{works_extract.OURS}", "SG")]
    told = {
        "moment": moment,
        "ended": ended,
        "version": lake.version,
        "works": lake.works()["works"],
        "shared": sum(row[0] for row in ours),
        "cited": sum(row[1] for row in ours),
    }
    sys.stdout.write(json.dumps(told) + "\n")


def main(folder: Path, moments: int) -> None:
    lake = Lake(folder)
    extract.write(lake.raw)
    works_extract.put(lake.raw, "part_000.gz", works_extract.USUAL)
    lake.build()
    took: dict[Callable[[], object], float] = {}
    for run in (lake.update, _anew(lake)):
        changed(lake, len(took))
        began = time.monotonic()
        status(forked(run))
        took[run] = time.monotonic() - began
    tell(lake, 1, 0)
    runs = list(took)
    for moment in range(2, moments + 2):
        changed(lake, moment)
        run = runs[moment % BUILDS == 0]
        child = forked(run)
        waited = took[run] * (moment - 1) / (moments + 1)
        time.sleep(waited)
        os.kill(child, signal.SIGKILL)
        ended = status(child)
        took[run] = waited if ended == 0 else took[run]
        tell(lake, moment, ended)
    changed(lake, moments + 2)
    tell(lake, moments + 2, status(forked(lake.update)))


def _anew(lake: Lake) -> Callable[[], object]:
    def run() -> object:
        extract.write(lake.raw)
        return lake.update(anew=True)

    return run


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
