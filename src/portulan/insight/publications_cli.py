"""``portulan data update|diff|prune|compare``: publications of the lake for a shell. Messages go to stderr."""

import argparse
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from portulan.insight import publications_lake as publications
from portulan.insight.progress import OnTerminal
from portulan.insight.publications_lake import Difference, Engines, Held

_DIFFERENT = 1


def add_verbs(verbs: Any, default_lake: Path) -> None:
    """Add the verbs to those of ``data``."""
    _add_update(
        verbs.add_parser("update", help="take new publications in, in proportion to what is new"),
        default_lake,
    )
    diff = verbs.add_parser("diff", help="what differs between two versions")
    diff.add_argument(
        "earlier", nargs="?", default="1", help="a version, or how many before the newest (%(default)s)"
    )
    diff.add_argument("later", nargs="?", default="0", help="the same (%(default)s: the newest)")
    diff.set_defaults(run=run_diff)
    prune = verbs.add_parser("prune", help="remove old versions and the files that none needs")
    prune.add_argument("--keep", type=int, default=3, help="how many to keep (%(default)s)")
    prune.set_defaults(run=run_prune)
    for verb in (diff, prune):
        verb.add_argument(
            "--out", type=Path, default=default_lake, metavar="DIR", help="the lake (%(default)s)"
        )
    compare = verbs.add_parser("compare", help="whether two lakes hold the same publications")
    compare.add_argument("one", type=Path)
    compare.add_argument("other", type=Path)
    compare.set_defaults(run=run_compare)


def _add_update(verb: argparse.ArgumentParser, default_lake: Path) -> None:
    verb.add_argument(
        "--from", dest="raw", type=Path, default=Path("sample"), metavar="DIR", help="raw files (%(default)s)"
    )
    verb.add_argument("--out", type=Path, default=default_lake, metavar="DIR", help="the lake (%(default)s)")
    verb.add_argument("--memory", default="1GB", help="memory of the engine (%(default)s)")
    verb.add_argument("--threads", type=int, default=2, help="threads of the engine (%(default)s)")
    add_engine(verb)
    verb.set_defaults(run=run_update)


def add_engine(verb: argparse.ArgumentParser) -> None:
    """Add the options that choose what counts publications."""
    verb.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="what counts (%(default)s)"
    )
    verb.add_argument(
        "--master", default="local[*]", help="Spark's master: local[2], spark://host:7077 (%(default)s)"
    )
    verb.add_argument(
        "--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark; again for more"
    )
    verb.add_argument("--anew", action="store_true", help="read every part of publications again")


def engines(options: argparse.Namespace) -> Engines:
    """The options of ``add_engine``; raises ValueError for a setting without an equals sign."""
    wrong = [one for one in options.conf if "=" not in one]
    if wrong:
        raise ValueError(f"--conf {wrong[0]}: write KEY=VALUE.")
    conf = dict(one.split("=", 1) for one in options.conf)
    return Engines(options.engine, options.master, conf, options.memory, options.threads, options.anew)


def run_update(options: argparse.Namespace) -> int:
    """Take new publications in, and print what came of it."""
    if not options.raw.is_dir():
        raise ValueError(f"{options.raw} is not a folder: name the folder of raw files with --from.")
    console = Console(stderr=True)
    done = publications.update(
        raw=options.raw, lake=options.out, progress=OnTerminal(console), engines=engines(options)
    )
    if done.unchanged:
        console.print(f"Nothing is new: version {done.version} stays in use.", highlight=False)
        return 0
    print_held(console, done.held, options.out)
    console.print(f"Version {done.version} is in use ({done.seconds:.1f} s).", highlight=False)
    return 0


def print_held(console: Console, held: Held | None, lake: Path) -> None:
    """One line for the publications of a version, and one for each part that repeats another."""
    if held is None:
        return
    told = f"Publications: {held.works:,} works from {held.records:,} records of {held.parts:,} parts"
    console.print(
        f"{told}; {held.refused:,} refused. Counted by {held.engine}, code {held.code}.", highlight=False
    )
    for one in held.repeated:
        console.print(f"A part that repeats another was passed over: {one}.", highlight=False, soft_wrap=True)
    if held.refused:
        path = lake / "versions" / held.version / "refused" / "openalex_works.csv"
        console.print(f"Refused: {path}", highlight=False, soft_wrap=True)


def run_diff(options: argparse.Namespace) -> int:
    """Print what differs between two versions on standard output."""
    names = [publications.version_named(options.out, one) for one in (options.earlier, options.later)]
    found = publications.changes(options.out, *names)
    sys.stdout.write(f"{names[0]} -> {names[1]}\n")
    sys.stdout.write(f"works: {found.new:,} new, {found.changed:,} changed, {found.gone:,} gone\n")
    sys.stdout.writelines(f"read: {part}\n" for part in found.parts)
    sys.stdout.writelines(f"{_line(one)}\n" for one in found.cubes)
    return 0


def run_prune(options: argparse.Namespace) -> int:
    """Remove old versions, and print their names."""
    if options.keep < 1:
        raise ValueError("--keep must be at least 1.")
    gone = publications.prune(options.out, options.keep)
    sys.stdout.writelines(f"removed {one}\n" for one in gone)
    sys.stdout.write("" if gone else "Nothing to remove.\n")
    return 0


def run_compare(options: argparse.Namespace) -> int:
    """Print each table, and "equal" or "different"; 1 when they differ."""
    found = publications.compared(options.one, options.other)
    sys.stdout.writelines(f"{_line(one)}\n" for one in found)
    same = all(one.only_one == one.only_other == 0 for one in found)
    sys.stdout.write("equal\n" if same else "different\n")
    return 0 if same else _DIFFERENT


def _line(one: Difference) -> str:
    told = f"{one.table:<20}{one.rows_one:>12,} {one.rows_other:>12,} rows"
    if one.only_one == one.only_other == 0:
        return f"{told}   equal"
    return f"{told}   {one.only_one:,} only in the first, {one.only_other:,} only in the second"
