"""Back-tests that were run, for the page that says how good the radar is."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """One back-test on disk: the figures of ``insight.radar.backtest``, and the page that tells them."""

    name: str
    figures: dict[str, Any]
    html: Path


def reports(home: Path) -> list[Report]:
    """Those under ``home``/radar, by name; a folder without a readable report.json is passed over."""
    found = (_report(folder) for folder in sorted((home / "radar").glob("*/")))
    return [report for report in found if report]


def _report(folder: Path) -> Report | None:
    try:
        figures = json.loads((folder / "report.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Report(folder.name, figures, folder / "report.html")
