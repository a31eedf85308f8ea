"""Raw files read with bounded memory: never more than a block and one line at a time, never more than announced.

Plain and gzip files are told apart by content, not by name. Whatever makes a whole file useless raises
``UnusableError`` with the file, the line, what was found and what to do.
"""

import csv
import gzip
import hashlib
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from portulan.analytics.tables.refusal import Refusal, UnusableError

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes: the longest line, the largest file once unpacked; and how many times larger than packed it may get.

    The ratio counts only above ``small`` bytes unpacked: little files may pack very well.
    """

    line: int = 16 << 20
    cell: int = 1 << 20
    unpacked: int = 64 << 30
    ratio: int = 100
    small: int = 64 << 20
    members: int = 10_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as found: where it is, and the name people see, relative to the raw folder."""

    path: Path
    name: str

    def digest(self) -> str:
        """SHA-256, read by blocks."""
        found = hashlib.sha256()
        with self.path.open("rb") as stream:
            while block := stream.read(BLOCK):
                found.update(block)
        return found.hexdigest()


def refuse(file: str, code: str, remedy: str, *, row: int = 0, column: str = "", value: str = "") -> NoReturn:
    """Raise ``UnusableError`` for a file."""
    raise UnusableError(Refusal(file, row, column, value, code, remedy))


def is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


def lines(file: RawFile, limits: Limits = LIMITS) -> Iterator[tuple[int, str]]:
    """Numbered lines, from 1, as text; a byte order mark is dropped, letters are composed (NFC)."""
    return text_lines(blocks(file, limits), name=file.name, limits=limits)


def blocks(file: RawFile, limits: Limits = LIMITS) -> Iterator[bytes]:
    """The content, unpacked, block by block."""
    packed = file.path.stat().st_size
    if packed == 0:
        refuse(file.name, "empty", "Fetch the file again.")
    with file.path.open("rb") as plain:
        zipped = plain.read(2) == b"\x1f\x8b"
    with gzip.open(file.path, "rb") if zipped else file.path.open("rb") as stream:
        yield from _bounded(stream, name=file.name, packed=packed if zipped else None, limits=limits)  # type: ignore[arg-type]


def _bounded(stream: BinaryIO, *, name: str, packed: int | None, limits: Limits) -> Iterator[bytes]:
    done = 0
    while block := _block(stream, name):
        done += len(block)
        too_dense = packed is not None and done > max(limits.small, packed * limits.ratio)
        if done > limits.unpacked or too_dense:
            refuse(
                name, "too_large", f"Stopped after {done >> 20} MB. Fetch the file again from its publisher."
            )
        yield block


def _block(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(BLOCK)
    except EOFError:
        refuse(name, "truncated", "The download stopped too early: fetch the file again.")
    except (OSError, zlib.error, zipfile.BadZipFile) as error:
        refuse(name, "unreadable", "The file is damaged: fetch it again.", value=str(error))


def text_lines(content: Iterator[bytes], *, name: str, limits: Limits = LIMITS) -> Iterator[tuple[int, str]]:
    """Cut blocks into numbered lines of text, refusing one that is too long or not UTF-8."""
    number = 0
    for number, line in enumerate(_byte_lines(content, name=name, limits=limits), start=1):
        yield number, _decoded(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, name, number)
    if number == 0:
        refuse(name, "empty", "Fetch the file again.")


def _byte_lines(content: Iterator[bytes], *, name: str, limits: Limits) -> Iterator[bytes]:
    rest = b""
    number = 1
    for block in content:
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            number += 1
            yield line
        if len(rest) > limits.line:
            remedy = (
                f"A line may hold {limits.line >> 20} MB: check that the file is a table with line breaks."
            )
            refuse(name, "too_long", remedy, row=number)
    if rest:
        yield rest


def _decoded(line: bytes, name: str, number: int) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        shown = line[max(0, error.start - 20) : error.start + 20].decode("latin-1")
        wide = number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff"))
        remedy = f"Save it again as UTF-8; it looks like {'UTF-16' if wide else 'Windows-1252 or Latin-1'}."
        refuse(name, "encoding", remedy, row=number, column=f"byte {error.start + 1}", value=shown)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def member_names(file: RawFile) -> list[str]:
    """The names of what a zip holds."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            return archive.namelist()
    except zipfile.BadZipFile as error:
        refuse(file.name, "unreadable", "The archive is damaged: fetch it again.", value=str(error))


def zip_members(
    file: RawFile, *, suffix: str, limits: Limits = LIMITS
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The members of a zip whose name ends in ``suffix``, each with its content, read within what it announces."""
    try:
        archive = zipfile.ZipFile(file.path)
    except zipfile.BadZipFile as error:
        refuse(file.name, "unreadable", "The archive is damaged: fetch it again.", value=str(error))
    with archive:
        members = archive.infolist()
        if len(members) > limits.members:
            refuse(
                file.name, "too_large", f"It holds {len(members)} files. Fetch it again from its publisher."
            )
        for member in sorted(members, key=lambda one: one.filename):
            if member.filename.endswith(suffix):
                yield member.filename, _member(archive, member, f"{file.name}/{member.filename}", limits)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limits: Limits) -> Iterator[bytes]:
    done = 0
    try:
        stream = archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        refuse(name, "unreadable", "The archive is damaged or locked: fetch it again.", value=str(error))
    with stream:
        for block in _bounded(stream, name=name, packed=member.compress_size, limits=limits):  # type: ignore[arg-type]
            done += len(block)
            yield block
    if done != member.file_size:
        value = f"{done} bytes where {member.file_size} are announced"
        refuse(name, "truncated", "The archive lies about its size: fetch it again.", value=value)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a delimited file: the line it starts on, and its cells in the order of the heading."""

    row: int
    cells: tuple[str, ...]


def heading(numbered: Iterator[tuple[int, str]], *, name: str, delimiter: str) -> list[str]:
    """The names of the first line."""
    row, first = next(numbered)
    csv.field_size_limit(LIMITS.cell)
    try:
        return [one.strip() for one in next(csv.reader([first], delimiter=delimiter))]
    except csv.Error as error:
        _refuse_cells(name, row, error)


def records(numbered: Iterator[tuple[int, str]], *, name: str, delimiter: str) -> Iterator[Record]:
    """Rows after the heading; a cell may hold line breaks inside quotation marks. Empty lines are passed over."""
    csv.field_size_limit(LIMITS.cell)
    reader = csv.reader((line + "\n" for _, line in numbered), delimiter=delimiter)
    start = 2
    try:
        for cells in reader:
            if cells:
                yield Record(start, tuple(cells))
            start = reader.line_num + 2
    except csv.Error as error:
        _refuse_cells(name, start, error)


def _refuse_cells(name: str, row: int, error: csv.Error) -> NoReturn:
    if "field larger" in str(error):
        remedy = "Look for a quotation mark that is opened there and never closed."
        refuse(name, "too_long", remedy, row=row, value=str(error))
    remedy = "Save it again with one kind of line end, and with quotation marks around a cell that holds one."
    refuse(name, "unreadable", remedy, row=row, value=str(error))
