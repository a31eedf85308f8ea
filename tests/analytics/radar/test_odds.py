"""The model for units: what it is told, that its parts are all of its score, that it learns on the past only."""

from datetime import date

import numpy as np
import pytest

from portulan.analytics.radar import odds
from portulan.analytics.radar.links import Links, Reading, Row, gathered
from portulan.analytics.radar.network import network_at
from portulan.analytics.radar.pairs import Scope, Window, pairs_of

SCOPE = Scope("FR", kinds=("HES",), min_activity=1)
WINDOW = Window(date(2020, 12, 31), date(2021, 12, 31))


def test_features_by_hand(small: Links) -> None:
    network = network_at(small, date(2016, 12, 31))
    pairs = pairs_of(network, SCOPE)
    found = {
        small.organisations[pairs.focal[left]] + small.organisations[pairs.candidates[right]]: row
        for left, right, row in zip(pairs.left, pairs.right, odds.features(network, pairs), strict=True)
    }
    told = dict(zip(odds.FEATURES, np.expm1(found["ac"]), strict=True))
    assert told["our_activity"] == pytest.approx(2)  # p1, p3
    assert told["their_activity"] == pytest.approx(1)  # p2
    assert told["their_partners"] == pytest.approx(1)  # k
    assert told["country"] == pytest.approx(1)  # d is of DE too
    assert told["rare"] == pytest.approx(1 / 4)  # k has met a, b, c, e
    assert np.expm1(found["bd"])[odds.FEATURES.index("country")] == pytest.approx(0)


def world(years: int) -> Links:
    """A home of twelve and abroad of forty; each year everybody abroad of an even number meets one more at home."""
    rows = [
        Row(f"p{year}-{far}", key, country, "HES", date(2014 + year, 6, 1).toordinal(), frozenset({"X"}))
        for year in range(years)
        for far in range(0 if year == 0 else 40)
        if far % 2 == 0 or year == 1
        for key, country in ((f"h{(far + 5 * year) % 12}", "FR"), (f"f{far}", "DE"))
    ]
    return gathered(rows_of=[*rows, Row("p", "h0", "FR", "HES", date(2014, 1, 1).toordinal(), frozenset())],
                    reading=Reading())  # fmt: skip


def test_the_parts_add_up_to_the_score() -> None:
    values = np.random.default_rng(1).normal(size=(200, len(odds.FEATURES)))
    label = values[:, 0] + np.random.default_rng(2).normal(size=200) > 1
    found = odds.fitted((WINDOW,), values, label)
    for row in values[:20]:
        told = found.told(row)
        assert list(told.parts) == list(odds.FEATURES)
        assert told.base + sum(told.parts.values()) == pytest.approx(told.score, abs=1e-12)
        assert told.score == pytest.approx(found.score(row[None])[0])
        assert told.chance == pytest.approx(1 / (1 + np.exp(-told.score)))
    assert int(np.argmax(found.weights)) == 0
    assert found.exploratory


def test_chances_add_up_to_what_came() -> None:
    """The property of a logistic model with a base: on what it was learned on, predicted and realised are equal."""
    values = np.random.default_rng(3).normal(size=(400, len(odds.FEATURES)))
    label = np.random.default_rng(4).random(400) < 0.2
    found = odds.fitted((WINDOW,), values, label)
    assert sum(found.told(row).chance for row in values) == pytest.approx(label.sum(), rel=1e-3)


def test_it_learns_on_the_past_only() -> None:
    day = date(2018, 12, 31)
    known, later = odds.learned(world(5), SCOPE, day), odds.learned(world(9), SCOPE, day)
    assert known is not None
    assert later is not None
    assert (known.pairs, known.positives, known.windows) == (later.pairs, later.positives, later.windows)
    assert known.weights == pytest.approx(later.weights)
    assert all(window.until <= day for window in known.windows)
    assert not known.exploratory


def test_too_little_teaches_nothing(small: Links) -> None:
    assert odds.learned(small, SCOPE, date(2018, 12, 31)) is None
