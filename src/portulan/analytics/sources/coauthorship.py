"""Co-authorship between countries by year: Pajek networks in a zip, one file for each year."""

import re
from collections.abc import Iterator, Mapping, Sequence

import ibis.expr.types as ir

from portulan.analytics.sources import raw
from portulan.analytics.sources.source import Found, Head, Intake, Kind, Row, Source, Stage
from portulan.analytics.tables import coauthorship
from portulan.analytics.tables.selection import first_of

_MEMBER = re.compile(r"((?:19|20)\d\d)\.net$")
_VERTEX = re.compile(r'^(\d+)\s+"([^"]*)"')


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
        text = line.strip()
        if not text or text.startswith("%"):
            continue
        if text.startswith("*"):
            in_arcs = text.lower().startswith(("*arcs", "*edges"))
        elif in_arcs:
            yield from _arc(text, number, labels, file, intake)
        elif vertex := _VERTEX.match(text):
            labels[vertex.group(1)] = vertex.group(2)


def _arc(
    text: str, number: int, labels: dict[str, str], file: str, intake: Intake
) -> Iterator[tuple[int, str, str, str]]:
    intake.read += 1
    parts = text.split()
    if len(parts) != 3:
        intake.refuse(
            file, number, "cells", "An arc is two vertex numbers and a value.", column="arc", value=text
        )
        return
    first, second, value = parts
    if first not in labels or second not in labels:
        intake.refuse(file, number, "vertex", "Declare it under *vertices.", column="arc", value=text)
        return
    yield number, labels[first], labels[second], value


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
    publisher="OpenAlex; matrices by V. Batagelj (bavla/OpenAlex)",
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
