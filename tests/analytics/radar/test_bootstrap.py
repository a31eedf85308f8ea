import numpy as np
import pytest

from portulan.analytics.radar.bootstrap import Estimate, drawn, estimate, mean_of, ratio


def test_draws() -> None:
    weights = drawn(5, draws=20)
    assert weights.shape == (5, 21)
    assert (weights[:, 0] == 1).all()
    assert (weights.sum(axis=0) == 5).all()
    assert np.array_equal(weights, drawn(5, draws=20))


def test_an_estimate_has_the_value_of_the_data_and_percentiles_of_the_draws() -> None:
    found = estimate(np.array([0.5, *np.linspace(0, 1, 41)]))
    assert found.value == 0.5
    assert (found.low, found.high) == (pytest.approx(0.025), pytest.approx(0.975))


def test_what_cannot_be_said() -> None:
    assert estimate(np.array([np.nan, 1.0])) == Estimate(None, None, None)
    assert estimate(np.array([0.5])) == Estimate(0.5, None, None)


def test_means_leave_out_who_has_no_value() -> None:
    weights = np.array([[1.0, 2, 0], [1, 1, 0], [1, 0, 3]])
    found = mean_of(np.array([0.0, 1.0, np.nan]), weights)
    assert found[:2] == pytest.approx([1 / 2, 1 / 3])
    assert np.isnan(found[2])


def test_a_ratio_over_nothing() -> None:
    found = ratio(np.array([1.0, 1.0]), np.array([2.0, 0.0]))
    assert found[0] == 0.5
    assert np.isnan(found[1])
