"""Growth on counts small enough to compute by hand."""

from typing import Any

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures.growth import NEEDED, Periods, growth, periods


def grown(engine: Engine, counts: dict[int, int], over: Periods) -> dict[str, Any]:
    table = ibis.memtable([{"who": "a", "year": year, "count": count} for year, count in counts.items()])
    (row,) = engine.rows(growth(table, by=["who"], over=over))
    return row


@pytest.mark.parametrize(
    ("first", "last", "first_period", "last_period"),
    [
        (1990, 2018, (2009, 2013), (2014, 2018)),
        (2014, 2018, (2015, 2016), (2017, 2018)),
        (2018, 2024, (2019, 2021), (2022, 2024)),
        (2020, 2020, (2019, 2019), (2020, 2020)),
    ],
)
def test_periods(first: int, last: int, first_period: tuple[int, int], last_period: tuple[int, int]) -> None:
    found = periods(first, last)
    assert (found.first_period, found.last_period) == (first_period, last_period)


def test_a_count_that_doubles_in_one_year(engine: Engine) -> None:
    row = grown(engine, {2019: 20, 2020: 40}, Periods(2020, 1))
    assert (row["count_first"], row["count_last"]) == (20, 40)
    assert row["rate"] == pytest.approx(1.0)
    # share 40 of 60: Wilson 0.5406 to 0.7726, odds less one
    assert row["low"] == pytest.approx(0.5406 / 0.4594 - 1, abs=2e-3)
    assert row["high"] == pytest.approx(0.7726 / 0.2274 - 1, abs=5e-3)


def test_the_rate_is_annual(engine: Engine) -> None:
    counts = {2015: 50, 2016: 50, 2017: 200, 2018: 200}
    assert grown(engine, counts, Periods(2018, 2))["rate"] == pytest.approx(1.0)


def test_too_little_gives_no_rate(engine: Engine) -> None:
    row = grown(engine, {2019: NEEDED - 1, 2020: 500}, Periods(2020, 1))
    assert (row["rate"], row["low"], row["high"], row["count_first"]) == (None, None, None, NEEDED - 1)


def test_years_without_a_row_count_zero(engine: Engine) -> None:
    row = grown(engine, {2015: 30}, Periods(2018, 2))
    assert (row["count_first"], row["count_last"]) == (30, 0)
    assert (row["rate"], row["low"]) == (-1.0, -1.0)
    assert -1 < row["high"] < 0


def test_years_outside_do_not_count(engine: Engine) -> None:
    row = grown(engine, {2010: 999, 2019: 20, 2020: 20}, Periods(2020, 1))
    assert (row["count_first"], row["rate"]) == (20, pytest.approx(0.0))
