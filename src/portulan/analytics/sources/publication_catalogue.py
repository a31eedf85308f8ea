"""All sources of publications that are read row by row, in order of preference.

Where several tell of one work, the facts are taken from the first. What curates affiliations stands first; what a
person typed or a manager exported stands last. OpenAlex is not among those of the lake, which reads it in bulk; a file
of it that a person holds is read row by row like the others.
"""

from portulan.analytics.sources import (
    bibtex,
    crossref,
    hal_works,
    lens,
    openalex_files,
    raw,
    ris,
    scanr,
    scopus,
    wos,
)
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import elements, objects
from portulan.analytics.sources.source import Head

PUBLICATION_SOURCES: tuple[PublicationSource, ...] = (
    hal_works.SOURCE,
    scanr.SOURCE,
    scopus.SOURCE,
    wos.SOURCE,
    crossref.SOURCE,
    lens.SOURCE,
    ris.SOURCE,
    bibtex.SOURCE,
)
HELD_BY_PEOPLE = (openalex_files.SOURCE, *PUBLICATION_SOURCES)


def source_of(head: Head) -> PublicationSource | None:
    """The source that a file is of, by its first look; None when it is of none."""
    return next((one for one in HELD_BY_PEOPLE if one.recognises(head)), None)


def recognised(file: RawFile) -> PublicationSource:
    """The source that a file is of. Raises UnusableError, saying what it looks like, when it is of none."""
    if raw.is_zip(file.path):
        remedy = "It is a zip or an office file: unpack it, or save the table as CSV in UTF-8, and give that."
        raw.refuse(file.name, "unknown_format", remedy)
    head = objects.head_of(file)
    if not head.text.strip():
        raw.refuse(file.name, "empty", "Export the file again.")
    if "\0" in head.text:
        raw.refuse(
            file.name, "encoding", "It is UTF-16 or no text at all: save it again as text in UTF-8.", row=1
        )
    if head.text.lstrip("\ufeff \t\r\n").startswith("<") and "<!DOCTYPE" in head.text:
        raw.refuse(file.name, "not_allowed", elements.DOCTYPE, column="DOCTYPE")
    found = source_of(head)
    if found is None:
        expected = ", ".join(one.title for one in HELD_BY_PEOPLE)
        raw.refuse(file.name, "unknown_format", f"Files we can read: {expected}.", row=1)
    return found
