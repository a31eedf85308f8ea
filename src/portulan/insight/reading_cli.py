"""``portulan works read FILE`` for a shell, without the web framework. Counts on standard output, messages to stderr.

Exit codes: 0 read, 1 the file cannot be used or holds no work that can, 2 wrong use.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from portulan.insight.reading import (
    REFUSAL_COLUMNS,
    Publication,
    Refusal,
    UnusableError,
    WorksFile,
    read_works,
)

_SHOWN = 20  # refused records printed; --refused writes more
_EVERY = 100  # works between two looks at the bar


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see ``--help``."""
    options = parser().parse_args(argv)
    try:
        return int(options.run(options))
    except UnusableError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(
            f"{options.file} could not be read or the answer not written: {error.strerror or error}."
        )
    except KeyboardInterrupt:
        _failed("Stopped.")
        return 130


def parser() -> argparse.ArgumentParser:
    """The verb and its options."""
    top = argparse.ArgumentParser(prog="portulan", description="Works of files that people hold.")
    works = top.add_subparsers(dest="group", required=True, metavar="works").add_parser(
        "works", help="works in a file"
    )
    read = works.add_subparsers(dest="verb", required=True).add_parser(
        "read",
        help="say what an export holds and what of it cannot be used",
        description="The format is known by the content: OpenAlex, HAL, scanR, Crossref, Web of Science, Scopus, Lens, "
        "RIS or BibTeX; plain or gzip. No name of a person and no address of mail is kept.",
    )
    read.add_argument("file", type=Path, help="the export")
    read.add_argument("--out", type=Path, metavar="FILE", help="write the works here, one JSON object a line")
    read.add_argument("--refused", type=Path, metavar="FILE", help="write the refused records here, as CSV")
    read.set_defaults(run=run_read)
    return top


@dataclass(slots=True)
class _Seen:
    """What is counted while works pass."""

    years: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    identified: int = 0

    def add(self, one: Publication) -> None:
        if one.year is not None:
            self.years[one.year] += 1
        self.kinds[one.kind] += 1
        self.identified += bool(one.doi)
        self.countries.update(
            {place.country for author in one.authors for place in author.affiliations} - {""}
        )


def run_read(options: argparse.Namespace) -> int:
    """Read, with a count on a terminal, and print what came of it."""
    console = Console(stderr=True)
    works = read_works(options.file)
    seen = _Seen()
    with options.out.open("w", encoding="utf-8") if options.out else nullcontext() as out:
        try:
            _pass_through(works, seen, out, console)
        finally:
            _print_refusals(console, works)
            if options.refused:
                _write_refusals(options.refused, works.refusals)
    _print_counts(works, seen)
    return 0 if works.kept else 1


def _pass_through(works: WorksFile, seen: _Seen, out: TextIO | None, console: Console) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading", total=None)
        for one in works:
            seen.add(one)
            if out is not None:
                out.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
            if works.read % _EVERY == 0:
                bar.update(task, description=f"{works.read:,} records")


def _print_counts(works: WorksFile, seen: _Seen) -> None:
    years = f"{min(seen.years)} to {max(seen.years)}" if seen.years else "none"
    rows = [
        ("Format", works.title),
        ("Records read", f"{works.read:,}"),
        ("Works", f"{works.kept:,}"),
        ("Refused", f"{works.refused:,}" + _listed(works.reasons, 5)),
        ("Years", years),
        ("With a DOI", f"{seen.identified:,}"),
        ("Kinds", _listed(seen.kinds, 5).strip(" ()") or "none"),
        ("Countries", _listed(seen.countries, 10).strip(" ()") or "none"),
    ]
    for name, value in rows:
        sys.stdout.write(f"{name:<14}{value}\n")


def _listed(counts: Counter[str], most: int) -> str:
    named = ", ".join(f"{name} {count:,}" for name, count in counts.most_common(most))
    more = f", and {len(counts) - most} more" if len(counts) > most else ""
    return f" ({named}{more})" if named else ""


def _print_refusals(console: Console, works: WorksFile) -> None:
    if not works.refusals:
        return
    table = Table(title="Refused", title_justify="left")
    for name in ("Line", "Field", "Value", "Why", "What to do"):
        table.add_column(name, justify="right" if name == "Line" else "left")
    for one in works.refusals[:_SHOWN]:
        table.add_row(*map(escape, (str(one.row or ""), one.column, one.value, one.reason, one.remedy)))
    console.print(table)
    if works.refused > _SHOWN:
        console.print(
            f"{works.refused - _SHOWN:,} more: write them to a file with --refused.", highlight=False
        )


def _write_refusals(path: Path, refusals: Sequence[Refusal]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(REFUSAL_COLUMNS)
        writer.writerows(one.cells() for one in refusals)


def _failed(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
