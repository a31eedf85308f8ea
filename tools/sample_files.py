"""Reading the whole files, and writing those of the sample: packed alike each time, with what became of each."""

import csv
import gzip
import hashlib
import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_INTRODUCTION = """# Where the sample comes from

Real public data, reduced by `tools/reduce_sample.py` (`make sample`) to what the demonstration shows; the same input
gives the same bytes. Folders, names and formats are those of the whole files, so that these can take their place. No
natural person and no mail address is in it. About each source: `docs/sources/`; licences: `LICENSES/`; SHA-256 of each
file: `SHA256SUMS`. `about.toml` in a folder holds the date of files that do not tell it.

| file | from | licence | how it was reduced | rows read | rows kept |
|---|---|---|---|---:|---:|
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited file: its heading and its rows, as written by the publisher."""

    heading: list[str]
    rows: list[list[str]]
    delimiter: str = ","

    def column(self, name: str) -> int:
        return self.heading.index(name)

    def only(self, keep: Callable[[list[str]], bool]) -> "Table":
        """The rows to keep, in their order."""
        return Table(self.heading, [row for row in self.rows if keep(row)], self.delimiter)

    def without(self, *columns: str) -> "Table":
        """The table less some columns."""
        places = [place for place, name in enumerate(self.heading) if name not in columns]
        rows = [[row[place] for place in places] for row in self.rows]
        return Table([self.heading[place] for place in places], rows, self.delimiter)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a file: a line of PROVENANCE.md."""

    file: str
    origin: str
    licence: str
    how: str
    read: int
    kept: int

    def __str__(self) -> str:
        return f"| `{self.file}` | {self.origin} | {self.licence} | {self.how} | {self.read:,} | {self.kept:,} |\n"


@dataclass(slots=True)
class Sample:
    """Where files come from and go to, and a line for each one written."""

    raw: Path
    to: Path
    lines: list[Line] = field(default_factory=list)

    def table(self, name: str, delimiter: str = ",") -> Table:
        with gzip.open(self.raw / name, "rt", encoding="utf-8-sig", newline="") as stream:
            heading, *rows = csv.reader(stream, delimiter=delimiter)
        return Table(heading, rows, delimiter)

    def text_lines(self, name: str) -> Iterator[str]:
        with gzip.open(self.raw / name, "rt", encoding="utf-8-sig") as stream:
            yield from stream

    def write(self, content: bytes, about: Line) -> None:
        """Write one file, packed when its name says so, and tell how it went."""
        place(self.to / about.file, packed(content) if about.file.endswith(".gz") else content)
        self.lines.append(about)
        size = (self.to / about.file).stat().st_size / 1024
        sys.stderr.write(f"{about.file:62} {about.read:>7} read {about.kept:>7} kept {size:>7.0f} kB\n")

    def write_table(self, table: Table, about: Line) -> None:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\n")
        writer.writerows([table.heading, *([without_mail(cell) for cell in row] for row in table.rows)])
        self.write(text.getvalue().encode(), about)

    def close(self, dates: dict[str, str]) -> None:
        """Write PROVENANCE.md, SHA256SUMS, and the date of each folder whose files do not tell it."""
        lines = sorted(self.lines, key=lambda line: line.file)
        place(self.to / "PROVENANCE.md", (_INTRODUCTION + "".join(map(str, lines))).encode())
        for folder, date in dates.items():
            place(self.to / folder / "about.toml", f'as_of = "{date}"\n'.encode())
        digests = [(hashlib.sha256((self.to / one.file).read_bytes()).hexdigest(), one.file) for one in lines]
        place(self.to / "SHA256SUMS", "".join(f"{digest}  {name}\n" for digest, name in digests).encode())


def place(path: Path, content: bytes) -> None:
    """Write a file whole: nothing half-written is left under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content)
    draft.replace(path)


def packed(content: bytes) -> bytes:
    """Gzip without name and time, so that the same content gives the same bytes."""
    return gzip.compress(content, 9, mtime=0)


def without_mail(cell: str) -> str:
    """The cell, emptied when it holds a mail address (in place of a site or of a town)."""
    return "" if _MAIL.search(cell) else cell
