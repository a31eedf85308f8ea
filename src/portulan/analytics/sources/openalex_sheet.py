"""OpenAlex works as the CSV that its site exports: several values in a cell are joined by an upright bar."""

from collections.abc import Iterator

from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, sheets
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.publication_row import Affiliation, Author, Publication, opaque

_REQUIRED = ("id", "display_name", "publication_year", "authorships.author.id")
_OPTIONAL = (
    "doi",
    "type",
    "cited_by_count",
    "is_retracted",
    "updated_date",
    "authorships.is_corresponding",
    "authorships.institutions.id",
    "authorships.countries",
)
_FIELDS = Fields("id", "display_name", "publication_year", "doi", authors="authorships.author.id")
_BAR = "|"


def is_sheet(head: Head) -> bool:
    return sheets.delimiter(head, _REQUIRED) != ""


def sheet_records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    for row, one in sheets.records(file, intake, required=_REQUIRED, optional=_OPTIONAL):
        identifier = one["id"].rpartition("/")[2]
        found = draft.publication(
            Place("openalex", file.name, row, _FIELDS),
            intake,
            source_id=identifier if identifier[:1] == "W" and identifier[1:].isdigit() else "",
            title=one["display_name"],
            year=one["publication_year"],
            doi=one["doi"],
            kind=one["type"],
            cited=one["cited_by_count"],
            retracted=one["is_retracted"].casefold() == "true",
            updated=one["updated_date"],
            authors=_authors(one),
        )
        if found is not None:
            yield found


def _authors(one: dict[str, str]) -> list[Author]:
    """The authors in order. The export does not say who stood where: each institution is claimed for all of them."""
    keys = [one_key.rpartition("/")[2] for one_key in sheets.cells(one["authorships.author.id"], _BAR)]
    said = [text.casefold() == "true" for text in sheets.cells(one["authorships.is_corresponding"], _BAR)]
    institutions = dict.fromkeys(
        text.rpartition("/")[2] for text in sheets.cells(one["authorships.institutions.id"], _BAR) if text
    )
    codes = dict.fromkeys(sheets.cells(one["authorships.countries"], _BAR))
    stood = (
        *(Affiliation(institution=key) for key in institutions),
        *(Affiliation(country=code) for text in codes if (code := draft.country(text))),
    )
    known = len(said) == len(keys)
    return [
        Author(opaque("openalex", key), said[place] if known else None, stood)
        for place, key in enumerate(keys)
    ]
