"""The portfolio over the matrix, by hand, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.domains.priorities.queries.matrix import compared

SPOTS = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["SG", "JP", ""])), st.integers(1, 9)
)


def test_by_hand():
    """Priorities ask 3 of 4 in Singapore and 1 of 4 in Japan; of ten cooperations five are each where asked, and none
    where Japan is: half are elsewhere."""
    found = compared({("a", "SG"): 3, ("a", "JP"): 1}, {("a", "SG"): 5, ("a", ""): 5})
    gaps = {(one.unit, one.area): one.gap for one in found.spots}
    assert gaps == {
        ("a", "SG"): pytest.approx(0.25),
        ("a", "JP"): pytest.approx(0.25),
        ("a", ""): pytest.approx(-0.5),
    }
    assert (found.total, found.distance, found.moved) == (10, pytest.approx(0.5), 5)
    assert found.spots[0].area == ""  # the widest gap first


def test_where_either_is_empty_nothing_is_said():
    assert compared({}, {("a", "SG"): 1}).distance is None
    assert compared({("a", "SG"): 1}, {}).distance is None


@given(SPOTS.filter(bool), SPOTS.filter(bool), st.integers(1, 5))
def test_bounds_and_size(weights, counts, scale):
    found = compared(weights, counts)
    assert 0 <= found.distance <= 1 + 1e-12
    assert sum(one.gap for one in found.spots) == pytest.approx(0)
    larger = compared(weights, {spot: scale * count for spot, count in counts.items()})
    assert larger.distance == pytest.approx(found.distance)
    assert compared(weights, weights).distance == pytest.approx(0)
