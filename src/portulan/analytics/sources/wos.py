"""Web of Science: the tagged text ("plain text file") and the table separated by tabs that it exports."""

import re
from collections.abc import Iterator, Mapping

from portulan.analytics.sources import raw
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, sheets
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.publication_row import (
    Affiliation,
    Author,
    Publication,
    Subject,
    opaque,
    without_mail,
)

KEY = "wos"
_FIELDS = Fields("UT", "TI", "PY", "DI", authors="AU")
_TAG = re.compile(r"([A-Z][A-Z0-9]) (.*)|([A-Z][A-Z0-9])\s*$")
_BRACKETS = re.compile(r"\[([^\]]*)\]\s*([^\[]*)")
_UT = re.compile(r"[A-Z]{2,10}:\S+")
_TABLE = ("PT", "AU", "TI", "PY", "UT")
_MORE = ("AF", "C1", "RP", "DI", "DT", "TC", "WC", "EA", "OI", "DA")
_ONE_A_LINE = {"AU", "AF", "C1"}  # of the tagged text; in the table all values of a tag share a cell
_MOST = 1 << 22  # characters of one record
_KINDS = (
    ("retracted publication", "article"),
    ("book chapter", "book-chapter"),
    ("book review", "book-review"),
    ("book", "book"),
    ("review", "review"),
    ("data paper", "article"),
    ("proceedings paper", "article"),
    ("article", "article"),
    ("letter", "letter"),
    ("editorial", "editorial"),
    ("correction", "erratum"),
)
_PLACES = {
    "peoples r china": "CN",
    "england": "GB",
    "north ireland": "GB",
    "turkiye": "TR",
    "u arab emirates": "AE",
    "bosnia & herceg": "BA",
    "trinidad tobago": "TT",
    "cote ivoire": "CI",
    "rep congo": "CG",
    "dem rep congo": "CD",
    "papua n guinea": "PG",
    "cent afr republ": "CF",
    "dominican rep": "DO",
    "antigua & barbu": "AG",
    "st kitts & nevi": "KN",
    "sao tome & prin": "ST",
    "byelarus": "BY",
    "fed rep ger": "DE",
    "kosovo": "XK",
}

Tags = Mapping[str, list[str]]


def _recognises(head: Head) -> bool:
    return _is_tagged(head) or sheets.delimiter(head, _TABLE) == "\t"


def _is_tagged(head: Head) -> bool:
    lines = [line.rstrip("\r") for line in head.text.lstrip("\ufeff").split("\n", 40)[:40]]
    return any(line.startswith("FN ") for line in lines[:3]) and any(
        re.match(r"PT \w", line) for line in lines
    )


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    found = _tagged(file, intake) if _is_tagged(_head(file)) else _table(file, intake)
    for row, tags in found:
        publication = _work(Place(KEY, file.name, row, _FIELDS), tags, intake)
        if publication is not None:
            yield publication


def _head(file: RawFile) -> Head:
    lines = (line for _, line in zip(range(40), (text for _, text in raw.lines(file)), strict=False))
    return Head("\n".join(lines))


def _table(file: RawFile, intake: Intake) -> Iterator[tuple[int, Tags]]:
    for row, cells in sheets.records(file, intake, required=_TABLE, optional=_MORE):
        yield row, {tag: _split(tag, text) for tag, text in cells.items() if text}


def _split(tag: str, text: str) -> list[str]:
    if tag == "C1":
        return [f"[{names}] {address}".strip(" ;") for names, address in _BRACKETS.findall(text)] or [
            one for one in text.split("; ") if one
        ]
    return text.split("; ") if tag in _ONE_A_LINE else [text]


def _tagged(file: RawFile, intake: Intake) -> Iterator[tuple[int, Tags]]:
    """Records from PT to ER; a record that EF or the end of the file cuts short is refused."""
    tags: dict[str, list[str]] = {}
    start, size, last = 0, 0, ""
    for number, text in raw.lines(file):
        line = text.rstrip("\r").removeprefix("\ufeff")
        found = _TAG.fullmatch(line)
        tag = (found[1] or found[3]) if found else ""
        if tag == "PT" and not tags:
            start, size = number, 0
        if tag == "ER" and tags:
            intake.read += 1
            yield start, tags
            tags, last = {}, ""
        elif tag not in {"FN", "VR", "EF", "ER"} and (tag or last) and line.strip():
            last = tag or last
            tags.setdefault(last, []).append((found[2] or "") if found and tag else line.strip())
            size += len(line)
            if size > _MOST:
                raw.refuse(file.name, "too_long", "Look for a record that no line ER ends.", row=start)
    if tags:
        intake.read += 1
        intake.refuse(
            file.name, start, "truncated", "Export the record again: no line ER ends it.", column="ER"
        )


