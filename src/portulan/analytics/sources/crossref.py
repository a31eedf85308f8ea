"""Crossref: works as its interface answers, as its public data file holds them, or one object a line."""

from collections.abc import Iterator

from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, objects, typed
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.records.typed import Object, WrongTypeError
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables import identity
from portulan.analytics.tables.publication_row import Affiliation, Author, Publication, opaque, without_mail

KEY = "crossref"
_FIELDS = Fields("DOI", "title", "issued", "DOI", "relation", "author")
_KINDS = {
    "journal-article": "article",
    "proceedings-article": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "proceedings": "book",
    "reference-book": "book",
    "book-chapter": "book-chapter",
    "book-section": "book-chapter",
    "book-part": "book-chapter",
    "reference-entry": "reference-entry",
    "dissertation": "dissertation",
    "posted-content": "preprint",
    "report": "report",
    "dataset": "dataset",
    "peer-review": "peer-review",
    "standard": "standard",
    "grant": "grant",
}
_DATES = ("issued", "published", "published-print", "published-online", "created")


def _recognises(head: Head) -> bool:
    seen = objects.sight(head)
    return (
        seen is not None and "DOI" in seen.first and bool({"prefix", "member", "issued"} & seen.first.keys())
    )


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    seen = objects.sight(objects.head_of(file))
    found = objects.records(file, seen, intake) if seen else iter(())
    return typed.publications(
        found, file, intake, lambda row, one: _work(Place(KEY, file.name, row, _FIELDS), one, intake)
    )


def _work(place: Place, one: Object, intake: Intake) -> Publication | None:
    doi = typed.text(one, "DOI")
    return draft.publication(
        place,
        intake,
        source_id=identity.doi(doi) or doi,
        title=next(iter(typed.texts(one, "title")), ""),
        year=next((year for name in _DATES if (year := _year(one, name))), ""),
        doi=doi,
        kind=_KINDS.get(typed.text(one, "type"), "other"),
        cited=typed.text(one, "is-referenced-by-count"),
        retracted=any(
            "retraction" in typed.text(notice, "type") for notice in typed.parts(one, "updated-by")
        ),
        updated=typed.text(typed.part(one, "indexed"), "date-time"),
        authors=[_author(author) for author in typed.parts(one, "author")],
    )


def _year(one: Object, name: str) -> str:
    """The year of a date written as [[2020, 1, 31]]; a date may be [[null]]."""
    dates = typed.part(one, name).get("date-parts")
    if dates is None:
        return ""
    if not isinstance(dates, list) or not all(isinstance(date, list) for date in dates):
        raise WrongTypeError(name)
    return str(dates[0][0]) if dates and dates[0] and dates[0][0] is not None else ""


def _author(one: Object) -> Author:
    stood = dict.fromkeys(_affiliation(place) for place in typed.parts(one, "affiliation"))
    number = draft.orcid(typed.text(one, "ORCID"))
    return Author(opaque("orcid", number), None, tuple(place for place in stood if place != Affiliation()))


def _affiliation(one: Object) -> Affiliation:
    numbers = {
        typed.text(other, "id-type").upper(): typed.text(other, "id") for other in typed.parts(one, "id")
    }
    where = next(iter(typed.texts(one, "place")), "")
    text = without_mail(typed.text(one, "name"))
    return Affiliation(
        text=text,
        institution=numbers.get("WIKIDATA", "").rpartition("/")[2],
        ror=numbers.get("ROR", "").rpartition("/")[2],
        country=draft.country_of_address(where) or draft.country_of_address(text),
    )


SOURCE = PublicationSource(
    key=KEY,
    title="Crossref, works",
    publisher="Crossref",
    url="https://www.crossref.org",
    licence="CC0-1.0",
    recognises=_recognises,
    records=_records,
)
