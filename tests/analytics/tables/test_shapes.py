"""What the map knows of a country."""

from analytics.tables.checking import broken, check, twice, units
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables.shapes import COUNTRY_SHAPES

GOOD = {
    "code": "XK",
    "alpha3": "XKX",
    "name": "Kosovo",
    "continent": "Europe",
    "region": "",
    "subregion": "",
    "latitude": "42.5",
    "longitude": "",
}
USUAL = "Correct the value in the file, or take the row out."


def test_a_good_row(engine: Engine) -> None:
    assert check(engine, COUNTRY_SHAPES, [GOOD]) == ([{**GOOD, "latitude": 42.5, "longitude": None}], [])
    assert units(COUNTRY_SHAPES) == {"latitude": "degree", "longitude": "degree"}


def test_a_broken_cell(engine: Engine) -> None:
    faults = [
        ("code", "-99", "country", USUAL),
        ("alpha3", "Xk1", "pattern", USUAL),
        ("name", "", "missing", USUAL),
        ("latitude", "91", "out_of_range", USUAL),
        ("longitude", "east", "not_a_number", USUAL),
    ]
    changes = [(column, value) for column, value, *_ in faults]
    assert broken(engine, COUNTRY_SHAPES, GOOD, changes) == faults


def test_one_row_for_each_country(engine: Engine) -> None:
    assert [fault[1:5] for fault in twice(engine, COUNTRY_SHAPES, GOOD)] == [(3, "code", "XK", "duplicate")]