def _work(place: Place, tags: Tags, intake: Intake) -> Publication | None:
    identifier = _joined(tags, "UT")
    document = _joined(tags, "DT").casefold()
    return draft.publication(
        place,
        intake,
        source_id=identifier if _UT.fullmatch(identifier) else "",
        title=_joined(tags, "TI"),
        year=_joined(tags, "PY") or _joined(tags, "EA"),
        doi=_joined(tags, "DI"),
        kind=next((kind for words, kind in _KINDS if words in document), "other"),
        cited=_joined(tags, "TC"),
        retracted="retracted publication" in document,
        updated=_joined(tags, "DA"),
        authors=_authors(tags),
        subjects=_subjects(tags),
    )


def _joined(tags: Tags, tag: str) -> str:
    return " ".join(tags.get(tag, ())).strip()


def _authors(tags: Tags) -> list[Author]:
    """Authors in order, told apart by their names as printed; the names are used here and go no further.

    An address without names in brackets is claimed for every author: the record does not say whose it is.
    """
    short, full = tags.get("AU", []), tags.get("AF", [])
    stood = _stood(tags)
    keys, corresponding = _orcids(tags), _corresponding(tags)
    authors = []
    for place, name in enumerate(short):
        known = [_plain(full[place]), _plain(name)] if len(full) == len(short) else [_plain(name)]
        own = next((stood[other] for other in known if other in stood), [])
        key = next((keys[other] for other in known if other in keys), "")
        places = tuple(dict.fromkeys([*own, *stood.get("", [])]))
        authors.append(Author(key, _plain(name) in corresponding if corresponding else None, places))
    return authors


def _stood(tags: Tags) -> dict[str, list[Affiliation]]:
    """Addresses by name as printed in brackets before them; those without brackets under ""."""
    found: dict[str, list[Affiliation]] = {}
    for text in tags.get("C1", []):
        bracketed = _BRACKETS.fullmatch(text)
        names, address = (bracketed[1], bracketed[2]) if bracketed else ("", text)
        place = Affiliation(without_mail(address).rstrip("."), country=country(address))
        for name in names.split(";"):
            found.setdefault(_plain(name), []).append(place)
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(".", "").split())


def _orcids(tags: Tags) -> dict[str, str]:
    """Keys by name, from "Name/0000-0000-0000-0000; …"."""
    found = {}
    for one in _joined(tags, "OI").split(";"):
        name, _, number = one.rpartition("/")
        if name and draft.orcid(number):
            found[_plain(name)] = opaque("orcid", draft.orcid(number))
    return found


def _corresponding(tags: Tags) -> set[str]:
    """Names before "(corresponding author)", or before "(reprint author)" in older files."""
    text = _joined(tags, "RP")
    before = re.findall(r"([^.()]*?)\s*\((?:corresponding|reprint) author\)", text)
    return {_plain(name) for names in before for name in names.split(";") if name.strip()}


def country(address: str) -> str:
    """The country that ends an address, in the words of Web of Science; empty when it is none we know."""
    last = address.rstrip(" .;").rpartition(",")[2].strip().casefold()
    return _PLACES.get(last, "") or draft.country_of_address(address)


def _subjects(tags: Tags) -> list[Subject]:
    names = [name.strip() for name in _joined(tags, "WC").split(";") if name.strip()]
    return [Subject("wos", name, main=place == 0) for place, name in enumerate(dict.fromkeys(names))]


SOURCE = PublicationSource(
    key=KEY,
    title="Web of Science, an export",
    publisher="Clarivate",
    url="https://www.webofscience.com",
    licence="subscriber-terms",
    recognises=_recognises,
    records=_records,
)
