"""What ``portulan radar`` does once its options are read."""

import argparse
import hashlib
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from portulan.analytics.jobs import radar_links
from portulan.analytics.radar.links import UnusableLinksError
from portulan.insight.radar.backtest import METHODS, backtest
from portulan.insight.radar.report import page, shown

__all__ = ["UnusableLinksError", "make_links", "show_backtest"]


def show_backtest(options: argparse.Namespace) -> int:
    """Run, write the report, and print a table, or the JSON with ``--json``."""
    console = Console(stderr=True, highlight=False)
    found = backtest(
        path=options.links,
        country=options.focal_country,
        until=options.until,
        horizon=options.horizon,
        focal=options.focal_id,
        kinds=options.types,
        min_activity=options.min_activity,
        strict=options.strict,
        today=options.today,
        say=lambda text: console.print(text, style="dim"),
    )
    text = json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    folder = options.report or options.home / "radar" / name_of(found)
    write(folder, {"report.json": text, "report.html": page(found)})
    for warning in found["warnings"]:
        console.print(warning, style="yellow", soft_wrap=True)
    console.print(f"Report: {folder / 'report.html'}", soft_wrap=True)
    if options.json:
        sys.stdout.write(text)
    else:
        Console().print(_table(found))
    return 0


def name_of(found: dict[str, Any]) -> str:
    """The folder of a report: who, until when, how far."""
    asked = found["asked"]
    parts = [asked["focal_country"], asked["until"], asked["horizon"]]
    parts += [_safe(asked["focal_id"])] if asked["focal_id"] else []
    parts += [f"strict{asked['strict']}"] if asked["strict"] else []
    return "-".join(parts)


def _safe(key: str) -> str:
    """An identifier as part of a file's name: two that differ never give the same."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", key)[:40]
    return plain if plain == key else f"{plain}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def write(folder: Path, texts: dict[str, str]) -> None:
    """Each file appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        descriptor, partial = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
        try:
            with open(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(partial, 0o644)
            os.replace(partial, folder / name)
        finally:
            Path(partial).unlink(missing_ok=True)


def _table(found: dict[str, Any]) -> Table:
    asked = found["asked"]
    title = f"{asked['focal_country']}: {found['pairs']:,} pairs never linked by {asked['until']}"
    table = Table(
        title=f"{title}, {found['positives']:,} linked {asked['horizon']} later", title_justify="left"
    )
    for name in ("Method", "Average precision", "P@100", "P@10 each", "MAP each", "Tail AP"):
        table.add_column(name, justify="left" if name == "Method" else "right")
    for name in METHODS:
        figures = found["methods"][name]
        columns = ("ap", "p_at_100", "p10_per_org", "map_per_org", "tail_ap")
        table.add_row(name, *(shown(figures[column]) for column in columns))
    for name, figures in found["ratios"].items():
        columns = ("ap", "p_at_100", "p10_per_org", "map_per_org", "tail_ap")
        table.add_row(f"radar / {name}", *(shown(figures[column], digits=2) for column in columns))
    return table


def make_links(options: argparse.Namespace) -> int:
    """Make the table, and say what was left out."""
    if options.cordis:
        made = radar_links.from_cordis(options.cordis, options.out)
    else:
        made = radar_links.from_hal(options.hal, options.out, options.home)
    left_out = "".join(f" {count:,} rows left out: {reason}." for reason, count in made.left_out.items())
    sys.stderr.write(f"{options.out}: {made.rows:,} rows.{left_out}\n")
    return 0
