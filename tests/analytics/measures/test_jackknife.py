"""A tenth left out at a time: dealt out evenly, sums without it, and an interval checked by hand."""

import math

import ibis
import pytest
from scipy.stats import t

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import jackknife


def test_activities_are_dealt_out_evenly(engine: Engine) -> None:
    rows = [{"key": "a", "activity": f"{n:03}", "theme": theme} for n in range(25) for theme in "xy"]
    dealt = engine.rows(jackknife.in_tenths(ibis.memtable(rows), by=["key"]))
    held: dict[int, set[str]] = {}
    for row in dealt:
        held.setdefault(row["tenth"], set()).add(row["activity"])
    assert sorted(len(ones) for ones in held.values()) == [2] * 5 + [3] * 5
    assert sum(len(ones) for ones in held.values()) == 25  # an activity is whole in one tenth


def test_what_is_left_out_is_left_out(engine: Engine) -> None:
    rows = [
        {"key": "a", "tenth": 0, "n": 5},
        {"key": "a", "tenth": 3, "n": 2},
        {"key": "b", "tenth": 1, "n": 1},
    ]
    found = engine.rows(jackknife.left_out(ibis.memtable(rows), by=["key"], sums=["n"]))
    without = {(row["key"], row["tenth"]): row["n"] for row in found}
    assert len(without) == 20
    assert (without["a", 0], without["a", 3], without["a", 9]) == (2, 5, 7)
    assert (without["b", 1], without["b", 0]) == (0, 1)


def test_an_interval_by_hand(engine: Engine) -> None:
    """A mean of ten values: the jackknife gives the mean back, and its usual standard error."""
    values = [1.0, 4.0, 2.0, 8.0, 5.0, 7.0, 1.0, 3.0, 6.0, 3.0]
    mean = sum(values) / 10
    whole = ibis.memtable([{"key": "a", "f": mean}])
    parts = ibis.memtable(
        [{"key": "a", "tenth": at, "f": (40 - value) / 9} for at, value in enumerate(values)]
    )
    (row,) = engine.rows(jackknife.interval(whole, parts, by=["key"], figure="f", low=0, high=None))
    error = math.sqrt(sum((value - mean) ** 2 for value in values) / 9 / 10)
    assert row["f"] == pytest.approx(mean)
    assert row["f_high"] - row["f"] == pytest.approx(t.ppf(0.95, 9) * error)
    assert row["f"] - row["f_low"] == pytest.approx(t.ppf(0.95, 9) * error)


def test_bounds_stay_where_the_figure_can_be(engine: Engine) -> None:
    whole = ibis.memtable([{"key": "a", "f": 0.5}])
    parts = ibis.memtable([{"key": "a", "tenth": at, "f": 0.3 + (at % 2) * 0.4} for at in range(10)])
    (row,) = engine.rows(jackknife.interval(whole, parts, by=["key"], figure="f", low=0, high=1))
    assert (row["f_low"], row["f_high"]) == (0, 1)


def test_a_figure_with_corners_is_not_corrected(engine: Engine) -> None:
    whole = ibis.memtable([{"key": "a", "f": 0.5}])
    parts = ibis.memtable([{"key": "a", "tenth": at, "f": 0.6} for at in range(10)])
    found = jackknife.interval(whole, parts, by=["key"], figure="f", low=0, high=1, corrected=False)
    (row,) = engine.rows(found)
    assert (row["f"], row["f_low"], row["f_high"]) == pytest.approx((0.5, 0.5, 0.5))


def test_fewer_than_ten_parts_say_nothing(engine: Engine) -> None:
    whole = ibis.memtable([{"key": "a", "f": 0.5}])
    parts = ibis.memtable([{"key": "a", "tenth": at, "f": 0.5} for at in range(9)])
    (row,) = engine.rows(jackknife.interval(whole, parts, by=["key"], figure="f", low=0, high=1))
    assert (row["f"], row["f_low"], row["f_high"]) == (None, None, None)
