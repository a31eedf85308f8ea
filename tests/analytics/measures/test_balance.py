"""The balance sheet on projects one can count on one's fingers."""

from typing import Any

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import balance

SCHEMA = {
    "activity": "string", "key": "string", "country": "string", "year": "int64",
    "coordinates": "boolean", "funded": "boolean", "cents": "int64",
}  # fmt: skip


def seat(activity: str, key: str, *, leads: bool = False, cents: int | None = 10) -> dict[str, Any]:
    country = {"us": "FR", "b": "DE", "d": "DE", "c": "US"}[key]
    return dict(zip(SCHEMA, (activity, key, country, 2016, leads, cents != 0, cents), strict=True))


def taken(rows: list[dict[str, Any]]) -> ibis.Table:
    return ibis.memtable(rows, schema=SCHEMA)


def twelve() -> list[dict[str, Any]]:
    """Twelve projects with b: we lead three of them, b four; twice its money is not told. Two with c, who leads one."""
    rows = []
    for at in range(12):
        name = f"p{at:02}"
        rows.append(seat(name, "us", leads=at < 3, cents=30))
        rows.append(seat(name, "b", leads=3 <= at < 7, cents=None if at > 9 else 10))
        if at in (0, 5):
            rows.append(seat(name, "c", leads=False, cents=0))
            rows.append(seat(name, "d", leads=False, cents=10))
    rows += [seat("q", "b", leads=True), seat("q", "d")]
    return rows


def by_key(engine: Engine, table: ibis.Table, by: str = "key") -> dict[str, dict[str, Any]]:
    return {row[by]: row for row in engine.rows(table)}


def test_who_leads_and_who_signs(engine: Engine) -> None:
    found = by_key(engine, balance.roles(balance.joint(taken(twelve()), us="us", by="key"), by="key"))
    assert {key: row["count"] for key, row in found.items()} == {"b": 12, "c": 2, "d": 2}
    counts = ("we_lead", "they_lead", "we_sign", "they_sign")
    assert [found["b"][one] for one in counts] == [3, 4, 12, 12]
    assert [found["c"][one] for one in counts] == [1, 0, 2, 0]
    # three partners do not differ by more than chance: the prior weighs 50 projects at the mean of all, 5 of 16
    assert found["b"]["lead_ours"] == pytest.approx((3 + 50 * 5 / 16) / (12 + 50))
    assert found["b"]["lead_ours_low"] < 3 / 12 < found["b"]["lead_ours_high"]


def test_a_country_is_one_side(engine: Engine) -> None:
    """b and d are both of Germany: a project with both counts once, led by it when either leads."""
    found = by_key(
        engine, balance.roles(balance.joint(taken(twelve()), us="us", by="country"), by="country"), "country"
    )
    assert (found["DE"]["count"], found["DE"]["they_lead"]) == (12, 4)


def test_money_of_both_sides(engine: Engine) -> None:
    together = balance.joint(taken(twelve()), us="us", by="key")
    found = by_key(engine, balance.contribution(together, by="key"))
    assert (found["b"]["told"], found["b"]["our_cents"], found["b"]["their_cents"]) == (10, 300, 100)
    assert found["b"]["money_ours"] == pytest.approx(0.75)  # the same in every project: no doubt is left
    assert found["b"]["money_ours_low"] == pytest.approx(0.75)
    assert (found["c"]["told"], found["c"]["money_ours"]) == (2, None)


def test_an_unequal_project_leaves_doubt(engine: Engine) -> None:
    rows = [
        one
        for at in range(20)
        for one in (seat(f"p{at:02}", "us", cents=10 + 7 * (at % 3)), seat(f"p{at:02}", "b"))
    ]
    found = by_key(engine, balance.contribution(balance.joint(taken(rows), us="us", by="key"), by="key"))
    raw = sum(10 + 7 * (at % 3) for at in range(20))
    assert found["b"]["money_ours"] == pytest.approx(raw / (raw + 200), abs=5e-3)
    assert found["b"]["money_ours_low"] < raw / (raw + 200) < found["b"]["money_ours_high"]


def counted(*rows: tuple[str, int, int, int, int]) -> ibis.Table:
    names = ("key", "count", "our_total", "their_total", "total")
    return ibis.memtable([dict(zip(names, row, strict=True)) for row in rows])


def test_dependence_both_ways(engine: Engine) -> None:
    found = by_key(engine, balance.dependence(counted(("b", 12, 100, 24, 1000), ("c", 2, 100, 400, 1000))))
    assert found["b"]["depend_ours_low"] < 0.12 < found["b"]["depend_ours_high"]
    assert found["b"]["depend_theirs"] > found["b"]["depend_ours"]
    assert found["c"]["depend_theirs"] < found["c"]["depend_ours"]


def test_affinity_by_hand(engine: Engine) -> None:
    """12 where 100 x 24 / 1000 = 2.4 are expected, 2 where 40 are: sum E^2 = 1605.76, sum (c - E)^2 = 1536.16,
    sum E = 42.4, so k = 1605.76 / 1493.76."""
    k = 1605.76 / 1493.76
    found = by_key(engine, balance.affinity(counted(("b", 12, 100, 24, 1000), ("c", 2, 100, 400, 1000))))
    assert found["b"]["affinity"] == pytest.approx((12 + k) / (2.4 + k))
    assert found["c"]["affinity"] == pytest.approx((2 + k) / (40 + k))


def test_affinity_is_the_same_from_both_sides(engine: Engine) -> None:
    ours = by_key(engine, balance.affinity(counted(("b", 12, 100, 24, 1000), ("c", 2, 100, 400, 1000))))
    theirs = by_key(engine, balance.affinity(counted(("b", 12, 24, 100, 1000), ("c", 2, 400, 100, 1000))))
    assert ours["b"]["affinity"] == pytest.approx(theirs["b"]["affinity"])


def test_too_few_projects_are_not_judged(engine: Engine) -> None:
    table = balance.roles(balance.joint(taken(twelve()), us="us", by="key"), by="key")
    found = by_key(engine, balance.enough(table, "lead_ours"))
    assert found["b"]["lead_ours"] is not None
    assert (found["c"]["lead_ours"], found["c"]["lead_ours_low"], found["c"]["lead_ours_high"]) == (
        None,
        None,
        None,
    )
    assert found["c"]["count"] == 2
