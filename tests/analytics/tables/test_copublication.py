"""Co-publications: works, teams, and the organisations they are shared with."""

from analytics.tables.checking import broken, check, twice, units
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables.copublication import AUREHAL_ORGANISATIONS, COPUBLICATIONS

WORK = {
    "team_key": "team-alpha",
    "team": "ALPHA",
    "aurehal": "11",
    "hal_id": "hal-00000001",
    "year": "2022",
    "country": "SG",
    "fields": ["Mathematics"],
}
BODY = {"aurehal": "11", "name": "University of the Strait", "country": "SG", "city": ""}
USUAL = "Correct the value in the file, or take the row out."


def test_good_rows(engine: Engine) -> None:
    assert check(engine, COPUBLICATIONS, [WORK]) == ([{**WORK, "year": 2022}], [])
    assert check(engine, AUREHAL_ORGANISATIONS, [BODY]) == ([BODY], [])
    assert (units(COPUBLICATIONS), units(AUREHAL_ORGANISATIONS)) == ({"year": "year"}, {})


def test_a_broken_cell_of_a_work(engine: Engine) -> None:
    changes = [
        ("team_key", ""),
        ("team", ""),
        ("aurehal", "x1"),
        ("hal_id", "hal-1"),
        ("year", "2101"),
        ("country", "Singapore"),
    ]
    assert broken(engine, COPUBLICATIONS, WORK, changes) == [
        ("team_key", "", "missing", USUAL),
        ("team", "", "missing", USUAL),
        ("aurehal", "x1", "pattern", USUAL),
        ("hal_id", "hal-1", "pattern", USUAL),
        ("year", "2101", "out_of_range", USUAL),
        ("country", "Singapore", "country", USUAL),
    ]


def test_a_broken_cell_of_an_organisation(engine: Engine) -> None:
    remedy = "Write the country's English name, or its ISO code of two letters."
    assert broken(engine, AUREHAL_ORGANISATIONS, BODY, [("name", ""), ("country", "Atlantis")]) == [
        ("name", "", "missing", USUAL),
        ("country", "Atlantis", "country", remedy),
    ]


def test_keys(engine: Engine) -> None:
    (work,) = twice(engine, COPUBLICATIONS, WORK)
    assert work[1:5] == (3, "team_key|aurehal|hal_id", "team-alpha|11|hal-00000001", "duplicate")
    (body,) = twice(engine, AUREHAL_ORGANISATIONS, BODY)
    assert body[1:5] == (3, "aurehal", "11", "duplicate")
