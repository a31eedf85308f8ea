from dataclasses import fields
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from portulan.analytics.radar.features import Evidence
from portulan.analytics.radar.fusion import fused, term

VALUES = arrays(np.float64, st.integers(1, 40), elements=st.integers(0, 1000).map(float))


def channels(**given: np.ndarray) -> Evidence:
    """Evidence of three pairs; a channel that is not given says nothing."""
    return Evidence(**{one.name: given.get(one.name, np.zeros(3)) for one in fields(Evidence)})


def test_a_term_is_the_log_of_a_rank() -> None:
    assert term(np.array([5.0, 7.0, 0.0, 0.0])) == pytest.approx([log(14 / 12), log(14 / 11), 0, 0])
    assert len(term(np.zeros(0))) == 0


def test_it_orders_pairs_as_the_formula_of_reference() -> None:
    shared, themed = np.array([3.0, 2.0, 1.0]), np.array([0.0, 2.0, 1.0])
    score = fused(channels(shared=shared, themed=themed))
    reference = [-(log(1 + 10) + log(3 + 10)), -(log(2 + 10) + log(1 + 10)), -(log(3 + 10) + log(2 + 10))]
    assert np.diff(score.shared + score.themed) == pytest.approx(np.diff(reference))


@given(VALUES, st.sampled_from([0.5, 2.0, 1024.0]))
def test_units_do_not_matter(values: np.ndarray, scale: float) -> None:
    assert np.array_equal(term(values), term(values * scale))


@given(VALUES)
def test_bounds(values: np.ndarray) -> None:
    found = term(values)
    assert (found >= 0).all()
    assert (found <= log(len(values) + 10)).all()
    order = np.argsort(values)
    assert (np.diff(found[order]) >= 0).all()


def test_parts_add_up() -> None:
    score = fused(Evidence(*(np.array([value, 0.0]) for value in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0))))
    assert score.total[0] == pytest.approx(5 * log(12 / 11))
    assert score.total[1] == 0
    assert sum(score.parts(0).values()) == pytest.approx(score.total[0])
    assert score.parts(0)["rare"] == pytest.approx(0.5 * log(12 / 11))
