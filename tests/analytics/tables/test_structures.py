"""Structures of the national registry, their bodies, where they come from and where they stand."""

import re

import pytest

from analytics.tables.checking import Row, broken, check, twice, units
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables import structures
from portulan.analytics.tables.contract import Contract

NUMBER = "201000001A"
USUAL = "Correct the value in the file, or take the row out."
GOOD: dict[str, Row] = {
    "STRUCTURES": {
        "rnsr": NUMBER,
        "name": "Lab One",
        "short_name": "",
        "created": "2010",
        "kind": "Unité mixte",
        "postcode": "44OO7",
        "city": "",
        "website": "",
        "fields": ["2"],
        "erc_panels": [],
        "parents": [],
        "children": [],
        "predecessors": [],
        "url": "",
        "as_of": "2022",
    },
    "STRUCTURE_BODIES": {
        "rnsr": NUMBER,
        "body": "uai-0750001A",
        "name": "Us",
        "short_name": "",
        "label": "",
        "nature": "supervising",
        "type": "",
        "position": "1",
    },
    "SUCCESSIONS": {"rnsr": NUMBER, "predecessor": "200000001A", "kind": "fusion", "year": "2004"},
    "STRUCTURE_COUNTRIES": {"rnsr": NUMBER, "country": "SG", "source": "the pack", "as_of": "2022-03"},
}


def contract(name: str) -> Contract:
    found: Contract = getattr(structures, name)
    return found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("STRUCTURES", {"created": 2010}),
        ("STRUCTURE_BODIES", {"position": 1}),
        ("SUCCESSIONS", {"year": 2004}),
        ("STRUCTURE_COUNTRIES", {}),
    ],
)
def test_a_good_row(engine: Engine, name: str, typed: Row) -> None:
    assert check(engine, contract(name), [GOOD[name]]) == ([{**GOOD[name], **typed}], [])


def test_units() -> None:
    assert {name: units(contract(name)) for name in GOOD} == {
        "STRUCTURES": {"created": "year"},
        "STRUCTURE_BODIES": {},
        "SUCCESSIONS": {"year": "year"},
        "STRUCTURE_COUNTRIES": {},
    }


BROKEN = [
    (
        "STRUCTURES",
        [
            ("rnsr", "201000001", "pattern", USUAL),
            ("name", "", "missing", USUAL),
            ("created", "1499", "out_of_range", USUAL),
            ("created", "MMX", "not_a_number", USUAL),
            ("kind", "", "missing", USUAL),
        ],
    ),
    (
        "STRUCTURE_BODIES",
        [
            ("body", "", "missing", USUAL),
            ("name", "", "missing", USUAL),
            ("nature", "TUTE", "not_allowed", USUAL),
            ("position", "first", "not_a_number", USUAL),
        ],
    ),
    ("SUCCESSIONS", [("predecessor", "none", "pattern", USUAL), ("year", "1899", "out_of_range", USUAL)]),
    (
        "STRUCTURE_COUNTRIES",
        [
            ("country", "Singapore", "country", "Write the ISO code of two letters in the pack."),
            ("source", "", "missing", "Give the source in the pack."),
            ("as_of", "March", "pattern", USUAL),
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
        ("STRUCTURES", "rnsr", NUMBER),
        ("STRUCTURE_BODIES", "rnsr|body", f"{NUMBER}|uai-0750001A"),
        ("SUCCESSIONS", "rnsr|predecessor|kind|year", f"{NUMBER}|200000001A|fusion|2004"),
        ("STRUCTURE_COUNTRIES", "rnsr", NUMBER),
    ],
)
def test_keys(engine: Engine, name: str, key: str, value: str) -> None:
    assert [fault[1:5] for fault in twice(engine, contract(name), GOOD[name])] == [
        (3, key, value, "duplicate")
    ]


@pytest.mark.parametrize(
    ("label", "joint"), [("IRL 3288", True), ("UMI 9", True), ("UMR 1", False), ("IRLX 1", False)]
)
def test_labels_of_joint_laboratories(label: str, joint: bool) -> None:
    assert bool(re.search(structures.JOINT_LABEL, label)) == joint
