"""Full and fractional counts, shares, tops."""

from typing import Any

import ibis
import ibis.expr.types as ir
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import activity


@pytest.fixture
def shared() -> ir.Table:
    """Project 1 (2015) with two German partners and a Greek one; project 2 (2016) with one of the Germans."""
    rows = [("1", 2015, "a", "DE", 1 / 3), ("1", 2015, "b", "DE", 1 / 3), ("1", 2015, "c", "GR", 1 / 3)]
    rows.append(("2", 2016, "a", "DE", 1.0))
    names = ("activity", "year", "key", "country", "weight")
    return ibis.memtable([dict(zip(names, row, strict=True)) for row in rows])


def found(engine: Engine, table: ir.Table, *order: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in engine.rows(table.order_by(list(order)))]


def test_full_and_fractional_by_country(engine: Engine, shared: ir.Table) -> None:
    assert found(engine, activity.counts(shared, by=["country"]), "country") == [
        ("DE", 2, pytest.approx(5 / 3, abs=1e-6)),
        ("GR", 1, pytest.approx(1 / 3, abs=1e-6)),
    ]


def test_fractions_sum_to_the_number_of_activities(engine: Engine, shared: ir.Table) -> None:
    rows = found(engine, activity.counts(shared, by=["key"]), "key")
    assert sum(row[2] for row in rows) == pytest.approx(2, abs=1e-5)


def test_spans(engine: Engine, shared: ir.Table) -> None:
    assert found(engine, activity.spans(shared, by=["key"]), "key")[0] == (
        "a",
        2,
        pytest.approx(4 / 3, abs=1e-6),
        2015,
        2016,
    )


def test_an_activity_in_two_groups_counts_in_each(engine: Engine, shared: ir.Table) -> None:
    groups = [("1", "ERC"), ("1", "SC1"), ("1", "SC1"), ("2", "ERC")]
    table = ibis.memtable([{"activity": one, "programme": part} for one, part in groups])
    counted = activity.counts(activity.in_groups(shared, table), by=["programme", "country"])
    assert [row[:3] for row in found(engine, counted, "programme", "country")] == [
        ("ERC", "DE", 2),
        ("ERC", "GR", 1),
        ("SC1", "DE", 1),
        ("SC1", "GR", 1),
    ]


def test_share_of_ours(engine: Engine) -> None:
    table = ibis.memtable([{"key": "a", "count": 81}])
    (row,) = engine.rows(activity.with_share(table, 263))
    assert row["share"] == pytest.approx(0.308, abs=1e-3)
    assert (row["share_low"], row["share_high"]) == (
        pytest.approx(0.2553, abs=5e-5),
        pytest.approx(0.3662, abs=5e-5),
    )


def test_share_of_nothing(engine: Engine) -> None:
    (row,) = engine.rows(activity.with_share(ibis.memtable([{"key": "a", "count": 0}]), 0))
    assert row["share"] is None


def test_top(engine: Engine) -> None:
    rows = [("DE", "a", 5), ("DE", "b", 5), ("DE", "c", 9), ("GR", "d", 1)]
    table = ibis.memtable([dict(zip(("country", "key", "count"), row, strict=True)) for row in rows])
    best = activity.top(table, by=["country"], number=2)
    assert [row[1] for row in found(engine, best, "country", "key")] == ["a", "c", "d"]
