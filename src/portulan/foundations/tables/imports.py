"""Read back a table that a person gives as CSV or XLSX: in bounded memory, every cell a text, or refused with why.

CSV: UTF-8 (with or without a byte-order mark), UTF-16 with its mark, or Windows-1252; comma, semicolon or tab. Cells
that ``neutral`` made harmless come back as they were. What follows the rows in a file of ours (an empty line, then
lines that begin with ``#``) is left out. XLSX: the first sheet; formulas are not computed, their text is refused.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portulan.foundations.tables.neutral import restored

LARGEST = 5 * 1024 * 1024  # bytes of a file
LARGEST_UNPACKED = 60 * 1024 * 1024  # bytes of a workbook once unpacked
MOST_TIMES = 200  # a part of a workbook may be so many times larger than its packed size
MOST_ROWS = 2_000
MOST_COLUMNS = 100
LONGEST_CELL = 20_000

TOO_LARGE = _("The file is larger than %(most)s MB: cut it in several.")
TOO_MANY_ROWS = _("The file has more than %(most)s rows: cut it in several.")
TOO_LONG = _("Row %(row)s has a cell of more than %(most)s characters.")
UNREADABLE = _("This file cannot be read: give a CSV file in UTF-8, or an Excel workbook (.xlsx).")
NUL = _("The file holds a NUL character: it is damaged, or not a text.")
EMPTY = _("The file has no row.")
TWICE = _("The column “%(name)s” stands twice in the first row.")
RAGGED = _("Row %(row)s has %(found)s cells, the first row has %(wanted)s: a column is shifted.")
FORMULA = _("Row %(row)s has a formula: write its value.")


class RefusedTableError(ValueError):
    """The file cannot be taken; the message says why, to who gave it."""

    def __init__(self, reason: Promise, **values: object) -> None:
        super().__init__(str(reason) % values if values else str(reason))


@dataclass(frozen=True, slots=True)
class Given:
    """The first row, and the others with their number in the file (the first row is 1)."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes) -> Given:
    """The table of a file; raises RefusedTableError."""
    if len(content) > LARGEST:
        raise RefusedTableError(TOO_LARGE, most=LARGEST // (1024 * 1024))
    rows = _workbook(content) if content[:4] == b"PK\x03\x04" else _csv(content)
    return _checked(rows)


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise RefusedTableError(NUL)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LARGEST)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [restored(cell) for cell in row]
    except csv.Error as error:
        raise RefusedTableError(UNREADABLE) from error


def _decoded(content: bytes) -> str:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((name for mark, name in marks if content.startswith(mark)), "")
    for name in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise RefusedTableError(UNREADABLE)


def _workbook(content: bytes) -> Iterator[list[str]]:
    _require_small(content)
    import openpyxl  # noqa: PLC0415  read by few requests, slow to load, 2026-11-25

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            yield [_cell(cell.value, cell.data_type, number) for cell in row]
    except RefusedTableError:
        raise
    except Exception as error:  # the library raises whatever a damaged part makes it raise
        raise RefusedTableError(UNREADABLE) from error


def _require_small(content: bytes) -> None:
    """A workbook is a packed folder: refuse one that would unpack to far more than it weighs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as error:
        raise RefusedTableError(UNREADABLE) from error
    whole = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > 1_000_000 and part.file_size > MOST_TIMES * part.compress_size for part in parts
    )
    if whole > LARGEST_UNPACKED or swollen:
        raise RefusedTableError(TOO_LARGE, most=LARGEST // (1024 * 1024))


def _cell(value: Any, kind: str, row: int) -> str:
    """A text that begins with "=" is a text when the workbook says so; a formula ("f") is refused."""
    if value is None:
        return ""
    if kind == "f":
        raise RefusedTableError(FORMULA, row=row)
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _checked(rows: Iterable[Sequence[str]]) -> Given:
    heads: tuple[str, ...] = ()
    kept: list[tuple[int, tuple[str, ...]]] = []
    empty = 0
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            empty += 1
            if empty > MOST_ROWS:
                raise RefusedTableError(TOO_MANY_ROWS, most=MOST_ROWS)
            continue
        if not heads:
            heads = _heads(row)
            continue
        if row[0].startswith("# "):
            break
        kept.append((number, _row(row, number, len(heads))))
        if len(kept) > MOST_ROWS:
            raise RefusedTableError(TOO_MANY_ROWS, most=MOST_ROWS)
    if not kept:
        raise RefusedTableError(EMPTY)
    return Given(heads, tuple(kept))


def _heads(row: Sequence[str]) -> tuple[str, ...]:
    names = [cell.strip() for cell in row]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name and names.count(name) > 1:
            raise RefusedTableError(TWICE, name=name[:60])
    return tuple(names)


def _row(row: Sequence[str], number: int, wanted: int) -> tuple[str, ...]:
    cells = list(row)
    while len(cells) > wanted and not cells[-1].strip():
        cells.pop()
    if len(cells) > wanted:
        raise RefusedTableError(RAGGED, row=number, found=len(cells), wanted=wanted)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise RefusedTableError(TOO_LONG, row=number, most=LONGEST_CELL)
    return tuple(cells + [""] * (wanted - len(cells)))
