"""The Lens: the table of scholarly works that it exports."""

import re
from collections.abc import Iterator

from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, sheets
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.publication_row import Author, Publication, Subject

KEY = "lens"
_REQUIRED = ("Lens ID", "Title", "Publication Year", "Author/s")
_OPTIONAL = ("DOI", "Publication Type", "Citing Works Count", "Fields of Study")
_FIELDS = Fields("Lens ID", "Title", "Publication Year", "DOI", authors="Author/s")
_ID = re.compile(r"(?:\d{3}-){4}\d{2}[\dX]")
_KINDS = {
    "journal article": "article",
    "conference proceedings article": "article",
    "conference proceedings": "book",
    "book": "book",
    "book chapter": "book-chapter",
    "dissertation": "dissertation",
    "preprint": "preprint",
    "report": "report",
    "dataset": "dataset",
    "review": "review",
    "editorial": "editorial",
    "letter": "letter",
}


def _recognises(head: Head) -> bool:
    return sheets.delimiter(head, _REQUIRED) != ""


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    for row, one in sheets.records(file, intake, required=_REQUIRED, optional=_OPTIONAL):
        found = draft.publication(
            Place(KEY, file.name, row, _FIELDS),
            intake,
            source_id=one["Lens ID"] if _ID.fullmatch(one["Lens ID"]) else "",
            title=one["Title"],
            year=one["Publication Year"],
            doi=one["DOI"],
            kind=_KINDS.get(one["Publication Type"].casefold(), "other"),
            cited=one["Citing Works Count"],
            authors=[Author() for name in sheets.cells(one["Author/s"], ";") if draft.given(name)],
            subjects=[
                Subject("other", name)
                for name in sheets.cells(one["Fields of Study"], ";")
                if draft.given(name)
            ],
        )
        if found is not None:
            yield found


SOURCE = PublicationSource(
    key=KEY,
    title="The Lens, an export",
    publisher="Cambia",
    url="https://www.lens.org",
    licence="Lens-terms",
    recognises=_recognises,
    records=_records,
)
