"""Two themes, so that each advantage can be worked out on paper."""

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures.complementarity import complementarity, profiles

MANY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def projects(amounts: dict[str, int]) -> list[dict[str, object]]:
    names = [theme for theme, number in amounts.items() for _ in range(number)]
    return [{"key": "b", "activity": f"p{at:03}", "theme": one, "share": 1.0} for at, one in enumerate(names)]


def amounts(held: dict[str, float]) -> ibis.Table:
    return ibis.memtable([{"theme": theme, "amount": float(value)} for theme, value in held.items()])


def found(
    engine: Engine, theirs: dict[str, int], ours: dict[str, float], every: dict[str, float]
) -> dict[str, float]:
    table = complementarity(
        profiles(ibis.memtable(projects(theirs)), by="key"), amounts(ours), amounts(every), by="key"
    )
    (row,) = engine.rows(table)
    return row


def rsi(rca: float) -> float:
    return (rca * rca - 1) / (rca * rca + 1)


def test_by_hand(engine: Engine) -> None:
    """All is half X, half Y. We are 9 in 10 in X: RCA 1.8 and 0.2. They have 18 of 20 in Y, and 5 of the 10 projects
    of the prior: 23 of 30 in Y, 7 of 30 in X."""
    row = found(engine, {"X": 2, "Y": 18}, {"X": 9, "Y": 1}, {"X": 100, "Y": 100})
    assert row["they_bring"] == pytest.approx(rsi(46 / 30) * -rsi(0.2))
    assert row["we_bring"] == pytest.approx(rsi(1.8) * -rsi(14 / 30))
    assert row["they_bring_low"] < row["they_bring"] < row["they_bring_high"]


def test_equal_profiles_bring_nothing(engine: Engine) -> None:
    row = found(engine, {"X": 10, "Y": 10}, {"X": 3, "Y": 3}, {"X": 100, "Y": 100})
    assert row["they_bring"] == pytest.approx(0, abs=1e-9)


def test_a_theme_they_do_not_have_counts(engine: Engine) -> None:
    """They have nothing in Y, where we are strong: of 30 projects with the prior, 5 are in Y."""
    row = found(engine, {"X": 20}, {"X": 1, "Y": 9}, {"X": 100, "Y": 100})
    assert row["we_bring"] == pytest.approx(rsi(1.8) * -rsi(10 / 30))


@MANY
@given(st.integers(1, 3), st.integers(2, 12), st.integers(2, 12))
def test_size_does_not_matter_and_bounds_hold(engine: Engine, scale: int, x: int, y: int) -> None:
    every = {"X": 50.0, "Y": 70.0, "Z": 10.0}
    theirs = {"X": 10 * x, "Y": 10 * y}
    once = found(engine, theirs, {"X": x, "Y": 1.0, "Z": 2.0}, every)
    scaled = found(engine, theirs, {"X": scale * x, "Y": scale * 1.0, "Z": scale * 2.0}, every)
    for figure in ("they_bring", "we_bring"):
        assert once[figure] == pytest.approx(scaled[figure])
        assert 0 <= once[f"{figure}_low"] <= once[f"{figure}_high"]
        assert once[figure] <= 3 + 1e-9
