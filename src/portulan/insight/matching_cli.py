"""``portulan match`` and ``portulan registry build|train|info`` for a shell, without the web framework.

Answers go to standard output or --out, messages to stderr. Exit codes: 0 done, 1 refused or failed, 2 wrong use,
130 interrupted.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from portulan.insight import matching
from portulan.insight.matching import Summary

_EXAMPLE = 'echo "UMR 5800 LaBRI, Univ. Bordeaux, CNRS, Talence" | portulan match - --registry FILE --explain'


def main(argv: Sequence[str] | None = None) -> int:
    """Run a verb; see ``--help``."""
    options = parser().parse_args(argv)
    try:
        return int(options.run(options))
    except matching.InputError as error:
        return _failed(str(error), code=2 if error.wrong_use else 1)
    except matching.REFUSALS as error:
        return _failed(str(error))
    except BrokenPipeError:
        raise
    except (OSError, MemoryError) as error:
        return _failed(f"It could not be read or written: {error}.")
    except KeyboardInterrupt:
        _failed("Stopped. Run it again with the same --out: it goes on where it was.")
        return 130


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    top = argparse.ArgumentParser(prog="portulan", description="Strings to organisations of the registry.")
    groups = top.add_subparsers(dest="group", required=True)
    _add_match(groups.add_parser("match", help="strings to organisations", epilog=_EXAMPLE))
    verbs = groups.add_parser("registry", help="registry files").add_subparsers(dest="verb", required=True)
    _add_build(verbs.add_parser("build", help="make a registry file from dumps of ROR"))
    info = verbs.add_parser("info", help="what a registry file holds")
    info.add_argument("file", type=Path)
    info.set_defaults(run=show_info)
    _add_train(verbs.add_parser("train", help="make the model anew from the development sets"))
    return top


def _add_match(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "file", nargs="?", default="-", help="CSV, XLSX, JSON Lines, Parquet or text; - is standard input"
    )
    verb.add_argument("--column", default="", metavar="NAME", help="the column, or key, to match")
    verb.add_argument(
        "--registry", type=Path, default=default_registry(), metavar="FILE", help="(%(default)s)"
    )
    verb.add_argument("--model", type=Path, default=matching.SHIPPED, metavar="FILE", help=argparse.SUPPRESS)
    verb.add_argument(
        "--format", dest="form", choices=matching.FORMATS, default="jsonl", help="(%(default)s)"
    )
    verb.add_argument("--out", type=Path, metavar="FILE", help="write here, and go on after a stop")
    least = verb.add_mutually_exclusive_group()
    least.add_argument("--threshold", type=_share, metavar="P", help="least probability, 0 to 1")
    least.add_argument(
        "--precision", type=_share, metavar="P", help="the calibrated threshold for it, as 0.98"
    )
    verb.add_argument(
        "--country", type=_country, default="", metavar="FR", help="where the strings come from, a hint"
    )
    verb.add_argument(
        "--answers",
        type=Path,
        metavar="FILE",
        help="what people answered, as JSON (else beside the registry file)",
    )
    verb.add_argument("--explain", action="store_true", help="every candidate considered, with why")
    verb.add_argument("--workers", type=_workers, default=1, metavar="N", help="processes (%(default)s)")
    verb.set_defaults(run=run_match)


def _add_build(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--ror", type=Path, nargs="+", required=True, metavar="FILE", help="dumps, schema 1 or 2"
    )
    verb.add_argument("--out", type=Path, default=default_registry(), metavar="FILE", help="(%(default)s)")
    verb.add_argument(
        "--release", default="", metavar="NAME", help="name of the release (else from the files)"
    )
    verb.set_defaults(run=run_build)


def _add_train(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--registry", type=Path, default=default_registry(), metavar="FILE", help="(%(default)s)"
    )
    verb.add_argument(
        "--from", dest="sets", type=Path, default=default_sets(), metavar="DIR", help="(%(default)s)"
    )
    verb.add_argument("--out", type=Path, default=matching.SHIPPED, metavar="FILE", help="(%(default)s)")
    verb.set_defaults(run=run_train)


def default_registry() -> Path:
    """``$PORTULAN_HOME/registry.portulan``, else that of the figures in use; home is ``var/PACK`` by default."""
    home = Path(os.environ.get("PORTULAN_HOME") or f"var/{os.environ.get('PACK', 'cnrs')}")
    own = home / "registry.portulan"
    return own if own.is_file() else matching.registry_of(home / "lake") or own


def default_sets() -> Path:
    """The development sets, beside the project."""
    return Path(os.environ.get("PORTULAN_SHARED") or "../shared") / "data" / "affiliations"


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("give a number from 0 to 1")
    return value


def _workers(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 64:
        raise argparse.ArgumentTypeError("give a number from 1 to 64")
    return value


def _country(text: str) -> str:
    if text and (len(text) != 2 or not text.isalpha() or not text.isascii()):
        raise argparse.ArgumentTypeError("give two letters, as FR")
    return text.upper()


def run_match(options: argparse.Namespace) -> int:
    """Match, with a count of rows on a terminal, and print what came of it on stderr."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading", total=None)
        summary = matching.match_file(
            name=options.file,
            column=options.column,
            registry=options.registry,
            form=options.form,
            out=options.out,
            threshold=options.threshold,
            precision=options.precision,
            country=options.country,
            explain=options.explain,
            workers=options.workers,
            answers=options.answers,
            of_model=options.model,
            tell=lambda rows: bar.update(task, description=f"{rows:,} rows"),
        )
    console.print(_told(summary), highlight=False, soft_wrap=True)
    return 0


def _told(summary: Summary) -> str:
    counts = (
        f"{summary.rows:,} rows: {summary.matched:,} matched ({summary.organisations:,} organisations), "
        f"{summary.abstained:,} abstained, {summary.errors:,} errors."
    )
    before = f" {summary.resumed:,} rows were there from an earlier run." if summary.resumed else ""
    return counts + before


def run_build(options: argparse.Namespace) -> int:
    """Build a registry file and say what it holds."""
    missing = [str(path) for path in options.ror if not path.is_file()]
    if missing:
        return _failed(f"{', '.join(missing)}: no such file. Give dumps of ROR.", code=2)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    built = matching.build_registry(files=options.ror, out=options.out, release=options.release)
    sys.stderr.write(
        f"{options.out}: ROR {built.release}, {built.organisations:,} organisations, {built.names:,} names, "
        f"{built.keys:,} keys, {built.bytes / 1e6:.1f} MB; {len(built.refused):,} records refused.\n"
    )
    for file, number, why in built.refused[:20]:
        sys.stderr.write(f"  {file}, record {number}: {why}\n")
    return 0


def show_info(options: argparse.Namespace) -> int:
    """Print what a registry file says of itself, after checking its content."""
    sys.stdout.write(json.dumps(matching.described(options.file), indent=1, ensure_ascii=False) + "\n")
    return 0


def run_train(options: argparse.Namespace) -> int:
    """Train and say how good the model was where it was tried."""
    if not options.sets.is_dir():
        return _failed(f"{options.sets} is not a folder: name the development sets with --from.", code=2)
    card = matching.train_model(registry=options.registry, sets=options.sets, out=options.out)
    sys.stdout.write(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    return 0


def _failed(message: str, *, code: int = 1) -> int:
    sys.stderr.write(message + "\n")
    return code
