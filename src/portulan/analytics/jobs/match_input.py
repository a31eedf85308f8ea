"""Strings to match, row by row from CSV, XLSX, JSON Lines, Parquet or plain text; what a row lacks is its error."""

import csv
import io
import itertools
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

STDIN = "-"
_CELL = 16 << 20
_HEAD = 1 << 16
_BATCH = 1024
_BINARY = (b"\x89PNG", b"%PDF", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")


class InputError(Exception):
    """The whole input cannot be used; the text says which, why and what to do. ``wrong_use``: asked wrongly."""

    def __init__(self, message: str, *, wrong_use: bool = False) -> None:
        super().__init__(message)
        self.wrong_use = wrong_use


@dataclass(frozen=True, slots=True)
class Row:
    """A row, counted from 1 without the heading; its string, or why there is none."""

    number: int
    text: str
    error: str = ""


def rows(name: str, column: str = "") -> Iterator[Row]:
    """Rows of a file, or of standard input for "-". ``column`` names the one to read; plain text needs none.

    Raises InputError before the first row when the input cannot be used, or where it breaks off.
    """
    if name == STDIN:
        yield from _streamed("standard input", sys.stdin.buffer, column)
        return
    path = Path(name)
    if not path.is_file():
        raise InputError(f"{name} is not a file: name one, or - for standard input.", wrong_use=True)
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == b"PAR1":
        yield from _parquet(path, column)
    elif head == b"PK\x03\x04":
        yield from _sheet(path, column)
    else:
        with path.open("rb") as stream:
            yield from _streamed(name, stream, column)


def _streamed(name: str, stream: BinaryIO, column: str) -> Iterator[Row]:
    buffered = io.BufferedReader(stream, _HEAD) if isinstance(stream, io.RawIOBase) else stream
    first = buffered.readline(_CELL)
    if first.startswith(_BINARY) or b"\0" in first:
        raise InputError(f"{name} is binary: give CSV, XLSX, JSON Lines, Parquet or plain text.")
    lines = itertools.chain([first], buffered) if first else iter(())
    text = (_decoded(line) for line in lines)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        yield from _json_lines(text, column)
    elif column or name.endswith((".csv", ".tsv")):
        yield from _delimited(name, text, column)
    else:
        for number, line in enumerate(text, start=1):
            yield _row(number, line.rstrip("\r\n"))


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def _row(number: int, value: Any) -> Row:
    if value is None:
        return Row(number, "")
    if not isinstance(value, str):
        return Row(number, str(value)[:80], "not a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        shown = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return Row(number, shown[:1000], "not UTF-8: save the file again as UTF-8")
    return Row(number, value)


def _delimited(name: str, text: Iterator[str], column: str) -> Iterator[Row]:
    csv.field_size_limit(_CELL)
    heading = next(text, "")
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(itertools.chain([heading], text), delimiter=delimiter)
    try:
        names = [one.strip() for one in next(reader, [])]
        place = _place(name, names, column)
        for number, cells in enumerate((cells for cells in reader if cells), start=1):
            if len(cells) != len(names):
                why = f"{len(cells)} cells where the heading has {len(names)}"
                yield Row(number, _row(number, cells[place]).text if place < len(cells) else "", why)
            else:
                yield _row(number, cells[place])
    except csv.Error as error:
        raise InputError(
            f"{name}, near line {reader.line_num}: {error}. Look for a quotation mark never closed."
        ) from error


def _place(name: str, names: Sequence[str], column: str) -> int:
    if not column and len(names) == 1:
        return 0
    if column not in names:
        shown = ", ".join(names[:20]) or "no column at all"
        asked = f"no column {column!r}" if column else "several columns"
        raise InputError(f"{name} has {asked}: name one with --column. It has {shown}.", wrong_use=True)
    return names.index(column)


def _json_lines(text: Iterator[str], column: str) -> Iterator[Row]:
    filled = (line for line in text if line.strip())
    for number, line in enumerate(filled, start=1):
        yield _json_row(number, line, column)


def _json_row(number: int, line: str, column: str) -> Row:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, _row(number, line.rstrip()[:200]).text, "not JSON")
    if not isinstance(found, dict):
        return Row(number, line.rstrip()[:200], "not a JSON object")
    key = column or ("affiliation" if "affiliation" in found else next(iter(found), ""))
    if key not in found:
        return Row(number, "", f"no key {key!r}")
    return _row(number, found[key])


def _parquet(path: Path, column: str) -> Iterator[Row]:
    # Slow to load, and the first answer of a text is due within a second, 2026-11-23.
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(path) as found:
            names = found.schema_arrow.names
            chosen = names[_place(path.name, names, column)]
            number = itertools.count(1)
            for batch in found.iter_batches(batch_size=_BATCH, columns=[chosen]):
                for value in batch.column(0).to_pylist():
                    yield _row(next(number), value)
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name} cannot be read as Parquet: {error}. Write it again.") from error


def _sheet(path: Path, column: str) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 as above, 2026-11-23

    with path.open("rb") as stream:  # by its content: openpyxl would go by its name
        try:
            book = load_workbook(stream, read_only=True, data_only=True)
            lines = book.worksheets[0].iter_rows(values_only=True)
            names = ["" if one is None else str(one).strip() for one in next(lines, ())]
        except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
            raise InputError(f"{path.name} cannot be read as XLSX: {error}. Save it again.") from error
        place = _place(path.name, names, column)
        filled = (cells for cells in lines if any(cell is not None for cell in cells))
        for number, cells in enumerate(filled, start=1):
            yield _row(number, cells[place] if place < len(cells) else None)
        book.close()
