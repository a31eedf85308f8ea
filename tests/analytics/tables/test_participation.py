"""European projects: who takes part, what they are called, under which part of the programme."""

from datetime import date

from analytics.tables.checking import broken, check, twice, units
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables.participation import (
    PARTICIPATIONS,
    PIC_NAMES,
    PROGRAMME_PARTS,
    PROJECT_TOPICS,
)

TAKEN = {
    "rcn": "100001",
    "role": "coordinator",
    "pic": "900000001",
    "activity_type": "REC",
    "country": "NA",
    "start": "2016-02-29",
    "end": "",
    "contribution": "",
    "start_year": "2016",
}
NAME = {
    "pic": "900000001",
    "name": "US",
    "short_name": "",
    "activity_type": "",
    "city": "Paris",
    "country": "",
    "as_of": "",
}
PART = {"rcn": "100001", "programme": "ERC"}
TOPIC = {"rcn": "100001", "topic": "ERC-2014-STG", "title": "Starting grant"}
USUAL = "Correct the value in the file, or take the row out."
DAY = "Write the day as 2017-01-31."
MONEY = "Write euros with a point: 3990206.25, or NA."
COUNTRY = "Write the ISO code of two letters (EL and UK are understood; NA is Namibia)."


def test_good_rows(engine: Engine) -> None:
    typed = {"start": date(2016, 2, 29), "end": None, "contribution": None, "start_year": 2016}
    assert check(engine, PARTICIPATIONS, [TAKEN]) == ([{**TAKEN, **typed}], [])
    assert check(engine, PIC_NAMES, [NAME]) == ([NAME], [])
    assert check(engine, PROGRAMME_PARTS, [PART]) == ([PART], [])
    assert check(engine, PROJECT_TOPICS, [TOPIC]) == ([TOPIC], [])
    assert (units(PARTICIPATIONS), units(PIC_NAMES), units(PROGRAMME_PARTS)) == (
        {"contribution": "euro cent", "start_year": "year"},
        {},
        {},
    )


def test_a_broken_cell_of_a_participation(engine: Engine) -> None:
    faults = [
        ("rcn", "12", "pattern", USUAL),
        ("role", "boss", "not_allowed", USUAL),
        ("pic", "9", "pattern", USUAL),
        ("activity_type", "XXX", "not_allowed", USUAL),
        ("country", "EL", "country", COUNTRY),
        ("country", "", "missing", COUNTRY),
        ("start", "2015-02-29", "not_a_date", DAY),
        ("start", "", "missing", DAY),
        ("end", "soon", "not_a_date", DAY),
        ("contribution", "much", "not_a_number", MONEY),
        ("contribution", "-1", "out_of_range", MONEY),
        ("start_year", "1983", "out_of_range", USUAL),
    ]
    changes = [(column, value) for column, value, *_ in faults]
    assert broken(engine, PARTICIPATIONS, TAKEN, changes) == faults


def test_a_broken_cell_of_a_name_or_a_part(engine: Engine) -> None:
    assert broken(engine, PIC_NAMES, NAME, [("pic", ""), ("name", ""), ("country", "UK")]) == [
        ("pic", "", "missing", USUAL),
        ("name", "", "missing", USUAL),
        ("country", "UK", "country", COUNTRY),
    ]
    assert broken(engine, PROGRAMME_PARTS, PART, [("programme", "")]) == [("programme", "", "missing", USUAL)]
    assert broken(engine, PROJECT_TOPICS, TOPIC, [("topic", "")]) == [("topic", "", "missing", USUAL)]


def test_keys(engine: Engine) -> None:
    found = [
        twice(engine, PARTICIPATIONS, TAKEN)[0][2:4],
        twice(engine, PIC_NAMES, NAME)[0][2:4],
        twice(engine, PROGRAMME_PARTS, PART)[0][2:4],
        twice(engine, PROJECT_TOPICS, TOPIC)[0][2:4],
    ]
    assert found == [
        ("rcn|pic|role", "100001|900000001|coordinator"),
        ("pic", "900000001"),
        ("rcn|programme", "100001|ERC"),
        ("rcn|topic", "100001|ERC-2014-STG"),
    ]
