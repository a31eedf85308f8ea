"""A data build from nothing, on two cores: time and memory beside the budget and a plain loop.

Reads all of the development data where it is (``PORTULAN_SHARED``, or ``../shared``), else the sample.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from run import Measure

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PORTULAN_SHARED", ROOT.parent / "shared")) / "data"
_CORES = ",".join(map(str, sorted(os.sched_getaffinity(0))[:2]))
_TWO_CORES = ("taskset", "--cpu-list", _CORES)
SECONDS, MEGABYTES = 60, 2000  # the budget of a build of all of the development data


@dataclass(frozen=True)
class Run:
    """What a process took: seconds of the clock and of the processors, and megabytes at its largest."""

    wall: float
    cpu: float
    memory: float


def measure() -> list[Measure]:
    """Build once from nothing, once more unchanged, and run the plain loop over the same files."""
    raw = SHARED if SHARED.is_dir() else ROOT / "sample"
    with tempfile.TemporaryDirectory() as folder:
        decisions = Path(folder) / "decisions.json"
        decisions.write_text(json.dumps(_decisions()))
        build = [sys.executable, "-m", "portulan.insight.cli", "data", "build", "--from", str(raw)]
        build += ["--out", f"{folder}/lake", "--decisions", str(decisions)]
        first, second = _run(build), _run(build)
        plain = _run([sys.executable, str(ROOT / "bench/plain_build.py"), str(raw)])
    where = f"all of {raw.parent.name}/{raw.name}" if raw == SHARED else "the sample"
    return [
        Measure(f"build of {where}, wall", first.wall, "s", SECONDS, first.wall / plain.wall),
        Measure("the same, processors", first.cpu, "s", None, first.cpu / plain.cpu),
        Measure("the same, largest memory", first.memory, "MB", MEGABYTES, first.memory / plain.memory),
        Measure("a second build, nothing changed, wall", second.wall, "s", 5),
        Measure("plain loop over the same files, wall", plain.wall, "s"),
    ]


def _decisions() -> dict[str, Any]:
    about = tomllib.loads((ROOT / "packs/cnrs/pack.toml").read_text("utf-8"))
    return {"focal": {"pack": "cnrs", "name": "CNRS", "home_country": "FR", **about["focal"]}}


def _run(command: list[str]) -> Run:
    began = time.monotonic()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*_TWO_CORES, *command], stderr=quiet, stdout=quiet)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed: run it by itself to see why")
    return Run(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
