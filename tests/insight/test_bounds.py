"""The same bounds as the published figures."""

import math

import ibis
import pytest

from analytics.conftest import engine
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import intervals
from portulan.insight.bounds import poisson, shannon, wilson

__all__ = ["engine"]


@pytest.mark.parametrize("count", [0, 1, 3, 10, 349, 809, 100_000])
def test_counts(engine: Engine, count: int) -> None:
    (row,) = engine.rows(intervals.with_poisson(ibis.memtable([{"count": count}])))
    assert poisson(count) == pytest.approx((row["low"], row["high"]))


@pytest.mark.parametrize(("part", "whole"), [(0, 20), (1, 29), (15, 148), (20, 20)])
def test_shares(engine: Engine, part: int, whole: int) -> None:
    table = ibis.memtable([{"x": part, "n": whole}])
    low, high = intervals.wilson(table.x, table.n)
    (row,) = engine.rows(table.select(low=low, high=high))
    assert wilson(part, whole) == pytest.approx((row["low"], row["high"]))


def test_a_share_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        wilson(0, 0)


def test_shannon_of_one_kind_is_nothing_and_of_two_halves_nearly_ln_2() -> None:
    assert shannon([7]) == (0, 0, 0)
    value, low, high = shannon([20, 20])
    assert value == pytest.approx(math.log(2), abs=1e-9)  # freed of bias it would be above: kept at its most
    assert low <= value <= high <= math.log(2) + 1e-12


def test_shannon_by_hand() -> None:
    """3 and 1: H = ln 4 - 3 ln 3 / 4; without one of three, ln 3 - 2 ln 2 / 3; without the one, 0."""
    plain, less = math.log(4) - 3 * math.log(3) / 4, math.log(3) - 2 * math.log(2) / 3
    pseudo = [4 * plain - 3 * less] * 3 + [4 * plain]
    mean = sum(pseudo) / 4
    value, low, high = shannon([3, 1])
    assert value == pytest.approx(min(mean, math.log(2)))
    assert 0 <= low <= value <= high


def test_shannon_of_too_little() -> None:
    with pytest.raises(ValueError, match="fewer than two"):
        shannon([1])
