"""Scores on answers small enough to count by hand."""

import numpy as np
import pytest

from portulan.analytics.matching import scoring


def test_a_wrong_answer_is_a_false_positive_and_a_miss() -> None:
    counts = scoring.counted([{1}, {2}, set(), {4, 5}], [{1}, {3}, set(), {4}])
    assert counts.tolist() == [[1, 0, 0], [0, 1, 1], [0, 0, 0], [1, 1, 0]]
    found = scoring.quality(counts)
    assert (found.precision, found.recall) == (pytest.approx(2 / 4), pytest.approx(2 / 3))
    assert found.f1 == pytest.approx(4 / 7)
    assert found.low <= found.f1 <= found.high


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    assert scoring.quality(scoring.counted([set()], [set()])).f1 == 1.0


def test_isotonic_never_goes_down_and_keeps_shares() -> None:
    random = np.random.default_rng(3)
    scores = random.normal(size=4000)
    right = (random.random(4000) < 1 / (1 + np.exp(-2 * scores))).astype(float)
    at, said = scoring.isotonic(scores, right, np.ones(4000))
    assert (np.diff(at) > 0).all()
    assert (np.diff(said) >= 0).all()
    assert len(at) <= 65
    assert abs(float(np.interp(scores, at, said).mean()) - right.mean()) < 0.02


def test_recall_at_a_precision_nobody_reaches_is_none() -> None:
    assert scoring.recall_at(0.98, lambda _: scoring.counted([{1}], [{2}]), [0.5]) == (0.0, 1.0)
