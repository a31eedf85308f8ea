"""OpenAlex works in files that a person holds: JSON objects of the API, and the CSV that its site exports."""

from collections.abc import Iterator

from portulan.analytics.sources.openalex_sheet import is_sheet, sheet_records
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, objects, typed
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.records.typed import Object
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables import identity
from portulan.analytics.tables.publication_row import (
    Affiliation,
    Author,
    Publication,
    Subject,
    opaque,
    without_mail,
)

KEY = "openalex"
_ADDRESS = "https://openalex.org/"
_FIELDS = Fields("id", "title", "publication_year", "doi", "locations", "authorships")


def _recognises(head: Head) -> bool:
    seen = objects.sight(head)
    return (seen is not None and seen.first.get("id", "").startswith(f"{_ADDRESS}W")) or is_sheet(head)


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    seen = objects.sight(objects.head_of(file))
    if seen is None:
        return sheet_records(file, intake)
    found = objects.records(file, seen, intake)
    return typed.publications(
        found, file, intake, lambda row, one: _work(Place(KEY, file.name, row, _FIELDS), one, intake)
    )


def number(address: str) -> str:
    """The identifier that ends an address of OpenAlex: ``https://openalex.org/I123`` gives ``I123``."""
    return address.rpartition("/")[2]


def _work(place: Place, one: Object, intake: Intake) -> Publication | None:
    identifier = typed.text(one, "id")
    return draft.publication(
        place,
        intake,
        source_id=number(identifier) if identifier.startswith(f"{_ADDRESS}W") else "",
        title=typed.text(one, "title") or typed.text(one, "display_name"),
        year=typed.text(one, "publication_year"),
        doi=typed.text(one, "doi"),
        hal_id=_hal_of(one),
        kind=typed.text(one, "type"),
        cited=typed.text(one, "cited_by_count"),
        retracted=bool(typed.flag(one, "is_retracted")),
        updated=typed.text(one, "updated_date"),
        authors=[_author(author) for author in typed.parts(one, "authorships")],
        subjects=_subjects(one),
    )


def _hal_of(one: Object) -> str:
    """The HAL identifier of a copy in HAL; other archives' addresses are passed over."""
    pages = (typed.text(location, "landing_page_url") for location in typed.parts(one, "locations"))
    return next((found for page in pages if "hal." in page and (found := identity.hal(page))), "")


def _author(one: Object) -> Author:
    key = opaque(KEY, number(typed.text(typed.part(one, "author"), "id")))
    return Author(key, typed.flag(one, "is_corresponding"), tuple(_affiliations(one)))


def _affiliations(one: Object) -> Iterator[Affiliation]:
    printed = _printed(one)
    countries = set()
    named = set()
    for institution in typed.parts(one, "institutions"):
        key = number(typed.text(institution, "id"))
        country = draft.country(typed.text(institution, "country_code"))
        countries.add(country)
        written = printed.get(key, "")
        named.add(written)
        yield Affiliation(written, key, number(typed.text(institution, "ror")), country)
    for text in dict.fromkeys(typed.texts(one, "raw_affiliation_strings")):
        if (plain := without_mail(text)) and plain not in named:
            yield Affiliation(plain)
    for code in typed.texts(one, "countries"):
        if (country := draft.country(code)) and country not in countries:
            yield Affiliation(country=country)


def _printed(one: Object) -> dict[str, str]:
    """The first printed address that led to each institution."""
    found: dict[str, str] = {}
    for printed in typed.parts(one, "affiliations"):
        for institution in typed.texts(printed, "institution_ids"):
            found.setdefault(number(institution), without_mail(typed.text(printed, "raw_affiliation_string")))
    return found


def _subjects(one: Object) -> list[Subject]:
    main = typed.text(typed.part(one, "primary_topic"), "id")
    found = []
    for topic in typed.parts(one, "topics"):
        field = number(typed.text(typed.part(topic, "field"), "id"))
        if field:
            found.append(
                Subject("asjc", field, number(typed.text(topic, "id")), typed.text(topic, "id") == main)
            )
    return found


SOURCE = PublicationSource(
    key=KEY,
    title="OpenAlex, works in a file",
    publisher="OpenAlex",
    url="https://openalex.org",
    licence="CC0-1.0",
    recognises=_recognises,
    records=_records,
)
