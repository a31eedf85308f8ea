"""The registry of organisations, and OpenAlex."""

import pytest

from analytics.tables.checking import Row, broken, check, twice, units
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables import organisations
from portulan.analytics.tables.contract import Contract

ROR = "0aaaaaa01"
USUAL = "Correct the value in the file, or take the row out."
COUNTRY = "Write the ISO code of two letters."
GOOD: dict[str, Row] = {
    "ORGANISATIONS": {
        "ror": ROR,
        "name": "Us",
        "status": "active",
        "types": ["education"],
        "established": "1950",
        "website": "",
        "country": "FR",
        "city": "",
        "latitude": "-90",
        "longitude": "180",
        "as_of": "2025-01-02",
    },
    "ORGANISATION_NAMES": {"ror": ROR, "name": "Us", "lang": "", "kinds": ["label"]},
    "ORGANISATION_IDS": {"ror": ROR, "kind": "isni", "value": "1"},
    "ORGANISATION_RELATIONS": {"ror": ROR, "kind": "parent", "other": "0bbbbbb02", "label": "Them"},
    "OPENALEX_INSTITUTIONS": {
        "openalex": "I2",
        "ror": ROR,
        "name": "Us",
        "country": "",
        "works": "5000",
        "cited_by": "0",
    },
}


def contract(name: str) -> Contract:
    found: Contract = getattr(organisations, name)
    return found


def test_an_organisation_takes_its_types(engine: Engine) -> None:
    numbers = {"established": 1950, "latitude": -90.0, "longitude": 180.0}
    good = GOOD["ORGANISATIONS"]
    assert check(engine, organisations.ORGANISATIONS, [good]) == ([{**good, **numbers}], [])


def test_an_institution_takes_its_types(engine: Engine) -> None:
    good = GOOD["OPENALEX_INSTITUTIONS"]
    expected = {**good, "works": 5000, "cited_by": 0}
    assert check(engine, organisations.OPENALEX_INSTITUTIONS, [good]) == ([expected], [])


def test_units() -> None:
    assert units(organisations.ORGANISATIONS) == {
        "established": "year",
        "latitude": "degree",
        "longitude": "degree",
    }
    assert units(organisations.OPENALEX_INSTITUTIONS) == {"works": "works", "cited_by": "citations"}


BROKEN = [
    (
        "ORGANISATIONS",
        [
            ("ror", "1aaaaaa01", "pattern", USUAL),
            ("name", "", "missing", USUAL),
            ("status", "closed", "not_allowed", USUAL),
            ("established", "long ago", "not_a_number", USUAL),
            ("established", "2101", "out_of_range", USUAL),
            ("country", "ZZ", "country", COUNTRY),
            ("country", "", "missing", COUNTRY),
            ("latitude", "90.5", "out_of_range", USUAL),
            ("longitude", "-181", "out_of_range", USUAL),
        ],
    ),
    ("ORGANISATION_NAMES", [("ror", "", "missing", USUAL), ("name", "", "missing", USUAL)]),
    ("ORGANISATION_IDS", [("kind", "", "missing", USUAL), ("value", "", "missing", USUAL)]),
    ("ORGANISATION_RELATIONS", [("kind", "", "missing", USUAL), ("other", "them", "pattern", USUAL)]),
    (
        "OPENALEX_INSTITUTIONS",
        [
            ("openalex", "2", "pattern", USUAL),
            ("ror", "", "missing", USUAL),
            ("name", "", "missing", USUAL),
            ("country", "XX", "country", COUNTRY),
            ("works", "", "missing", USUAL),
            ("works", "-1", "out_of_range", USUAL),
            ("cited_by", "1e", "not_a_number", USUAL),
        ],
    ),
]


@pytest.mark.parametrize(("name", "faults"), BROKEN)
def test_a_broken_cell(engine: Engine, name: str, faults: list[tuple[str, str, str, str]]) -> None:
    changes = [(column, value) for column, value, *_ in faults]
    assert broken(engine, contract(name), GOOD[name], changes) == faults


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("ORGANISATIONS", "ror", ROR),
        ("ORGANISATION_NAMES", "ror|name|lang", f"{ROR}|Us|"),
        ("ORGANISATION_IDS", "ror|kind|value", f"{ROR}|isni|1"),
        ("ORGANISATION_RELATIONS", "ror|kind|other", f"{ROR}|parent|0bbbbbb02"),
        ("OPENALEX_INSTITUTIONS", "openalex", "I2"),
    ],
)
def test_keys(engine: Engine, name: str, key: str, value: str) -> None:
    assert [fault[1:5] for fault in twice(engine, contract(name), GOOD[name])] == [
        (3, key, value, "duplicate")
    ]
