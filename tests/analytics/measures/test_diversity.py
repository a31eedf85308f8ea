"""Shannon and Rao-Stirling by hand, what would change them, and what must always hold."""

from math import log, sqrt
from typing import Any

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import diversity

MANY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
THEMES = "XYZ"
APART = {("X", "Y"): 0.5, ("X", "Z"): 1.0, ("Y", "Z"): 0.2}


def apart() -> ibis.Table:
    rows = [
        {"theme": a, "other": b, "distance": APART.get((a, b), APART.get((b, a), 0.0))}
        for a in THEMES
        for b in THEMES
    ]
    return ibis.memtable(rows)


def held(amounts: dict[str, float]) -> ibis.Table:
    return ibis.memtable(
        [{"key": "a", "theme": theme, "amount": float(one)} for theme, one in amounts.items()]
    )


def indices(engine: Engine, amounts: dict[str, float]) -> dict[str, Any]:
    (row,) = engine.rows(diversity.indices(held(amounts), apart(), by=["key"]))
    return row


def activities(counts: dict[str, int]) -> list[dict[str, str]]:
    names = [theme for theme, number in counts.items() for _ in range(number)]
    return [{"key": "a", "activity": f"p{at:04}", "theme": theme} for at, theme in enumerate(names)]


def test_by_hand(engine: Engine) -> None:
    row = indices(engine, {"X": 2, "Y": 1, "Z": 1})
    assert row["themes"] == 3
    assert row["shannon"] == pytest.approx(-(0.5 * log(0.5) + 0.5 * log(0.25)))
    assert row["rao"] == pytest.approx(2 * (0.5 * 0.5 * 0.25 + 1.0 * 0.5 * 0.25 + 0.2 * 0.25 * 0.25))


def test_one_theme_is_no_diversity(engine: Engine) -> None:
    row = indices(engine, {"X": 7})
    assert (row["shannon"], row["rao"]) == (0, 0)


AMOUNTS = st.fixed_dictionaries({one: st.integers(0, 40) for one in THEMES}).filter(
    lambda one: sum(one.values())
)


@MANY
@given(AMOUNTS, st.sampled_from([2, 10]))
def test_size_does_not_matter_and_bounds_hold(engine: Engine, amounts: dict[str, int], scale: int) -> None:
    once, scaled = indices(engine, amounts), indices(engine, {one: scale * n for one, n in amounts.items()})
    assert once["shannon"] == pytest.approx(scaled["shannon"])
    assert once["rao"] == pytest.approx(scaled["rao"])
    assert -1e-12 <= once["shannon"] <= log(once["themes"]) + 1e-12
    assert 0 <= once["rao"] <= max(APART.values())


@MANY
@given(AMOUNTS)
def test_names_of_themes_do_not_matter_to_entropy(engine: Engine, amounts: dict[str, int]) -> None:
    turned = dict(zip(THEMES, (amounts[one] for one in "YZX"), strict=True))
    assert indices(engine, amounts)["shannon"] == pytest.approx(indices(engine, turned)["shannon"])


def test_an_activity_of_two_themes_is_shared(engine: Engine) -> None:
    rows = [{"key": "a", "activity": "1", "theme": one} for one in "XY"] + [
        {"key": "a", "activity": "2", "theme": "X"}
    ]
    summed: dict[str, float] = {}
    for row in engine.rows(diversity.amounts(ibis.memtable([*rows, rows[0]]), by=["key"])):
        summed[row["theme"]] = summed.get(row["theme"], 0) + row["amount"]
    assert summed == {"X": 1.5, "Y": 0.5}


def test_with_an_interval_once_there_is_enough(engine: Engine) -> None:
    (row,) = engine.rows(
        diversity.diversity(ibis.memtable(activities({"X": 20, "Y": 20})), apart(), by=["key"])
    )
    assert (row["count"], row["themes"]) == (40, 2)
    assert row["shannon"] == pytest.approx(log(2), abs=0.03)
    assert row["rao"] == pytest.approx(2 * 0.5 * 0.25 * 40 / 39, abs=0.01)  # freed of the bias n / (n - 1)
    assert row["shannon_low"] <= row["shannon"] <= row["shannon_high"] <= log(3) + 1e-12
    assert row["rao_low"] <= row["rao"] <= row["rao_high"]


def test_too_few_activities_are_not_judged(engine: Engine) -> None:
    (row,) = engine.rows(
        diversity.diversity(ibis.memtable(activities({"X": 5, "Y": 4})), apart(), by=["key"])
    )
    assert (row["count"], row["shannon"], row["rao_low"]) == (9, None, None)


def test_what_would_change_it(engine: Engine) -> None:
    """One more project under each theme, against indices made anew."""
    counts = {"X": 6, "Y": 3}
    found = {
        row["theme"]: row
        for row in engine.rows(diversity.levers(ibis.memtable(activities(counts)), apart(), by=["key"]))
    }
    assert set(found) == set(THEMES)
    before = indices(engine, counts)
    for theme in THEMES:
        after = indices(engine, {**counts, theme: counts.get(theme, 0) + 1})
        assert found[theme]["shannon_change"] == pytest.approx(after["shannon"] - before["shannon"])
        assert found[theme]["rao_change"] == pytest.approx(after["rao"] - before["rao"])
    assert found["X"]["share"] == pytest.approx(2 / 3)
    assert found["X"]["shannon_change"] < 0 < found["Z"]["shannon_change"]


def test_distances_by_hand(engine: Engine) -> None:
    """o has two projects in X and one in Y, p one in X; nobody of X is in Z."""
    rows = [("o", "1", "X"), ("o", "2", "X"), ("o", "2", "Y"), ("p", "3", "X"), ("q", "4", "Z")]
    table = ibis.memtable([dict(zip(("key", "activity", "theme"), row, strict=True)) for row in rows])
    found = {(row["theme"], row["other"]): row["distance"] for row in engine.rows(diversity.distances(table))}
    assert len(found) == 9
    assert found["X", "Y"] == found["Y", "X"] == pytest.approx(1 - 2 / sqrt(5))
    assert found["X", "Z"] == 1
    assert {found[one, one] for one in THEMES} == {0}
