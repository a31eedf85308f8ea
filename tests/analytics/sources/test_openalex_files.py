"""Works of OpenAlex as its interface gives them. All invented."""

import json
from pathlib import Path
from typing import Any

from analytics.sources.reading import read
from portulan.analytics.sources.openalex_files import SOURCE, number
from portulan.analytics.tables.publication_row import Affiliation, Author, Subject, opaque

WORK: dict[str, Any] = {
    "id": "https://openalex.org/W12",
    "doi": "https://doi.org/10.1000/ABC",
    "title": "A <i>work</i>",
    "publication_year": 2024,
    "type": "article",
    "cited_by_count": 7,
    "is_retracted": True,
    "updated_date": "2026-01-31T10:00:00.123",
    "locations": [
        {"landing_page_url": "https://arxiv.org/abs/2401.00001"},
        {"landing_page_url": "https://hal.science/hal-01234567v2"},
    ],
    "authorships": [
        {
            "author": {"id": "https://openalex.org/A1", "display_name": "Invented Somebody"},
            "is_corresponding": True,
            "countries": ["FR", "SG"],
            "institutions": [
                {"id": "https://openalex.org/I1", "ror": "https://ror.org/02feahw73", "country_code": "FR"}
            ],
            "raw_affiliation_strings": ["Lab, Town, France, somebody@example.org", "Another place"],
            "affiliations": [
                {"raw_affiliation_string": "Lab, Town, France, somebody@example.org", "institution_ids": ["https://openalex.org/I1"]}
            ],
        },
        {"author": {}, "is_corresponding": None, "institutions": [], "countries": None},
    ],
    "primary_topic": {"id": "https://openalex.org/T10"},
    "topics": [
        {"id": "https://openalex.org/T10", "field": {"id": "https://openalex.org/fields/17"}},
        {"id": "https://openalex.org/T11", "field": {"id": "https://openalex.org/fields/26"}},
    ],
}  # fmt: skip


def test_a_work_and_all_that_is_said_of_it(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, json.dumps(WORK)).works
    assert (work.source, work.source_id, work.doi, work.hal_id) == (
        "openalex",
        "W12",
        "10.1000/abc",
        "hal-01234567",
    )
    assert (work.title, work.year, work.kind, work.cited) == ("A work", 2024, "article", 7)
    assert (work.retracted, work.updated, work.row) == (True, "2026-01-31", 1)
    stood = (
        Affiliation("Lab, Town, France,", "I1", "02feahw73", "FR"),
        Affiliation("Another place"),
        Affiliation(country="SG"),
    )
    assert work.authors == (Author(opaque("openalex", "A1"), True, stood), Author())
    assert work.subjects == (Subject("asjc", "17", "T10", True), Subject("asjc", "26", "T11"))
    assert "Somebody" not in repr(work)
    assert "@" not in repr(work)


def test_lists_lines_and_answers_hold_the_same(tmp_path: Path) -> None:
    line = json.dumps(WORK)
    shapes = (
        f"{line}\n{line}\n",
        f"[{line},\n{line}]",
        json.dumps({"meta": {"count": 2}, "results": [WORK, WORK]}),
    )
    found = [read(SOURCE, tmp_path, shape) for shape in shapes]
    assert [(len(one.works), one.read, one.refused) for one in found] == [(2, 2, [])] * 3
    pretty = read(SOURCE, tmp_path, json.dumps(WORK, indent=2) + json.dumps(WORK, indent=2))
    assert [work.row for work in pretty.works] == [1, 2]


def test_bad_records_are_refused_one_by_one(tmp_path: Path) -> None:
    bad = [
        {**WORK, "id": "https://openalex.org/W13", "publication_year": None},
        {**WORK, "id": "https://openalex.org/A1"},
        {**WORK, "doi": "nonsense"},
        {**WORK, "authorships": "Somebody"},
        {**WORK, "title": ["a list"]},
        {**WORK, "authorships": [{}] * 10_000},
        {**WORK, "title": None, "display_name": None, "doi": None},
    ]
    lines = [json.dumps(one) for one in (WORK, *bad)] + ["{broken", "[]"]
    found = read(SOURCE, tmp_path, "\n".join(lines))
    assert (found.read, len(found.works)) == (10, 1)
    assert found.refused == [
        (2, "publication_year", "missing"),
        (3, "id", "missing"),
        (4, "doi", "pattern"),
        (5, "authorships", "type"),
        (6, "title", "type"),
        (7, "authorships", "too_many"),
        (8, "title", "missing"),
        (9, "", "json"),
        (10, "", "json"),
    ]


def test_the_end_of_an_address() -> None:
    assert number("https://openalex.org/I123") == "I123"
    assert number("") == ""
