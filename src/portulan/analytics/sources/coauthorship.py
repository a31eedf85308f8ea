"""Co-authorship between countries by year: Pajek networks in a zip, one file for each year."""

import re
from collections.abc import Iterator, Mapping, Sequence

import ibis.expr.types as ir

from portulan.analytics.sources import raw
from portulan.analytics.sources.source import Found, Head, Intake, Kind, Row, Source, Stage
from portulan.analytics.tables import coauthorship
from portulan.analytics.tables.selection import first_of

_MEMBER = re.compile(r"((?:19|20)\d\d)\.net$")
_LINKS = {"*arcs", "*edges"}
_VERTEX = re.compile(r'^\s*(\d+)\s+"([^"]*)"')


def _recognises(head: Head) -> bool:
    return any(_MEMBER.search(member) for member in head.members)


KIND = Kind(
    "pajek_zip",
    "country co-authorship (Pajek)",
    _recognises,
    "a zip of Pajek networks, one a year: WrldCo2010.net",
)


def arcs(
    numbered: Iterator[tuple[int, str]], *, file: str, intake: Intake
) -> Iterator[tuple[int, str, str, str]]:
    """Arcs of one Pajek network: line, label, label, value as text. Refuses a line that is not an arc."""
    labels: dict[str, str] = {}
    in_arcs = False
    for number, line in numbered:
        parts = line.split()
        if not parts or parts[0].startswith("%"):
            continue
        if parts[0].startswith("*"):
            in_arcs = parts[0].lower() in _LINKS
        elif not in_arcs:
            _declare(line, labels)
        elif len(parts) == 3 and parts[0] in labels and parts[1] in labels:
            intake.read += 1
            yield number, labels[parts[0]], labels[parts[1]], parts[2]
        else:
            intake.read += 1
            _refuse(parts, number, file, intake)


def _declare(line: str, labels: dict[str, str]) -> None:
    if vertex := _VERTEX.match(line):
        labels[vertex.group(1)] = vertex.group(2)


def _refuse(parts: list[str], number: int, file: str, intake: Intake) -> None:
    text = " ".join(parts)
    if len(parts) == 3:
        intake.refuse(file, number, "vertex", "Declare it under *vertices.", column="arc", value=text)
    else:
        intake.refuse(
            file, number, "cells", "An arc is two vertex numbers and a value.", column="arc", value=text
        )


def _rows(files: Sequence[Found], intake: Intake) -> Iterator[Row]:
    for found in files:
        for member, content in raw.zip_members(found.file, suffix=".net"):
            year = _MEMBER.search(member)
            name = f"{found.file.name}/{member}"
            if year is None:
                raw.refuse(name, "pattern", "The name must end with the year: WrldCo2010.net.", value=member)
            numbered = raw.text_lines(content, name=name)
            for row, first, second, works in arcs(numbered, file=name, intake=intake):
                yield name, row, min(first, second), max(first, second), year.group(1), works


def _stages(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
    yield Stage(
        "coauthorship_arcs",
        dict.fromkeys(("first", "second", "year", "works"), "string"),
        _rows(files, intake),
    )


def _drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    """Both directions are the same edge: the first one read is kept."""
    rows = staged["coauthorship_arcs"]
    return {
        "country_coauthorship": first_of(rows, by=["first", "second", "year"], order=[rows.file, rows.row])
    }


SOURCE = Source(
    key="coauthorship",
    title="Co-authorship between countries, 1990-2018",
    publisher="OpenAlex; matrices by bavla/OpenAlex",
    url="https://github.com/bavla/OpenAlex",
    licence="CC0-1.0",
    folder="country_coauthorship",
    as_of="2024-08",
    kinds=(KIND,),
    contracts=(coauthorship.COUNTRY_COAUTHORSHIP,),
    main=("country_coauthorship",),
    stages=_stages,
    drafts=_drafts,
)
