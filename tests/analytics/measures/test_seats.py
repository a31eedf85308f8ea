"""Seats: identifiers joined, roles, money, themes in parts."""

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import seats

NAMES = ("rcn", "pic", "role", "country", "start_year", "contribution")
SCHEMA = dict(zip(NAMES, ("string",) * 4 + ("int64",) * 2, strict=True))
ROWS = (
    ("1", "11", "coordinator", "FR", 2015, 100),
    ("1", "21", "participant", "DE", 2015, 40),
    (
        "1",
        "22",
        "partner",
        "DE",
        2015,
        None,
    ),  # another identifier of the same organisation, which signs nothing
    ("2", "11", "participant", "FR", 2016, None),
    ("2", "31", "partner", "US", 2016, None),
    ("3", "11", "coordinator", "FR", 2017, 7),
)
KEYED = {"11": "us", "21": "b", "22": "b", "31": "c"}


def taken() -> ibis.Table:
    rows = ibis.memtable([dict(zip(NAMES, row, strict=True)) for row in ROWS], schema=SCHEMA)
    keyed = ibis.memtable([{"source_id": one, "key": key} for one, key in KEYED.items()])
    return seats.seats(rows, keyed)


def test_one_seat_for_an_organisation_of_several_identifiers(engine: Engine) -> None:
    found = {(row["activity"], row["key"]): row for row in engine.rows(taken())}
    assert len(found) == 5
    assert found["1", "b"] == {
        "activity": "1", "key": "b", "country": "DE", "year": 2015, "coordinates": False, "funded": True, "cents": 40
    }  # fmt: skip


def test_money_that_is_not_told_is_not_nothing(engine: Engine) -> None:
    found = {(row["activity"], row["key"]): row["cents"] for row in engine.rows(taken())}
    assert found["2", "us"] is None  # it signs, and nothing is said
    assert found["2", "c"] == 0  # a partner organisation signs no grant and gets nothing


def test_a_project_alone_is_no_company(engine: Engine) -> None:
    found = engine.rows(seats.in_company(taken()))
    assert {row["activity"] for row in found} == {"1", "2"}


def test_themes_share_a_project(engine: Engine) -> None:
    parts = [{"activity": "1", "theme": one} for one in ("ERC", "SC1", "SC1")]
    found = engine.rows(seats.themed(ibis.memtable(parts), taken()))
    shares = sorted((row["activity"], row["theme"], row["share"]) for row in found)
    assert shares == [("1", "ERC", 0.5), ("1", "SC1", 0.5), ("2", "", 1.0), ("3", "", 1.0)]
    assert sum(row["share"] for row in found) == pytest.approx(3)
