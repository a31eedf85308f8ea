"""RIS: the tagged records that reference managers and publishers exchange, read with rispy."""

import re
from collections.abc import Iterator
from typing import Any

import rispy

from portulan.analytics.sources import raw
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, titled
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables import identity
from portulan.analytics.tables.publication_row import Author, Publication

KEY = "ris"
_FIELDS = Fields("ID", "TI", "PY", "DO", "UR", "AU")
_START = re.compile(r"TY {2}- ?\S")
_END = re.compile(r"ER {2}-\s*")
_MOST = 1 << 22  # characters of one record
_KINDS = {
    "JOUR": "article",
    "JFULL": "article",
    "MGZN": "article",
    "EJOUR": "article",
    "CPAPER": "article",
    "CONF": "article",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "book-chapter",
    "ECHAP": "book-chapter",
    "THES": "dissertation",
    "RPRT": "report",
    "GOVDOC": "report",
    "UNPB": "preprint",
    "INPR": "article",
    "DATA": "dataset",
    "COMP": "software",
    "ENCYC": "reference-entry",
}


def _recognises(head: Head) -> bool:
    lines = head.text.lstrip("\ufeff").split("\n", 20)[:20]
    first = next((line for line in lines if line.strip()), "")
    return _START.match(first) is not None


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    for row, lines in _cut(file, intake):
        intake.read += 1
        found = rispy.loads("\n".join(lines) + "\n")
        publication = _work(Place(KEY, file.name, row, _FIELDS), found[0], intake) if found else None
        if publication is not None:
            yield publication
        elif not found:
            intake.refuse(file.name, row, "unreadable", "Export the record again.", column="TY")


def _cut(file: RawFile, intake: Intake) -> Iterator[tuple[int, list[str]]]:
    """Lines of each record, from TY to ER; one that no ER ends is refused."""
    held: list[str] = []
    start = size = 0
    for number, text in raw.lines(file):
        line = text.rstrip("\r").removeprefix("\ufeff")
        if _START.match(line):
            if held:
                _refuse_open(file, start, intake)
            held, start, size = [], number, 0
        if held or _START.match(line):
            held.append(line)
            size += len(line)
        if size > _MOST:
            raw.refuse(file.name, "too_long", "Look for a record that no line ER ends.", row=start)
        if held and _END.fullmatch(line):
            yield start, held
            held = []
    if held:
        _refuse_open(file, start, intake)


def _refuse_open(file: RawFile, row: int, intake: Intake) -> None:
    intake.read += 1
    intake.refuse(file.name, row, "truncated", "Export the record again: no line ER ends it.", column="ER")


def _work(place: Place, one: dict[str, Any], intake: Intake) -> Publication | None:
    title = one.get("title") or one.get("primary_title") or ""
    year = one.get("year") or one.get("publication_year") or one.get("date") or ""
    doi = one.get("doi", "") or next(filter(None, map(identity.doi, one.get("urls", []))), "")
    hal_id = next(filter(None, map(identity.hal, [one.get("id", ""), *one.get("urls", [])])), "")
    authors = [name for name in one.get("authors") or one.get("first_authors") or [] if name.strip()]
    return draft.publication(
        place,
        intake,
        source_id=titled.source_id(doi=doi, hal_id=hal_id, title=title, year=year, authors=len(authors)),
        title=title,
        year=year,
        doi=doi,
        hal_id=hal_id,
        kind=_KINDS.get(one.get("type_of_reference", ""), "other"),
        authors=[Author() for _ in authors],
    )


SOURCE = PublicationSource(
    key=KEY,
    title="RIS, a file of references",
    publisher="Reference managers and publishers",
    url="https://en.wikipedia.org/wiki/RIS_(file_format)",
    licence="of-its-origin",
    recognises=_recognises,
    records=_records,
)
