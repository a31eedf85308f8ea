"""Intervals against published values."""

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures.intervals import poisson, wilson, with_poisson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, 857-872, Table I, method 3 (score)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(engine: Engine, successes: int, trials: int, low: float, high: float) -> None:
    table = ibis.memtable([{"x": successes, "n": trials}])
    bounds = wilson(table.x, table.n)
    (row,) = engine.rows(table.select(low=bounds[0], high=bounds[1]))
    assert row == {"low": pytest.approx(low, abs=5e-5), "high": pytest.approx(high, abs=5e-5)}


def test_wilson_of_nothing_is_unknown(engine: Engine) -> None:
    table = ibis.memtable([{"x": 0, "n": 0}])
    low, _ = wilson(table.x, table.n)
    assert (
        engine.rows(table.select(known=low.notnull(), share=table.x / table.n.nullif(0)))[0]["share"] is None
    )


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        # exact bounds (Garwood 1936); Byar's approximation is within 1 % from 5 on
        (5, 1.6235, 11.668),
        (10, 4.7954, 18.390),
        (100, 81.364, 121.627),
        (1000, 938.97, 1063.95),
    ],
)
def test_poisson(engine: Engine, count: int, low: float, high: float) -> None:
    table = ibis.memtable([{"count": count}])
    bounds = poisson(table["count"])
    (row,) = engine.rows(table.select(low=bounds[0], high=bounds[1]))
    assert row["low"] == pytest.approx(low, rel=0.01)
    assert row["high"] == pytest.approx(high, rel=0.01)


def test_no_event_still_has_an_upper_bound(engine: Engine) -> None:
    (row,) = engine.rows(with_poisson(ibis.memtable([{"count": 0}])))
    assert row["low"] == 0
    assert row["high"] == pytest.approx(3.689, rel=0.02)
