from datetime import date
from math import log, sqrt

import numpy as np
import pytest

from portulan.analytics.radar.features import BASELINES, baseline, evidence
from portulan.analytics.radar.links import Links
from portulan.analytics.radar.network import Network, network_at
from portulan.analytics.radar.pairs import Pairs, Scope, pairs_of

OLD = 2 ** (-(731 / 365.25) / 2)
HALF = 2 ** (-(184 / 365.25) / 2)


@pytest.fixture
def network(small: Links) -> Network:
    return network_at(small, date(2016, 12, 31))


@pytest.fixture
def pairs(network: Network) -> Pairs:
    """ac, ae, bc, bd, in this order."""
    return pairs_of(network, Scope("FR", kinds=("HES",), min_activity=1))


def test_shared_partners(network: Network, pairs: Pairs) -> None:
    shared = evidence(network, pairs).shared
    a_k, b_k, k_c = sqrt(OLD), sqrt(HALF / 2), 1.0
    assert shared[0] == pytest.approx(a_k * k_c / log(4))
    assert shared[2] == pytest.approx(b_k * k_c / log(4))


def test_a_theme_needs_both_legs(network: Network, pairs: Pairs) -> None:
    found = evidence(network, pairs)
    assert found.themed[0] == pytest.approx(found.shared[0])  # a-k and k-c are both of theme X
    # a-e: by k within X, and by d within Y, where p5 stands under both themes
    assert found.themed[1] == pytest.approx(found.shared[1])
    assert found.themed[3] == pytest.approx(found.shared[3])  # b-e and e-d are both of X


def test_common_ground(network: Network, pairs: Pairs) -> None:
    mass = network.theme_mass
    assert evidence(network, pairs).ground[0] == pytest.approx(OLD * 1.0 / mass[0])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("random", [0, 0, 0, 0]),
        ("popularity", [1, 3, 1, 2]),
        ("preferential_attachment", [2, 6, 2, 4]),
        ("common_neighbours", [1, 2, 1, 1]),
        ("adamic_adar", [1 / log(4), 1 / log(4) + 1 / log(2), 1 / log(4), 1 / log(3)]),
        ("resource_allocation", [1 / 4, 1 / 4 + 1 / 2, 1 / 4, 1 / 3]),
    ],
)
def test_baselines(network: Network, pairs: Pairs, name: str, expected: list[float]) -> None:
    assert name in BASELINES
    assert np.allclose(baseline(name, network, pairs), expected)


def test_a_partner_of_few_counts_most(network: Network, pairs: Pairs) -> None:
    assert np.allclose(evidence(network, pairs).rare, baseline("resource_allocation", network, pairs))


def test_a_chain_has_three_legs(network: Network, pairs: Pairs) -> None:
    """b to c: b-e-k-c only, e having three partners (b, d, k) and k four (a, b, c, e)."""
    b_e, e_k, k_c = sqrt(HALF / 2), sqrt(HALF / 2), 1.0
    assert evidence(network, pairs).chained[2] == pytest.approx(b_e * e_k * k_c / sqrt(3 * 4))


def test_profiles_are_compared_by_their_cosine(network: Network, pairs: Pairs) -> None:
    """a has worked in X (p1) and Y (p3), c in X alone (p2)."""
    in_x, in_y = OLD, 2 ** (-(550 / 365.25) / 2)
    assert evidence(network, pairs).profile[0] == pytest.approx(in_x / sqrt(in_x**2 + in_y**2))
    assert (evidence(network, pairs).profile <= 1 + 1e-12).all()
