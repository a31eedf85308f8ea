"""Shrunk shares and ratios: by hand on three rows, against the exact distributions, and what must always hold."""

import math

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import beta, gamma

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures.shrinkage import (
    Z90,
    Share,
    beta_bound,
    gamma_bound,
    shrunk_ratio,
    shrunk_shares,
)

MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def shares(engine: Engine, pairs: list[tuple[int, int | None]]) -> list[dict[str, float]]:
    rows = [{"place": at, "x": x, "n": n} for at, (x, n) in enumerate(pairs)]
    table = ibis.memtable(rows, schema={"place": "int64", "x": "int64", "n": "int64"})
    return engine.rows(shrunk_shares(table, Share("x", "n", "p")).order_by("place"))


def ratios(engine: Engine, pairs: list[tuple[int, float]]) -> list[dict[str, float]]:
    rows = [{"place": at, "c": c, "e": e} for at, (c, e) in enumerate(pairs)]
    table = ibis.memtable(rows, schema={"place": "int64", "c": "int64", "e": "float64"})
    return engine.rows(shrunk_ratio(table, observed="c", expected="e", name="r").order_by("place"))


def test_a_share_by_hand(engine: Engine) -> None:
    """1 of 4, 3 of 4, 8 of 8: mean 3/4, spread ((1/4 + 9/4 + 8) / 16) - 9/16 = 3/32, chance 3/16; three rows of
    sixteen trials, so kappa = (3/16 - 3/32) / (3/32 - 3/16 * 3/16) = 8/5, raised to 2: a = 1.5, b raised to 1."""
    found = shares(engine, [(1, 4), (3, 4), (8, 8)])
    assert [row["p"] for row in found] == pytest.approx([2.5 / 6.5, 4.5 / 6.5, 9.5 / 10.5])


def test_small_rows_are_drawn_further(engine: Engine) -> None:
    found = shares(engine, [(0, 2), (0, 200), (50, 100), (60, 100), (40, 100)])
    assert found[0]["p"] > 5 * found[1]["p"]
    assert found[0]["p_high"] - found[0]["p_low"] > found[1]["p_high"] - found[1]["p_low"]


def test_a_share_of_nothing_is_not_said(engine: Engine) -> None:
    found = shares(engine, [(0, 0), (0, None), (1, 2)])
    assert [row["p"] for row in found[:2]] == [None, None]
    assert [row["p_low"] for row in found[:2]] == [None, None]
    assert found[2]["p"] is not None


@MANY
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8))
def test_shares_stay_between_their_bounds_and_sides_are_symmetric(
    engine: Engine, counts: list[tuple[int, int]]
) -> None:
    pairs = [(x, x + y) for x, y in counts if x + y]
    if not pairs:
        return
    found, mirrored = shares(engine, pairs), shares(engine, [(n - x, n) for x, n in pairs])
    for one, other in zip(found, mirrored, strict=True):
        assert 0 <= one["p_low"] < one["p"] < one["p_high"] <= 1
        assert one["p"] == pytest.approx(1 - other["p"], abs=1e-9)
        assert one["p_low"] == pytest.approx(1 - other["p_high"], abs=1e-9)


@pytest.mark.parametrize("a", [1, 1.5, 3, 10, 80])
@pytest.mark.parametrize("b", [1, 2.5, 7, 40])
def test_bounds_of_a_share_are_those_of_the_posterior(engine: Engine, a: float, b: float) -> None:
    low, high = (engine.scalar(beta_bound(ibis.literal(a), ibis.literal(b), z=z)) for z in (-Z90, Z90))
    assert (low, high) == pytest.approx((beta.ppf(0.05, a, b), beta.ppf(0.95, a, b)), abs=0.01)


@pytest.mark.parametrize("shape", [1, 2, 5, 10, 100])
def test_bounds_of_a_ratio_are_those_of_the_posterior(engine: Engine, shape: float) -> None:
    low, high = (engine.scalar(gamma_bound(ibis.literal(float(shape)), z=z)) for z in (-Z90, Z90))
    assert low == pytest.approx(gamma.ppf(0.05, shape), abs=0.013 * shape)
    assert high == pytest.approx(gamma.ppf(0.95, shape), rel=0.01)


def test_a_ratio_by_hand(engine: Engine) -> None:
    """6 where 2 are expected, 0 where 4 are: sum E^2 = 20, sum (c - E)^2 = 32, sum E = 6, so k = 20 / 26."""
    k = 20 / 26
    found = ratios(engine, [(6, 2.0), (0, 4.0)])
    assert [row["r_k"] for row in found] == pytest.approx([k, k])
    assert [row["r"] for row in found] == pytest.approx([(6 + k) / (2 + k), k / (4 + k)])


def test_where_all_is_as_expected_nothing_stands_out(engine: Engine) -> None:
    found = ratios(engine, [(2, 2.0), (4, 4.0), (5, 5.0)])
    assert [row["r"] for row in found] == pytest.approx([1, 1, 1])
    assert {row["r_k"] for row in found} == {100}


def test_what_cannot_be_expected_cannot_be_said(engine: Engine) -> None:
    found = ratios(engine, [(3, 0.0), (1, 2.0)])
    assert found[0]["r"] is None
    assert found[1]["r"] is not None


@MANY
@given(st.lists(st.tuples(st.integers(0, 60), st.floats(0.01, 60)), min_size=1, max_size=8))
def test_a_ratio_lies_between_what_was_seen_and_one(engine: Engine, pairs: list[tuple[int, float]]) -> None:
    for (count, expected), row in zip(pairs, ratios(engine, pairs), strict=True):
        raw = count / expected
        assert min(raw, 1) - 1e-9 <= row["r"] <= max(raw, 1) + 1e-9
        assert 0 <= row["r_low"] < row["r_high"]
        assert math.isfinite(row["r_high"])
