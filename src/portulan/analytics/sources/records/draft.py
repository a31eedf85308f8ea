"""A record made from what a source writes: normal forms, years, bounds; or refused, with the field at fault."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from portulan.analytics.sources.source import Intake
from portulan.analytics.tables import identity
from portulan.analytics.tables.countries import CODES, names
from portulan.analytics.tables.publication_row import Author, Publication, Subject
from portulan.analytics.tables.publications import FIRST_YEAR, LAST_YEAR, MOST_AUTHORS

_NOTHING = {"na", "n/a", "nan", "none", "null", "-", "--", "unknown"}
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ORCID = re.compile(r"(?:\d{4}-){3}\d{3}[\dX]")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_CODES = frozenset(CODES)


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields at fault are called in this source, so that a refusal names the one people see."""

    source_id: str
    title: str
    year: str
    doi: str
    hal_id: str = "HAL"
    authors: str = "authors"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record was read, and in which words its source speaks."""

    source: str
    file: str
    row: int
    fields: Fields


def publication(
    place: Place,
    intake: Intake,
    *,
    source_id: str,
    title: str,
    year: str,
    doi: str = "",
    hal_id: str = "",
    kind: str = "",
    cited: str = "",
    retracted: bool = False,
    updated: str = "",
    authors: Sequence[Author] = (),
    subjects: Sequence[Subject] = (),
) -> Publication | None:
    """The record, or None when it was refused: a missing or wrong identifier or year, or too many authors."""
    plain = _Plain(
        given(source_id), identity.doi(given(doi)), identity.hal(given(hal_id)), clean_title(title)
    )
    written = {"source_id": source_id, "doi": doi, "hal_id": hal_id, "year": year}
    fault = _fault(plain, written, len(authors))
    if fault is not None:
        name, code, remedy = fault
        value = str(len(authors)) if name == "authors" else written.get(name, "").strip()[:80]
        intake.refuse(place.file, place.row, code, remedy, column=getattr(place.fields, name), value=value)
        return None
    return Publication(
        source=place.source,
        source_id=plain.source_id,
        title=plain.title,
        year=_year(year),
        file=place.file,
        row=place.row,
        doi=plain.doi,
        hal_id=plain.hal_id,
        kind=kind,
        cited=int(cited) if cited.isascii() and cited.isdigit() and len(cited) < 10 else None,
        retracted=retracted,
        updated=day(updated),
        authors=tuple(authors),
        subjects=tuple(dict.fromkeys(subjects)),
    )


@dataclass(frozen=True, slots=True)
class _Plain:
    source_id: str
    doi: str
    hal_id: str
    title: str


def _fault(plain: _Plain, written: dict[str, str], authors: int) -> tuple[str, str, str] | None:
    """Field, code and remedy of the first thing that is wrong."""
    year = _year(written["year"])
    faults = (
        (not plain.source_id, "source_id", "missing", "Export the record again."),
        (
            given(written["doi"]) and not plain.doi,
            "doi",
            "pattern",
            "Write it as 10.1000/xyz, or leave it empty.",
        ),
        (given(written["hal_id"]) and not plain.hal_id, "hal_id", "pattern", "Write it as hal-01234567."),
        (not (plain.title or plain.doi), "title", "missing", "Give the record a title or a DOI."),
        (authors > MOST_AUTHORS, "authors", "too_many", f"A record may name {MOST_AUTHORS:,} authors."),
        (not given(written["year"]), "year", "missing", "Give the year of publication."),
        (year is None, "year", "not_a_date", "Write a year of four digits."),
        (
            year is not None and not FIRST_YEAR <= year <= LAST_YEAR,
            "year",
            "out_of_range",
            f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.",
        ),
    )
    return next(((name, code, remedy) for wrong, name, code, remedy in faults if wrong), None)


def _year(written: str) -> int | None:
    found = _YEAR.search(given(written))
    return int(found[1]) if found else None


def given(text: str) -> str:
    """The text without spaces around; empty when it says that there is nothing ("NA", "none")."""
    plain = text.strip()
    return "" if plain.casefold() in _NOTHING else plain


def clean_title(text: str) -> str:
    """A title in one line, without tags or characters of control, letters composed."""
    plain = _MARKUP.sub("", text)
    plain = "".join(" " if unicodedata.category(one) == "Cc" else one for one in plain)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def day(text: str) -> str:
    """The day at the start of a date and time: ``2026-01-31``; empty when there is none."""
    found = _DAY.match(text.strip())
    return found[0] if found else ""


def orcid(text: str) -> str:
    """The sixteen digits of an ORCID in groups of four, taken out of its address; empty when there is none."""
    found = _ORCID.search(text.upper())
    return found[0] if found else ""


def country(text: str) -> str:
    """ISO code of a code or an English name; empty when it is none."""
    plain = " ".join(text.strip().strip(".").split())
    return plain.upper() if plain.upper() in _CODES else names().get(plain.casefold(), "")


def country_of_address(address: str) -> str:
    """The country that ends a printed address: ``…, Gif sur Yvette, France.``, ``…, CA 94305 USA``."""
    last = address.rstrip(" .;").rpartition(",")[2].strip()
    return country(last) or country(last.rpartition(" ")[2] if last.endswith(" USA") else "")
