"""Works, authors' places, affiliations, subjects, claims, retired records: what a row must satisfy."""

from typing import Any

import pytest

from analytics.tables.checking import broken, check, twice, units
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables import publications as tables
from portulan.analytics.tables.contract import Contract

USUAL = "Correct the value in the file, or take the row out."
WORK = {
    "work": "12",
    "source": "openalex",
    "source_id": "W12",
    "doi": "10.1000/xyz",
    "hal_id": "hal-00000001",
    "title": "Tides",
    "year": "2022",
    "type": "article",
    "authors": "3",
    "cited": "5",
    "retracted": "false",
    "updated": "2026-01-31",
    "field": "asjc-17",
}
PLACE = {
    "work": "12",
    "place": "1",
    "author": "A1",
    "position": "first",
    "corresponding": "true",
    "texts": ["Institute of Tides"],
}
STOOD = {
    "work": "12",
    "place": "1",
    "source": "openalex",
    "institution": "I1",
    "ror": "0aaaaaa01",
    "country": "SG",
    "structure": "",
    "position": "first",
    "corresponding": "true",
}
ABOUT = {"work": "12", "scheme": "asjc", "field": "17", "code": "T1", "main": "true"}
CLAIM = {
    "source": "hal",
    "source_id": "hal-00000001",
    "work": "12",
    "how": "doi",
    "doi": "10.1000/xyz",
    "hal_id": "hal-00000001",
    "year": "2022",
    "cited": "1",
    "updated": "",
}
GONE = {"source": "openalex", "source_id": "W13", "into": "W12", "since": "2026-01-31"}
GOOD = [
    (tables.WORKS, WORK),
    (tables.AUTHORSHIPS, PLACE),
    (tables.AFFILIATIONS, STOOD),
    (tables.SUBJECTS, ABOUT),
    (tables.CLAIMS, CLAIM),
    (tables.RETIRED, GONE),
]


@pytest.mark.parametrize(("contract", "row"), GOOD, ids=lambda one: getattr(one, "name", ""))
def test_a_good_row_is_taken_once(engine: Engine, contract: Contract, row: dict[str, Any]) -> None:
    accepted, faults = check(engine, contract, [row])
    assert (len(accepted), faults) == (1, [])
    (again,) = twice(engine, contract, row)
    assert again[4] == "duplicate"


def test_units() -> None:
    assert units(tables.WORKS) == {
        "year": "year",
        "authors": "author",
        "cited": "citation",
    }


def test_a_broken_cell_of_a_work(engine: Engine) -> None:
    changes = [
        ("work", "0"),
        ("source_id", ""),
        ("doi", "doi.org/10.1"),
        ("hal_id", "hal-1"),
        ("year", "3022"),
        ("authors", "10000"),
        ("cited", "-1"),
    ]
    assert broken(engine, tables.WORKS, WORK, changes) == [
        ("work", "0", "out_of_range", USUAL),
        ("source_id", "", "missing", USUAL),
        ("doi", "doi.org/10.1", "pattern", USUAL),
        ("hal_id", "hal-1", "pattern", USUAL),
        ("year", "3022", "out_of_range", USUAL),
        ("authors", "10000", "out_of_range", USUAL),
        ("cited", "-1", "out_of_range", USUAL),
    ]


def test_a_broken_cell_elsewhere(engine: Engine) -> None:
    assert broken(
        engine, tables.AFFILIATIONS, STOOD, [("ror", "x"), ("country", "ZZ"), ("position", "top")]
    ) == [
        ("ror", "x", "pattern", USUAL),
        ("country", "ZZ", "country", USUAL),
        ("position", "top", "not_allowed", USUAL),
    ]
    assert broken(engine, tables.SUBJECTS, ABOUT, [("scheme", "mine"), ("field", "")]) == [
        ("scheme", "mine", "not_allowed", USUAL),
        ("field", "", "missing", USUAL),
    ]
    assert broken(engine, tables.CLAIMS, CLAIM, [("how", "guess")]) == [
        ("how", "guess", "not_allowed", USUAL)
    ]
