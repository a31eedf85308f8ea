"""``portulan data fetch`` for a shell: the options of the verb, and what it prints. Messages go to stderr."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from portulan.insight.fetching import Fetched

KEYS = ("openalex", "hal", "crossref", "scanr")  # as insight.fetching has them, which is loaded to fetch only
_EVERY = 10_000  # works between two lines where there is no terminal
_EPILOG = """
examples:
  portulan data fetch openalex --institution 02feahw73 --since 2026-01-01
  portulan data fetch hal --collection INRIA --since 2026-01-01
  portulan data fetch crossref --institution 02kvxyf05
A run that is stopped or killed goes on where it was: give the same command again.
"""


def add_fetch(verb: argparse.ArgumentParser) -> None:
    """Add the options of ``data fetch``."""
    verb.epilog, verb.formatter_class = _EPILOG, argparse.RawDescriptionHelpFormatter
    verb.add_argument("source", choices=KEYS, help="the service to ask")
    verb.add_argument(
        "--institution",
        default="",
        metavar="ROR",
        help="organisation (scanR: a SIREN or RNSR number)",
    )
    verb.add_argument("--structure", default="", metavar="N", help="HAL: number of a structure in AureHAL")
    verb.add_argument("--collection", default="", metavar="CODE", help="HAL: code of a collection")
    verb.add_argument(
        "--since", type=_day, metavar="DATE", help="works changed since this day, as 2026-01-31"
    )
    verb.add_argument("--published", action="store_true", help="works published, not changed, since that day")
    verb.add_argument(
        "--out", dest="raw", type=Path, default=default_raw(), metavar="DIR", help="raw files (%(default)s)"
    )
    verb.add_argument(
        "--calls", type=_count, metavar="N", help="questions allowed in a day (OpenAlex: 10,000)"
    )
    verb.add_argument("--restart", action="store_true", help="forget an unfinished fetch and begin anew")
    verb.add_argument(
        "--address", default="", metavar="URL", help="another address of the service: a mirror, a test"
    )
    verb.set_defaults(run=run_fetch)


def default_raw() -> Path:
    """``$PORTULAN_RAW``; without it, ``raw`` in ``$PORTULAN_HOME``, or under ``var/`` and the name of the pack."""
    if named := os.environ.get("PORTULAN_RAW"):
        return Path(named)
    home = os.environ.get("PORTULAN_HOME") or f"var/{os.environ.get('PACK', 'cnrs')}"
    return Path(home) / "raw"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("give a day, as 2026-01-31") from error


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a number of questions, 1 or more")
    return int(text)


def run_fetch(options: argparse.Namespace) -> int:
    """Fetch, with a bar on a terminal, and say what was fetched."""
    # The engine takes seconds to load, and the other verbs of ``data`` need none of it.
    from portulan.insight.fetching import REFUSALS, fetch_works  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"Fetching from {options.source}", total=None)
        try:
            done = fetch_works(
                source=options.source,
                raw=options.raw,
                institution=options.institution,
                since=options.since,
                published=options.published,
                structure=options.structure,
                collection=options.collection,
                address=options.address,
                calls=options.calls,
                restart=options.restart,
                tell=_Told(console, bar, task),
            )
        except REFUSALS as refusal:
            sys.stderr.write(f"{refusal}\n")
            return 1
    console.print(_told(done, options.raw), highlight=False, soft_wrap=True)
    return 0


class _Told:
    """A bar on a terminal; elsewhere a line each ten thousand works."""

    def __init__(self, console: Console, bar: Progress, task: TaskID) -> None:
        self._console, self._bar, self._task, self._last = console, bar, task, 0

    def __call__(self, records: int, total: int | None) -> None:
        self._bar.update(self._task, completed=records, total=total)
        if not self._console.is_terminal and records // _EVERY > self._last:
            self._last = records // _EVERY
            whole = f" of {total:,}" if total is not None else ""
            self._console.print(f"{records:,}{whole} works", highlight=False)


def _told(done: "Fetched", raw: Path) -> str:
    resumed = f", {done.records - done.new:,} of them by an earlier run" if done.resumed else ""
    repeated = f" {done.repeated:,} were given twice by the service and kept once." if done.repeated else ""
    missing = f" The service announced {done.total:,}." if done.total not in {None, done.records} else ""
    where = "\n".join(f"  {raw / part}" for part in done.parts)
    return f"{done.records:,} works fetched{resumed}.{repeated}{missing}" + (
        f"\n{where}\nTake them in: portulan data update --from {raw}" if where else ""
    )
