"""BibTeX: entries of reference managers, HAL and publishers, read with bibtexparser."""

import re
from collections.abc import Iterator, Sequence

import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import DuplicateFieldKeyBlock, Entry

from portulan.analytics.sources import raw
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, titled
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables import identity
from portulan.analytics.tables.publication_row import Author, Publication

KEY = "bibtex"
_FIELDS = Fields("key", "title", "year", "doi", "hal_id", "author")
_BLOCK = re.compile(r"\s*@\s*([A-Za-z]+)\s*[{(]")
_READ = {"title", "year", "date", "doi", "url", "hal_id"}
_NOT_ENTRIES = {"comment", "preamble", "string"}
_MOST = 1 << 22  # characters of one entry
_MOST_STRINGS = 1 << 16  # characters of all abbreviations
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_KINDS = {
    "article": "article",
    "inproceedings": "article",
    "conference": "article",
    "proceedings": "book",
    "book": "book",
    "booklet": "book",
    "collection": "book",
    "incollection": "book-chapter",
    "inbook": "book-chapter",
    "phdthesis": "dissertation",
    "mastersthesis": "dissertation",
    "thesis": "dissertation",
    "techreport": "report",
    "report": "report",
    "unpublished": "preprint",
    "online": "other",
    "dataset": "dataset",
    "software": "software",
}


def _recognises(head: Head) -> bool:
    found = next(
        (one for line in head.text.lstrip("\ufeff").split("\n") if (one := _BLOCK.match(line))), None
    )
    before = head.text[: head.text.find("@")] if found else ""
    return found is not None and not before.lstrip("\ufeff \t\r\n").startswith(("{", "[", "<"))


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    decoding = LatexDecodingMiddleware()
    abbreviations = ""
    for row, name, text in _cut(file):
        if name == "string":
            abbreviations = (abbreviations + text)[:_MOST_STRINGS]
        if name in _NOT_ENTRIES:
            continue
        intake.read += 1
        library = bibtexparser.parse_string(abbreviations + text)
        if library.failed_blocks or len(library.entries) != 1:
            _refuse(file, row, library.failed_blocks, intake)
            continue
        entry = library.entries[0]
        counted = _count(entry)
        entry.fields = [one for one in entry.fields if one.key.lower() in _READ]
        clean = decoding.transform(bibtexparser.Library([entry])).entries
        if not clean:
            intake.refuse(
                file.name, row, "unreadable", "Look for a LaTeX command without its end.", column="title"
            )
            continue
        publication = _work(Place(KEY, file.name, row, _FIELDS), clean[0], counted, intake)
        if publication is not None:
            yield publication


def _refuse(file: RawFile, row: int, failed: Sequence[object], intake: Intake) -> None:
    if any(isinstance(block, DuplicateFieldKeyBlock) for block in failed):
        intake.refuse(
            file.name, row, "duplicate", "A field stands twice in the entry: keep one.", column="field"
        )
    else:
        intake.refuse(
            file.name, row, "unreadable", "Look for a brace or a quotation mark that is never closed."
        )


def _cut(file: RawFile) -> Iterator[tuple[int, str, str]]:
    """Each block, from its line with "@" to the next one: line, kind in lower case, text."""
    held: list[str] = []
    name, start, size = "", 0, 0
    for number, text in raw.lines(file):
        line = text.rstrip("\r").removeprefix("\ufeff")
        if found := _BLOCK.match(line):
            if held:
                yield start, name, "\n".join(held) + "\n"
            held, name, start, size = [], found[1].lower(), number, 0
        if name:
            held.append(line)
            size += len(line)
        if size > _MOST:
            raw.refuse(file.name, "too_long", "Look for a brace that is never closed.", row=start)
    if held:
        yield start, name, "\n".join(held) + "\n"


def _count(entry: Entry) -> int:
    """Authors named; "and others" is none. An "and" inside braces belongs to a name."""
    names, depth, flat = _field(entry, "author") or _field(entry, "editor"), 0, []
    for one in names:
        depth += {"{": 1, "}": -1}.get(one, 0)
        flat.append("x" if depth > 0 and one.isspace() else one)
    listed = [name for name in _AND.split("".join(flat)) if name.strip()]
    return sum(name.strip().casefold() != "others" for name in listed)


def _field(entry: Entry, name: str) -> str:
    return next((str(one.value) for one in entry.fields if one.key.lower() == name), "")


def _work(place: Place, entry: Entry, authors: int, intake: Intake) -> Publication | None:
    title, year = _field(entry, "title"), _field(entry, "year") or _field(entry, "date")
    address = _field(entry, "url").replace("\\", "")
    doi = _field(entry, "doi").replace("\\", "") or identity.doi(address)
    hal_id = _field(entry, "hal_id") or identity.hal(address)
    return draft.publication(
        place,
        intake,
        source_id=titled.source_id(doi=doi, hal_id=hal_id, title=title, year=year, authors=authors),
        title=title.replace("{", "").replace("}", ""),
        year=year,
        doi=doi,
        hal_id=hal_id,
        kind=_KINDS.get(entry.entry_type.lower(), "other"),
        authors=[Author()] * authors,
    )


SOURCE = PublicationSource(
    key=KEY,
    title="BibTeX, a file of references",
    publisher="Reference managers, archives and publishers",
    url="https://ctan.org/pkg/bibtex",
    licence="of-its-origin",
    recognises=_recognises,
    records=_records,
)
