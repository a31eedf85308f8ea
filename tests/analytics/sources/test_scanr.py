"""scanR's publications: identifiers of persons and structures. All invented."""

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.sources.reading import read
from portulan.analytics.sources.scanr import SOURCE
from portulan.analytics.tables.publication_row import Affiliation, Author, Subject, opaque

WORK: dict[str, Any] = {
    "id": "doi10.1000/abc",
    "title": {"default": "A work", "fr": "Un travail"},
    "externalIds": [{"type": "doi", "id": "10.1000/ABC"}, {"type": "hal", "id": "hal-01234567"}],
    "year": 2022,
    "publicationDate": "2022-12-15T00:00:00",
    "type": "journal-article",
    "productionType": "publication",
    "domains": [{"type": "sudoc", "code": "500"}, {"type": "keyword", "label": "word"}],
    "authors": [
        {
            "fullName": "Invented Somebody",
            "person": "idref123",
            "denormalized": {"id": "idref123", "orcid": "0000-0002-1825-0097"},
            "role": "author",
            "affiliations": [
                {
                    "name": "A laboratory, Town, somebody@example.org",
                    "detected_countries": ["fr"],
                    "rnsr": "199512345A",
                    "ror": "https://ror.org/02feahw73",
                    "ids": [{"type": "grid", "id": "grid.1.2"}, {"type": "rnsr", "id": "199512345A"}],
                },
                {"name": "Elsewhere", "detected_countries": ["fr", "sg"], "country": "Singapore", "structId": "77"},
                {"name": "", "ids": []},
            ],
        },
        {"fullName": "Invented Other", "person": "idref456"},
        {"fullName": "Invented Director", "role": "directeurthese"},
    ],
}  # fmt: skip


def test_a_work_its_authors_and_where_they_stood(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, json.dumps(WORK)).works
    assert (work.source, work.source_id, work.doi, work.hal_id) == (
        "scanr", "doi10.1000/abc", "10.1000/abc", "hal-01234567",
    )  # fmt: skip
    assert (work.title, work.year, work.kind) == ("A work", 2022, "article")
    stood = (
        Affiliation("A laboratory, Town,", "grid.1.2", "02feahw73", "FR", "rnsr-199512345A"),
        Affiliation("Elsewhere", country="SG", structure="halstruct-77"),
    )
    first = Author(opaque("orcid", "0000-0002-1825-0097"), None, stood)
    assert work.authors == (first, Author(opaque("scanr", "idref456")))
    assert work.subjects == (Subject("other", "sudoc-500"),)
    assert "Somebody" not in repr(work)
    assert "@" not in repr(work)


def test_answers_of_the_search_and_lines(tmp_path: Path) -> None:
    hit = {"_index": "x", "_id": "1", "_source": WORK}
    answer = json.dumps({"took": 1, "hits": {"total": {"value": 2}, "hits": [hit, hit]}})
    assert len(read(SOURCE, tmp_path, answer).works) == 2
    assert len(read(SOURCE, tmp_path, f"{json.dumps(WORK)}\n{json.dumps(WORK)}\n").works) == 2


def test_a_doi_in_the_identifier_alone(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, json.dumps({**WORK, "externalIds": None})).works
    assert (work.doi, work.hal_id) == ("10.1000/abc", "")


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"id": None}, "id", "missing"),
        ({"year": None, "publicationDate": None}, "publicationDate", "missing"),
        ({"title": "text"}, "title", "type"),
        ({"authors": ["x"]}, "authors", "type"),
        ({"externalIds": [{"type": "hal", "id": "x"}]}, "externalIds.hal", "pattern"),
    ],
)
def test_bad_records(tmp_path: Path, change: dict[str, Any], column: str, code: str) -> None:
    found = read(SOURCE, tmp_path, f"{json.dumps(WORK)}\n{json.dumps({**WORK, **change})}\n")
    assert (len(found.works), found.refused) == (1, [(2, column, code)])
