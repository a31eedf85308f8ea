"""The radar's back-test on European projects: time, memory, and how many times it beats the plain ways.

Five focal countries, known until 2016-12-31, horizon two years. Reads ``cordis/`` beside the project
(``PORTULAN_SHARED``, or ``../shared``), else of the sample, whose few projects only show that it runs.
"""

import json
import math
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_build import ROOT, SHARED, Run, _run
from run import Measure

COUNTRIES = ("FR", "DE", "IT", "BE", "SE")
SECONDS, MEGABYTES, ALTOGETHER = 20, 1500, 120
_COMMAND = (sys.executable, "-m", "portulan.insight.radar.cli", "radar")


@dataclass(frozen=True)
class Tried:
    """A back-test of one country: what it took and what it found."""

    country: str
    took: Run
    found: dict[str, Any]


def measure() -> list[Measure]:
    """Make the table of links, then back-test each country, as usual and with the strict label."""
    raw = (SHARED if SHARED.is_dir() else ROOT / "sample") / "cordis"
    with tempfile.TemporaryDirectory() as folder:
        links = Path(folder) / "links.csv.gz"
        made = _run([*_COMMAND, "links", "--cordis", str(raw), "--out", str(links)])
        tried = [_tried(links, country) for country in COUNTRIES]
        strict = [_tried(links, country, "--strict", "10") for country in COUNTRIES]
    print(_report(tried), _report(strict), sep="\n")
    return [
        Measure("links of all projects, wall", made.wall, "s"),
        *(Measure(f"back-test of {one.country}, wall", one.took.wall, "s", SECONDS) for one in tried),
        Measure("all five, wall", sum(one.took.wall for one in tried), "s", ALTOGETHER),
        Measure("all five, processors", sum(one.took.cpu for one in tried), "s"),
        Measure("largest memory of one", max(one.took.memory for one in tried), "MB", MEGABYTES),
        *_means("", tried),
        *_means("strict, ", strict),
    ]


def _tried(links: Path, country: str, *more: str) -> Tried:
    folder = links.parent / country
    question = ["--focal-country", country, "--until", "2016-12-31", "--horizon", "2y", "--types", "HES,REC"]
    command = [
        *_COMMAND,
        "backtest",
        "--links",
        str(links),
        *question,
        "--report",
        str(folder),
        "--json",
        *more,
    ]
    took = _run(command)
    return Tried(country, took, json.loads((folder / "report.json").read_text("utf-8")))


def _means(label: str, tried: list[Tried]) -> list[Measure]:
    """The mean over countries of each ratio. Its name tells its 95 % interval."""
    found = []
    for figure in ("ap", "tail_ap", "p10_per_org"):
        for other in ("adamic_adar", "popularity"):
            mean, low, high = mean_ratio([one.found["ratios"][other][figure] for one in tried])
            name = f"{label}{figure}, radar over {other}, mean [{low:.2f}, {high:.2f}]"
            found.append(Measure(name, mean, "times"))
    return found


def mean_ratio(ratios: list[dict[str, float]]) -> tuple[float, float, float]:
    """Mean and its 95 % interval: countries are independent, and the log of each ratio is about normal."""
    mean = sum(one["value"] for one in ratios) / len(ratios)
    spread = [one["value"] * math.log(one["high"] / one["low"]) / 2 for one in ratios if one["low"]]
    half = math.hypot(*spread) / len(ratios)
    return mean, mean - half, mean + half


def _report(tried: list[Tried]) -> str:
    lines = []
    for one in tried:
        sizes = (one.found[name] for name in ("focal", "candidates", "pairs", "positives"))
        ratios = (
            "{value:.2f} [{low:.2f}, {high:.2f}]".format(**one.found["ratios"][other][figure])
            for figure in ("ap", "tail_ap", "p10_per_org")
            for other in ("adamic_adar", "popularity")
        )
        lines.append("  ".join([one.country, *map("{:,}".format, sizes), *ratios]))
    return "\n".join(lines)
