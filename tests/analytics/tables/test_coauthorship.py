"""Co-authorship between countries: codes, years and counts."""

from analytics.tables.checking import broken, check, twice, units
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables.coauthorship import COUNTRY_COAUTHORSHIP

GOOD = {"first": "FR", "second": "NA", "year": "2018", "works": "0"}
REMEDY = "The label of a vertex must be an ISO code of two letters (NA is Namibia)."
USUAL = "Correct the value in the file, or take the row out."


def test_a_good_row(engine: Engine) -> None:
    accepted, faults = check(engine, COUNTRY_COAUTHORSHIP, [GOOD])
    assert (accepted, faults) == ([{"first": "FR", "second": "NA", "year": 2018, "works": 0}], [])
    assert units(COUNTRY_COAUTHORSHIP) == {"year": "year", "works": "works"}


def test_a_broken_cell(engine: Engine) -> None:
    changes = [
        ("first", ""),
        ("second", "UK"),
        ("year", ""),
        ("year", "1899"),
        ("works", "-1"),
        ("works", "many"),
    ]
    assert broken(engine, COUNTRY_COAUTHORSHIP, GOOD, changes) == [
        ("first", "", "missing", REMEDY),
        ("second", "UK", "country", REMEDY),
        ("year", "", "missing", USUAL),
        ("year", "1899", "out_of_range", USUAL),
        ("works", "-1", "out_of_range", USUAL),
        ("works", "many", "not_a_number", USUAL),
    ]


def test_one_row_for_each_pair_and_year(engine: Engine) -> None:
    assert twice(engine, COUNTRY_COAUTHORSHIP, GOOD) == [
        (
            "a.csv",
            3,
            "first|second|year",
            "FR|NA|2018",
            "duplicate",
            "Keep one row for each value of the key.",
        )
    ]
