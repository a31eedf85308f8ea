"""HAL's export in TEI: works first, then the structures that their authors name by number."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, elements
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.records.elements import child, children, text
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.publication_row import Affiliation, Author, Publication, Subject, opaque

KINDS = {
    "ART": "article",
    "COMM": "article",
    "PROCEEDINGS": "book",
    "OUV": "book",
    "DOUV": "book",
    "COUV": "book-chapter",
    "THESE": "dissertation",
    "HDR": "dissertation",
    "MEM": "dissertation",
    "ETABTHESE": "dissertation",
    "UNDEFINED": "preprint",
    "PREPRINT": "preprint",
    "REPORT": "report",
    "REPORT_LABO": "report",
    "SOFTWARE": "software",
    "NOTICE": "reference-entry",
    "CREPORT": "report",
    "NOTE": "article",
}
_FIELDS = Fields("idno[@type='halId']", "title", "date", "idno[@type='doi']", "idno[@type='halId']", "author")
_AUTHORS = ("aut", "crp")
_MOST_STRUCTURES = 500_000
_DATES = ("datePub", "whenPublished", "dateDefended", "whenProduced", "whenSubmitted")
_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class _Structure:
    name: str
    ror: str
    rnsr: str
    country: str


def is_tei(head: Head) -> bool:
    """Whether the file is TEI as HAL writes it."""
    name, attributes = elements.root(head)
    return name == "TEI" and "archives-ouvertes.fr" in attributes


def records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    """Works of the file, which is read twice: its structures come after the works that name them."""
    structures = _structures(file)
    for row, element in elements.elements(file, "biblFull"):
        intake.read += 1
        found = _work(Place("hal", file.name, row, _FIELDS), element, structures, intake)
        if found is not None:
            yield found


def subject(code: str, *, main: bool = False) -> Subject:
    """A domain of HAL: ``info.info-lo`` stands under ``info``."""
    return Subject("hal", code.split(".", maxsplit=1)[0], code, main)


def _structures(file: RawFile) -> dict[str, _Structure]:
    found: dict[str, _Structure] = {}
    for row, element in elements.elements(file, "org"):
        key = element.get(_ID) or ""
        if key:
            found[key] = _structure(element)
        if len(found) > _MOST_STRUCTURES:
            raw.refuse(file.name, "too_long", "Export the works in several files.", row=row, column="org")
    return found


def _structure(element: etree._Element) -> _Structure:
    numbers = {(one.get("type") or "").upper(): text(one) for one in children(element, "idno")}
    place = child(element, "desc/address/country")
    return _Structure(
        name=text(child(element, "orgName")),
        ror=numbers.get("ROR", "").rpartition("/")[2],
        rnsr=numbers.get("RNSR", ""),
        country=draft.country("" if place is None else place.get("key") or ""),
    )


def _work(
    place: Place, element: etree._Element, structures: dict[str, _Structure], intake: Intake
) -> Publication | None:
    identifier = _first(element, "publicationStmt/idno", "halId")
    return draft.publication(
        place,
        intake,
        source_id=identifier,
        title=text(child(element, "titleStmt/title")),
        year=_year(element),
        doi=_first(element, "sourceDesc/biblStruct/idno", "doi"),
        hal_id=identifier,
        kind=KINDS.get(_code(element, "halTypology"), "other"),
        updated=_modified(element),
        authors=_authors(element, structures),
        subjects=_subjects(element),
    )


def _first(element: etree._Element, path: str, kind: str) -> str:
    return next((text(one) for one in children(element, path) if one.get("type") == kind), "")


def _year(element: etree._Element) -> str:
    """The date of publication; of a work that gives none, that of its making, then of its deposit."""
    dates = [
        *children(element, "sourceDesc/biblStruct/monogr/imprint/date"),
        *children(element, "editionStmt/edition/date"),
    ]
    known = {one.get("type") or "": text(one) for one in dates if text(one)}
    return next((known[kind] for kind in _DATES if kind in known), "")


def _modified(element: etree._Element) -> str:
    dates = children(element, "editionStmt/edition/date")
    return max((text(one) for one in dates if one.get("type") == "whenModified"), default="")


def _code(element: etree._Element, scheme: str) -> str:
    codes = children(element, "profileDesc/textClass/classCode")
    return next((one.get("n") or "" for one in codes if one.get("scheme") == scheme), "")


def _authors(element: etree._Element, structures: dict[str, _Structure]) -> list[Author]:
    people = list(children(element, "titleStmt/author"))
    signed = [one for one in people if one.get("role") in _AUTHORS] or people
    said = any(one.get("role") == "crp" for one in signed)
    return [_author(one, structures, said=said) for one in signed]


def _author(element: etree._Element, structures: dict[str, _Structure], *, said: bool) -> Author:
    numbers = (one for one in children(element, "idno") if one.get("type") == "idhal")
    person = next((text(one) for one in numbers if one.get("notation") == "numeric"), "")
    named = [
        one.get("ref", "").lstrip("#")
        for name in ("affiliation", "orgName")
        for one in children(element, name)
    ]
    stood = [_affiliation(key, structures.get(key)) for key in dict.fromkeys(named) if key]
    return Author(opaque("hal", person), element.get("role") == "crp" if said else None, tuple(stood))


def _affiliation(key: str, one: _Structure | None) -> Affiliation:
    number = key.removeprefix("struct-")
    if one is None:
        return Affiliation(institution=number, structure=f"halstruct-{number}")
    structure = f"rnsr-{one.rnsr}" if one.rnsr else f"halstruct-{number}"
    return Affiliation(one.name, number, one.ror, one.country, structure)


def _subjects(element: etree._Element) -> list[Subject]:
    codes = [
        one.get("n") or ""
        for one in children(element, "profileDesc/textClass/classCode")
        if one.get("scheme") == "halDomain"
    ]
    return [subject(code, main=place == 0) for place, code in enumerate(dict.fromkeys(filter(None, codes)))]
