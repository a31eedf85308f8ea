"""What size and fields alone would give, on three projects and three countries."""

from typing import Any

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import expected

US, HOME = "us", "FR"


def seat(activity: str, key: str, country: str) -> dict[str, Any]:
    return {"activity": activity, "key": key, "country": country}


SEATS = [
    *(seat("1", key, country) for key, country in (("us", "FR"), ("a", "DE"), ("b", "DE"))),
    *(seat("2", key, country) for key, country in (("us", "FR"), ("c", "US"))),
    *(seat("3", key, country) for key, country in (("a", "DE"), ("c", "US"), ("f", "FR"))),
]
THEMES = [
    {"activity": one, "theme": theme, "share": 1.0} for one, theme in (("1", "X"), ("2", "X"), ("3", "Y"))
]


def seats(engine: Engine, by: str) -> dict[str, dict[str, Any]]:
    table = expected.by_seats(ibis.memtable(SEATS), ibis.memtable(THEMES), us=US, home=HOME, by=by)
    return {row[by]: row for row in engine.rows(table)}


def test_seats_by_organisation(engine: Engine) -> None:
    """In X three seats abroad: a, b, c one each. Project 1 has two of them, project 2 one:
    1 - (2/3)^2 + 1 - 2/3 = 8/9 each. In Y we have no project: nothing is expected of it."""
    found = seats(engine, "key")
    assert {key: row["expected"] for key, row in found.items()} == pytest.approx(dict.fromkeys("abc", 8 / 9))
    assert {key: row["observed"] for key, row in found.items()} == {"a": 1, "b": 1, "c": 1}
    assert {key: row["size"] for key, row in found.items()} == {"a": 2, "b": 1, "c": 2}


def test_seats_by_country(engine: Engine) -> None:
    """Germany holds two of three seats in X: 1 - (1/3)^2 + 1 - 1/3 = 14/9; our home country is left out."""
    found = seats(engine, "country")
    assert set(found) == {"DE", "US"}
    assert (found["DE"]["observed"], found["DE"]["size"]) == (1, 2)
    assert found["DE"]["expected"] == pytest.approx(14 / 9)


def test_against_the_home_country(engine: Engine) -> None:
    """We have 8 pairs; the home country gives Germany 3 in 4 of its own."""
    ours = ibis.memtable([{"country": "DE", "count": 2}, {"country": "US", "count": 6}])
    home = ibis.memtable([{"country": "DE", "count": 30}, {"country": "US", "count": 10}])
    found = {row["country"]: row for row in engine.rows(expected.by_home(ours, home))}
    assert (found["DE"]["observed"], found["DE"]["size"], found["DE"]["expected"]) == (2, 30, 6.0)
    assert found["US"]["expected"] == 2.0


def test_against_the_world(engine: Engine) -> None:
    """FR-DE 6, FR-US 2, DE-US 4: FR has 8 ends, DE 10, US 6, of 24 in all."""
    pairs = [("DE", "FR", 6), ("FR", "US", 2), ("DE", "US", 4), ("FR", "FR", 100), ("FR", "SG", 0)]
    table = ibis.memtable([dict(zip(("first", "second", "works"), row, strict=True)) for row in pairs])
    found = {row["country"]: row for row in engine.rows(expected.by_world(table, home="FR"))}
    assert set(found) == {"DE", "US"}
    assert (found["DE"]["observed"], found["DE"]["size"]) == (6, 10)
    assert found["DE"]["expected"] == pytest.approx(8 * 10 / 24)
    assert found["US"]["expected"] == pytest.approx(8 * 6 / 24)


def test_expectations_do_not_depend_on_the_unit(engine: Engine) -> None:
    pairs = [("DE", "FR", 6), ("FR", "US", 2), ("DE", "US", 4)]
    once, tenfold = (
        {
            row["country"]: row["expected"] / row["observed"]
            for row in engine.rows(
                expected.by_world(
                    ibis.memtable([{"first": a, "second": b, "works": n * by} for a, b, n in pairs]),
                    home="FR",
                )
            )
        }
        for by in (1, 10)
    )
    assert once == pytest.approx(tenfold)


def test_small_sides_are_not_judged_and_large_ones_do_not_come_first(engine: Engine) -> None:
    rows = [
        {"country": "DE", "observed": 50, "size": 1000, "expected": 60.0},
        {"country": "SG", "observed": 30, "size": 40, "expected": 10.0},
        {"country": "MC", "observed": 2, "size": 3, "expected": 0.1},
    ]
    found = {row["country"]: row for row in engine.rows(expected.intensity(ibis.memtable(rows)))}
    assert found["MC"]["ratio"] is None
    assert found["SG"]["ratio_low"] > 1 > found["DE"]["ratio"]
