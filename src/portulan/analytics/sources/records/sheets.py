"""Rows of a table that a person exported: comma, semicolon or tab; columns known by their headings."""

from collections.abc import Iterator, Sequence

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Head, Intake

_DELIMITERS = (",", ";", "\t")


def delimiter(head: Head, required: Sequence[str]) -> str:
    """What separates the cells of a table with these headings; empty when it is no such table."""
    wanted = set(required)
    return next((one for one in _DELIMITERS if wanted <= head.headings(one)), "")


def records(
    file: RawFile, intake: Intake, *, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line: the cells of these columns, stripped; "" where an optional column is absent.

    A row with more or fewer cells than the heading is refused. Raises UnusableError when a heading stands twice, when
    there is no row, and when a quotation mark is never closed.
    """
    numbered = raw.lines(file)
    number, first = next(numbered)
    mark = delimiter(Head(first.removeprefix("\ufeff")), required) or ","
    names = raw.heading(iter([(number, first)]), name=file.name, delimiter=mark)
    _refuse_doubles(file, names, (*required, *optional))
    places = {name: names.index(name) for name in (*required, *optional) if name in names}
    read = 0
    for record in raw.records(numbered, name=file.name, delimiter=mark):
        read += 1
        intake.read += 1
        if len(record.cells) != len(names):
            value = f"{len(record.cells)} cells where the heading has {len(names)}"
            intake.refuse(file.name, record.row, "cells", "Look for a missing quotation mark.", value=value)
            continue
        row = {name: record.cells[place].strip().replace("\0", "") for name, place in places.items()}
        yield record.row, {**dict.fromkeys(optional, ""), **row}
    if read == 0:
        raw.refuse(file.name, "empty", "It has a heading and no row: export it again.", row=2)


def _refuse_doubles(file: RawFile, names: Sequence[str], wanted: Sequence[str]) -> None:
    for name in wanted:
        if names.count(name) > 1:
            raw.refuse(file.name, "duplicate", "Two columns bear this heading: keep one.", row=1, column=name)


def cells(text: str, separator: str) -> list[str]:
    """The values of a cell that holds several, each stripped; none for an empty cell."""
    return [one.strip() for one in text.split(separator)] if text.strip() else []
