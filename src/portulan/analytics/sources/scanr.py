"""scanR: publications of the French ministry's search engine, as it answers or one object a line."""

import re
from collections.abc import Iterable, Iterator

from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, objects, typed
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.records.typed import Object
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.publication_row import (
    Affiliation,
    Author,
    Publication,
    Subject,
    opaque,
    without_mail,
)
from portulan.analytics.tables.structures import RNSR

KEY = "scanr"
_FIELDS = Fields("id", "title", "publicationDate", "externalIds.doi", "externalIds.hal", "authors")
_KINDS = {
    "journal-article": "article",
    "proceedings": "article",
    "book": "book",
    "book-chapter": "book-chapter",
    "these": "dissertation",
    "thesis": "dissertation",
    "preprint": "preprint",
    "report": "report",
    "dataset": "dataset",
}
_NOT_AUTHORS = ("directeurthese", "rapporteur", "presidentjury", "membrejury", "editor", "translator")


def _is_publication(keys: Iterable[str]) -> bool:
    return {"id", "title", "productionType"} <= set(keys)


def _recognises(head: Head) -> bool:
    seen = objects.sight(head)
    if seen is None:
        return False
    hit = "_source" in seen.first and '"productionType"' in head.text
    return hit or _is_publication(seen.first)


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    seen = objects.sight(objects.head_of(file))
    found = objects.records(file, seen, intake) if seen else iter(())
    return typed.publications(
        found, file, intake, lambda row, one: _work(Place(KEY, file.name, row, _FIELDS), one, intake)
    )


def _work(place: Place, hit: Object, intake: Intake) -> Publication | None:
    one = typed.part(hit, "_source") if "_source" in hit else hit
    known = {typed.text(other, "type"): typed.text(other, "id") for other in typed.parts(one, "externalIds")}
    identifier = typed.text(one, "id")
    return draft.publication(
        place,
        intake,
        source_id=identifier,
        title=_title(typed.part(one, "title")),
        year=typed.text(one, "year") or typed.text(one, "publicationDate"),
        doi=known.get("doi", "") or (identifier[3:] if identifier.startswith("doi10.") else ""),
        hal_id=known.get("hal", ""),
        kind=_KINDS.get(typed.text(one, "type"), "other"),
        authors=[_author(author) for author in _signed(typed.parts(one, "authors"))],
        subjects=_subjects(one),
    )


def _title(title: Object) -> str:
    return typed.text(title, "default") or typed.text(title, "en") or typed.text(title, "fr")


def _signed(people: list[Object]) -> list[Object]:
    return [one for one in people if typed.text(one, "role") not in _NOT_AUTHORS]


def _author(one: Object) -> Author:
    """An ORCID is a key in every source; else the number of the person in IdRef."""
    known = typed.part(one, "denormalized")
    number = draft.orcid(typed.text(known, "orcid"))
    person = typed.text(one, "person") or typed.text(known, "id")
    key = opaque("orcid", number) or opaque(KEY, person)
    stood = dict.fromkeys(_affiliation(place) for place in typed.parts(one, "affiliations"))
    return Author(key, None, tuple(place for place in stood if place != Affiliation()))


def _affiliation(one: Object) -> Affiliation:
    known = {typed.text(other, "type"): typed.text(other, "id") for other in typed.parts(one, "ids")}
    ror = (typed.text(one, "ror") or known.get("ror", "")).rpartition("/")[2]
    rnsr = typed.text(one, "rnsr") or known.get("rnsr", "")
    hal = typed.text(one, "structId")
    codes = typed.texts(one, "detected_countries")
    structure = f"rnsr-{rnsr}" if re.fullmatch(RNSR, rnsr) else f"halstruct-{hal}" if hal.isdigit() else ""
    return Affiliation(
        text=without_mail(typed.text(one, "name")),
        institution=known.get("grid", "") or known.get("siren", "") or known.get("sirene", ""),
        ror=ror,
        country=draft.country(codes[0] if len(set(codes)) == 1 else typed.text(one, "country")),
        structure=structure,
    )


def _subjects(one: Object) -> list[Subject]:
    domains = (domain for domain in typed.parts(one, "domains") if typed.text(domain, "type") == "sudoc")
    return [Subject("other", f"sudoc-{code}") for domain in domains if (code := typed.text(domain, "code"))]


SOURCE = PublicationSource(
    key=KEY,
    title="scanR, publications",
    publisher="Ministère de l'Enseignement supérieur et de la Recherche",
    url="https://scanr.enseignementsup-recherche.gouv.fr",
    licence="Licence-Ouverte-2.0",
    recognises=_recognises,
    records=_records,
)
