"""The same bounds as the published figures."""

import ibis
import pytest

from analytics.conftest import engine
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import intervals
from portulan.insight.bounds import poisson, wilson

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
