"""``portulan data build|fetch|status|versions`` for a shell, without the web framework. Messages go to stderr.

Exit codes: 0 done, 1 refused or failed, 2 wrong use.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from portulan.insight import lake, publications_cli, publications_lake
from portulan.insight.fetching_cli import add_fetch
from portulan.insight.progress import OnTerminal
from portulan.insight.results import SourceReport

_REFUSED = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run a verb; see ``--help``."""
    options = parser().parse_args(argv)
    try:
        return int(options.run(options))
    except (lake.UnusableError, lake.LakeBusyError, lake.LakeBrokenError) as error:
        return _failed(str(error))
    except ValueError as error:
        return _failed(str(error), code=2)
    except (OSError, MemoryError, lake.EngineError) as error:
        return _failed(
            f"The data could not be read or written: {error}. What was published stays in use. "
            "Where the disk is full, make room in the folder of the lake; then run the same command again."
        )
    except KeyboardInterrupt:
        return _failed("Stopped. What was published stays in use.")


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    top = argparse.ArgumentParser(
        prog="portulan", description="Public data, from raw files to published figures."
    )
    data = top.add_subparsers(dest="group", required=True, metavar="data").add_parser(
        "data", help="the lake of figures"
    )
    verbs = data.add_subparsers(dest="verb", required=True)
    add_build(verbs.add_parser("build", help="read raw files into a new version and put it to use"))
    add_fetch(
        verbs.add_parser("fetch", help="fetch the works of an organisation from a service that gives them")
    )
    for name, text, run in (
        ("status", "what is in use, and what it was made from", show_status),
        ("versions", "the versions kept", show_versions),
    ):
        verb = verbs.add_parser(name, help=text)
        verb.add_argument(
            "--out", type=Path, default=default_lake(), metavar="DIR", help="the lake (%(default)s)"
        )
        verb.set_defaults(run=run)
        verb.add_argument(
            "--as-of", default="", metavar="VERSION", help="an earlier version, or 1 for the one before"
        )
    publications_cli.add_verbs(verbs, default_lake())
    return top


def add_build(verb: argparse.ArgumentParser, *, decisions: bool = True) -> None:
    """Add the options of ``data build``; who gathers decisions itself asks for none."""
    verb.add_argument(
        "--from", dest="raw", type=Path, default=Path("sample"), metavar="DIR", help="raw files (%(default)s)"
    )
    verb.add_argument(
        "--out", type=Path, default=default_lake(), metavar="DIR", help="the lake (%(default)s)"
    )
    verb.add_argument("--memory", default="1GB", help="memory of the engine (%(default)s)")
    verb.add_argument("--threads", type=int, default=2, help="threads of the engine (%(default)s)")
    publications_cli.add_engine(verb)
    if decisions:
        verb.add_argument("--decisions", type=Path, required=True, metavar="FILE", help="decisions, as JSON")
    verb.set_defaults(run=run_build)


def default_lake() -> Path:
    """``$PORTULAN_HOME/lake``; without it, under ``var/`` and the name of the pack."""
    home = os.environ.get("PORTULAN_HOME") or f"var/{os.environ.get('PACK', 'cnrs')}"
    return Path(home) / "lake"


def run_build(options: argparse.Namespace, decisions: Mapping[str, Any] | None = None) -> int:
    """Build with the options of ``add_build``, and print what came of it."""
    if not options.raw.is_dir():
        return _failed(f"{options.raw} is not a folder: name the folder of raw files with --from.", code=2)
    told = _read_decisions(options.decisions) if decisions is None else decisions
    console = Console(stderr=True)
    done = lake.build(
        raw=options.raw,
        lake=options.out,
        decisions=told,
        progress=OnTerminal(console),
        engines=publications_cli.engines(options),
    )
    if done.unchanged:
        console.print(f"Nothing has changed: version {done.version} stays in use.", highlight=False)
        return 0
    print_sources(console, done.sources, options.out, done.version)
    publications_cli.print_held(console, publications_lake.held(options.out, done.version), options.out)
    console.print(f"Version {done.version} is in use ({done.seconds:.1f} s).", highlight=False)
    return 0


def print_sources(console: Console, sources: Sequence[SourceReport], where: Path, version: str) -> None:
    """The table of rows read, kept, refused and merged, with the reasons and where the refused rows are."""
    table = Table(title="What was read", title_justify="left")
    for name in ("Source", "As of", "Read", "Kept", "Refused", "Merged", "Why refused"):
        table.add_column(name, justify="right" if name in {"Read", "Kept", "Refused", "Merged"} else "left")
    for one in sources:
        table.add_row(*_line(one))
    console.print(table)
    print_links(console, sources)
    for one in sources:
        if one.refused_file:
            console.print(
                f"Refused: {where / 'versions' / version / one.refused_file}", highlight=False, soft_wrap=True
            )


def print_links(console: Console, sources: Sequence[SourceReport]) -> None:
    """How the organisations each source names were tied to the registry: how many by what, how many not at all."""
    linked = [one for one in sources if one.links]
    if not linked:
        return
    table = Table(title="How organisations were tied to the registry", title_justify="left")
    for name in ("Source", "By identifier", "By match", "By a person's answer", "Not at all"):
        table.add_column(name, justify="left" if name == "Source" else "right")
    for one in linked:
        counts = (one.links.get(how, 0) for how in ("identifier", "match", "answer", "none"))
        table.add_row(one.key, *(f"{count:,}" for count in counts))
    console.print(table)


def _line(one: SourceReport) -> tuple[str, ...]:
    if one.missing:
        return one.key, "", "-", "-", "-", "-", "no file: pages say that this source is missing"
    why = ", ".join(f"{code} {count:,}" for code, count in one.reasons.items())
    numbers = (one.rows_read, one.rows_kept, one.rows_refused, one.rows_merged)
    return one.key, one.as_of, *(f"{number:,}" for number in numbers), why


def show_status(options: argparse.Namespace) -> int:
    """Print what is in use; 1 when nothing is."""
    asked = publications_lake.version_named(options.out, options.as_of) if options.as_of else None
    found = lake.status(options.out, asked)
    console = Console(stderr=True)
    if found.building:
        console.print("A build is at work.")
    if found.current is None:
        return _failed(f"Nothing has been built in {options.out} yet: run portulan data build.")
    said = "In use" if found.current.in_use else "Earlier"
    console.print(
        f"{said}: {found.current.version}, built {found.current.built_at:%Y-%m-%d %H:%M} UTC.",
        highlight=False,
    )
    print_sources(console, found.sources, options.out, found.current.version)
    publications_cli.print_held(
        console, publications_lake.held(options.out, found.current.version), options.out
    )
    return 0


def show_versions(options: argparse.Namespace) -> int:
    """Print the versions kept on standard output, one a line, the one in use with a star."""
    for one in lake.versions(options.out):
        star = "*" if one.in_use else " "
        sys.stdout.write(
            f"{star} {one.version}  {one.built_at:%Y-%m-%d %H:%M} UTC  {one.bytes / 1e6:.1f} MB\n"
        )
    return 0


def _read_decisions(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ValueError(f"{path} must hold an object with the keys focal and structure_countries.")
    return found


def _failed(message: str, *, code: int = _REFUSED) -> int:
    sys.stderr.write(message + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
