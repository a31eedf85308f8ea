"""What every source is made of: what its files look like, the rows read from them, the tables they become."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis.expr.types as ir

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.tables.contract import Contract
from portulan.analytics.tables.refusal import Refusal

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The first look at a file: its first characters, or the names inside when it is a zip."""

    text: str
    members: tuple[str, ...] = ()

    def headings(self, delimiter: str) -> set[str]:
        first = self.text.split("\n", 1)[0].strip("\r")
        return {name.strip().strip('"') for name in first.split(delimiter)}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, how to know it, and what it must hold, in words. A kind that is not ``used`` is passed over."""

    key: str
    title: str
    recognises: Callable[[Head], bool]
    expects: str
    used: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A delimited file: the columns it must have, and those it may have. Column names are the publisher's."""

    key: str
    title: str
    delimiter: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        wanted = set(self.required)
        return Kind(
            self.key,
            self.title,
            lambda head: wanted <= head.headings(self.delimiter),
            f"a table, cells separated by {self.delimiter!r}, with the headings {', '.join(self.required)}",
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A raw file and the kind it was recognised as."""

    file: RawFile
    kind: str


@dataclass(slots=True)
class Intake:
    """What reading gathers beside rows: how many were read in all, and what was refused at sight."""

    read: int = 0
    at_sight: list[Refusal] = field(default_factory=list)

    def refuse(
        self, file: str, row: int, code: str, remedy: str, *, column: str = "", value: str = ""
    ) -> None:
        self.at_sight.append(Refusal(file, row, column, value, code, remedy))


@dataclass(slots=True)
class BoundedIntake(Intake):
    """Keeps the first ``most`` refusals and counts all of them by code, however many rows are wrong."""

    most: int = 10_000
    reasons: Counter[str] = field(default_factory=Counter)

    def refuse(
        self, file: str, row: int, code: str, remedy: str, *, column: str = "", value: str = ""
    ) -> None:
        self.reasons[code] += 1
        if len(self.at_sight) < self.most:
            self.at_sight.append(Refusal(file, row, column, value, code, remedy))


@dataclass(frozen=True, slots=True)
class Stage:
    """Rows as read: ``columns`` maps names to "string" or "array<string>"; each row starts with file and line."""

    name: str
    columns: Mapping[str, str]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Source:
    """A source of public data.

    ``stages`` turns files into rows; ``drafts`` turns staged rows into one draft per contract. Rows of the tables
    named in ``main`` are those that count as kept. ``as_of`` is the date of the copy known when this was written;
    a folder may hold ``about.toml`` with its own ``as_of``; ``as_of_column`` names a table and column that knows.
    """

    key: str
    title: str
    publisher: str
    url: str
    licence: str
    folder: str
    as_of: str
    kinds: tuple[Kind, ...]
    contracts: tuple[Contract, ...]
    main: tuple[str, ...]
    stages: Callable[[Sequence[Found], Intake], Iterator[Stage]]
    drafts: Callable[[Mapping[str, ir.Table]], dict[str, ir.Table]]
    as_of_column: tuple[str, str] | None = None


def sheet_rows(sheet: Sheet, files: Sequence[Found], intake: Intake) -> Iterator[Row]:
    """File, line, then the cells of the required and optional columns, stripped; "" where an optional one is absent."""
    for found in files:
        if found.kind == sheet.key:
            yield from _file_rows(sheet, found.file, intake)


def _file_rows(sheet: Sheet, file: RawFile, intake: Intake) -> Iterator[Row]:
    numbered = raw.lines(file)
    names = raw.heading(numbered, name=file.name, delimiter=sheet.delimiter)
    places = [names.index(one) if one in names else None for one in (*sheet.required, *sheet.optional)]
    before = intake.read
    for record in raw.records(numbered, name=file.name, delimiter=sheet.delimiter):
        intake.read += 1
        if len(record.cells) != len(names):
            value = f"{len(record.cells)} cells where the heading has {len(names)}"
            intake.refuse(file.name, record.row, "cells", "Look for a missing quotation mark.", value=value)
            continue
        yield file.name, record.row, *("" if i is None else record.cells[i].strip() for i in places)
    if intake.read == before:
        raw.refuse(file.name, "empty", "It has a heading and no row: fetch the file again.", row=2)


def slug(text: str) -> str:
    """Lower-case letters and digits joined by hyphens, accents dropped."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
