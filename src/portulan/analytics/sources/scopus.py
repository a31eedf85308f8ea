"""Scopus: the table it exports, in its layouts before and since 2023, and the XML answers of its interface."""

import re
from collections.abc import Iterator

from lxml import etree

from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, elements, objects, sheets
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.records.elements import child, children, text
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.publication_row import Affiliation, Author, Publication, opaque, without_mail

KEY = "scopus"
_REQUIRED = ("Authors", "Title", "Year", "EID")
_OPTIONAL = (
    "Author(s) ID",
    "Author full names",
    "DOI",
    "Cited by",
    "Affiliations",
    "Authors with affiliations",
    "Correspondence Address",
    "Document Type",
)
_FIELDS = Fields("EID", "Title", "Year", "DOI", authors="Authors")
_API_FIELDS = Fields("eid", "dc:title", "prism:coverDate", "prism:doi", authors="author")
_EID = re.compile(r"2-s2\.0-\d+")
_NUMBER = re.compile(r"\d+")
_KINDS = {
    "article": "article",
    "conference paper": "article",
    "data paper": "article",
    "short survey": "article",
    "retracted": "article",
    "review": "review",
    "book": "book",
    "book chapter": "book-chapter",
    "letter": "letter",
    "editorial": "editorial",
    "erratum": "erratum",
    "report": "report",
}


def _recognises(head: Head) -> bool:
    return _is_sheet(head) or _is_answer(head)


def _is_sheet(head: Head) -> bool:
    return sheets.delimiter(head, _REQUIRED) != ""


def _is_answer(head: Head) -> bool:
    return elements.root(head)[0] == "search-results" and "<eid>" in head.text


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    head = objects.head_of(file)
    for found in _answers(file, intake) if elements.root(head)[0] else _rows(file, intake):
        if found is not None:
            yield found


def _rows(file: RawFile, intake: Intake) -> Iterator[Publication | None]:
    for row, one in sheets.records(file, intake, required=_REQUIRED, optional=_OPTIONAL):
        authors = _authors(one)
        if authors is None:
            remedy = "Export the record again: its authors and their affiliations do not go together."
            intake.refuse(file.name, row, "parallel", remedy, column="Authors with affiliations")
            continue
        kind = one["Document Type"].casefold()
        yield draft.publication(
            Place(KEY, file.name, row, _FIELDS),
            intake,
            source_id=one["EID"] if _EID.fullmatch(one["EID"]) else "",
            title=one["Title"],
            year=one["Year"],
            doi=one["DOI"],
            kind=_KINDS.get(kind, "other"),
            cited=one["Cited by"],
            retracted=kind == "retracted",
            authors=authors,
        )


def _authors(one: dict[str, str]) -> list[Author] | None:
    """The authors in order, or None when the columns do not hold as many; their names go no further than here."""
    numbers = [number for number in sheets.cells(one["Author(s) ID"], ";") if number]
    names = _names(one["Authors"])
    signed = sheets.cells(one["Authors with affiliations"].strip("; "), "; ")
    if (numbers and len(numbers) != len(names)) or (signed and len(signed) != len(names)):
        return None
    known = sheets.cells(one["Affiliations"], "; ")
    corresponding = _corresponding(one["Correspondence Address"], names)
    return [
        Author(
            opaque(KEY, numbers[place]) if numbers and _NUMBER.fullmatch(numbers[place]) else "",
            None if corresponding is None else place == corresponding,
            _stood(_after(name, signed[place]) if signed else "", known),
        )
        for place, name in enumerate(names)
    ]


def _names(cell: str) -> list[str]:
    """Names as printed: "Example A.; Sample B." since 2023, "Example A., Sample B." before."""
    if cell.casefold().startswith("[no author"):
        return []
    return sheets.cells(cell, ";") if ";" in cell else sheets.cells(cell, "., ")


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _after(name: str, segment: str) -> str:
    """What follows the name at the head of a segment, however its parts are pointed: "Example, A., Department…"."""
    wanted, found = _letters(name), ""
    for place, one in enumerate(segment):
        if found == wanted:
            return segment[place:].lstrip(" ,.")
        found += _letters(one)
        if not wanted.startswith(found):
            break
    return "" if found == wanted else segment.partition(",")[2].strip()


def _stood(printed: str, known: list[str]) -> tuple[Affiliation, ...]:
    """The affiliations of an author: those of the list that are printed after the name, longest first."""
    left, found = printed, []
    for one in sorted(known, key=len, reverse=True):
        if one and one in left:
            left = left.replace(one, "", 1)
            found.append(one)
    if not found and printed:
        found = [printed]
    places = sorted(dict.fromkeys(found), key=printed.find)
    return tuple(_affiliation(without_mail(one)) for one in places)


def _affiliation(printed: str) -> Affiliation:
    return Affiliation(printed, country=draft.country_of_address(printed))


def _corresponding(cell: str, names: list[str]) -> int | None:
    """The place of the author whom the correspondence address begins with, where one only bears that name."""
    wanted = _words(cell.partition(";")[0])
    places = [place for place, name in enumerate(names) if wanted and _words(name) == wanted]
    return places[0] if len(places) == 1 else None


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\w+", name.casefold())))


def _answers(file: RawFile, intake: Intake) -> Iterator[Publication | None]:
    for row, one in elements.elements(file, "entry"):
        intake.read += 1
        identifier = text(child(one, "eid"))
        kind = text(child(one, "subtypeDescription")).casefold()
        yield draft.publication(
            Place(KEY, file.name, row, _API_FIELDS),
            intake,
            source_id=identifier if _EID.fullmatch(identifier) else "",
            title=text(child(one, "title")),
            year=text(child(one, "coverDate")),
            doi=text(child(one, "doi")),
            kind=_KINDS.get(kind, "other"),
            cited=text(child(one, "citedby-count")),
            retracted=kind == "retracted",
            authors=_answered_authors(one),
        )


def _answered_authors(one: etree._Element) -> list[Author]:
    places = {text(child(place, "afid")): _place(place) for place in children(one, "affiliation")}
    found = []
    for author in children(one, "author"):
        number = draft.orcid(text(child(author, "orcid")))
        key = opaque("orcid", number) or opaque(KEY, text(child(author, "authid")))
        stood = [
            places.get(key_, Affiliation(institution=key_))
            for key_ in map(text, children(author, "afid"))
            if key_
        ]
        found.append(Author(key, None, tuple(dict.fromkeys(stood))))
    return found


def _place(one: etree._Element) -> Affiliation:
    parts = [text(child(one, name)) for name in ("affilname", "affiliation-city", "affiliation-country")]
    printed = without_mail(", ".join(part for part in parts if part))
    return Affiliation(printed, text(child(one, "afid")), country=draft.country(parts[2]))


SOURCE = PublicationSource(
    key=KEY,
    title="Scopus, an export",
    publisher="Elsevier",
    url="https://www.scopus.com",
    licence="subscriber-terms",
    recognises=_recognises,
    records=_records,
)
