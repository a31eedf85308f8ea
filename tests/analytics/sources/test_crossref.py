"""Crossref's works: dates in parts, affiliations with identifiers. All invented, after its published format."""

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.sources.reading import read
from portulan.analytics.sources.crossref import SOURCE
from portulan.analytics.tables.publication_row import Affiliation, Author, opaque

WORK: dict[str, Any] = {
    "DOI": "10.1000/ABC",
    "prefix": "10.1000",
    "member": "1",
    "title": ["A <b>work</b>", "another"],
    "type": "proceedings-article",
    "issued": {"date-parts": [[None]]},
    "published-print": {"date-parts": [[2023, 4, 5]]},
    "is-referenced-by-count": 4,
    "indexed": {"date-time": "2026-01-31T10:00:00Z"},
    "updated-by": [{"type": "retraction", "DOI": "10.1000/notice"}],
    "author": [
        {
            "family": "Somebody",
            "given": "Invented",
            "ORCID": "https://orcid.org/0000-0002-1825-0097",
            "affiliation": [
                {
                    "name": "A laboratory, Singapore",
                    "id": [{"id": "https://ror.org/02feahw73", "id-type": "ROR"}],
                },
                {"name": "A university", "place": ["Town, France"]},
            ],
        },
        {"name": "A consortium"},
    ],
}


def test_a_work_and_all_that_is_said_of_it(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, json.dumps({"status": "ok", "message": WORK})).works
    assert (work.source, work.source_id, work.doi) == ("crossref", "10.1000/abc", "10.1000/abc")
    assert (work.title, work.year, work.kind, work.cited) == ("A work", 2023, "article", 4)
    assert (work.retracted, work.updated) == (True, "2026-01-31")
    stood = (
        Affiliation("A laboratory, Singapore", ror="02feahw73", country="SG"),
        Affiliation("A university", country="FR"),
    )
    assert work.authors == (Author(opaque("orcid", "0000-0002-1825-0097"), None, stood), Author())
    assert "Somebody" not in repr(work)


def test_answers_dumps_and_lines(tmp_path: Path) -> None:
    line = json.dumps(WORK)
    shapes = (
        json.dumps(
            {"status": "ok", "message": {"total-results": 2, "items": [WORK, WORK], "next-cursor": "x"}}
        ),
        json.dumps({"items": [WORK, WORK]}),
        f"{line}\n{line}\n",
    )
    assert [len(read(SOURCE, tmp_path, shape).works) for shape in shapes] == [2, 2, 2]


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"published-print": None}, "issued", "missing"),
        ({"DOI": "wrong"}, "DOI", "pattern"),
        ({"issued": {"date-parts": 2023}}, "issued", "type"),
        ({"author": {"family": "x"}}, "author", "type"),
        ({"published-print": {"date-parts": [[23]]}}, "issued", "not_a_date"),
        ({"published-print": {"date-parts": [[1023]]}}, "issued", "out_of_range"),
    ],
)
def test_bad_records(tmp_path: Path, change: dict[str, Any], column: str, code: str) -> None:
    found = read(SOURCE, tmp_path, f"{json.dumps(WORK)}\n{json.dumps({**WORK, **change})}\n")
    assert (len(found.works), found.refused) == (1, [(2, column, code)])
