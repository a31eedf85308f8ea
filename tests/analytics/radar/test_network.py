from datetime import date
from math import log, sqrt

import numpy as np
import pytest

from portulan.analytics.radar.links import Links
from portulan.analytics.radar.network import network_at

A, B, C, D, E, K = range(6)
DAY = date(2016, 12, 31)
OLD = 2 ** (-(731 / 365.25) / 2)  # p1, two years before


def test_only_what_had_begun_is_known(small: Links) -> None:
    network = network_at(small, DAY)
    assert list(network.known) == [0, 1, 2, 3, 4]
    assert list(network.activity) == [2, 1, 1, 2, 2, 3]


def test_partners(small: Links) -> None:
    network = network_at(small, DAY)
    assert list(network.degree) == [2, 2, 1, 2, 3, 4]  # a: k d; b: e k; c: k; d: a e; e: b k d; k: a c b e
    assert network.linked.diagonal().sum() == 0
    assert network.rarity[K] == pytest.approx(1 / log(4))


def test_weights_fade_and_large_projects_count_less(small: Links) -> None:
    legs = network_at(small, DAY).legs(np.array([A, B])).toarray()
    assert legs[0, K] == pytest.approx(sqrt(OLD))
    assert legs[1, K] == pytest.approx(sqrt(2 ** (-(184 / 365.25) / 2) / 2))
    assert legs[0, A] == legs[1, B] == 0


def test_weights_within_a_theme(small: Links) -> None:
    network = network_at(small, DAY)
    x, y = (network.legs(np.array([A]), theme).toarray()[0] for theme in (0, 1))
    assert x[K] > 0
    assert x[D] == 0
    assert y[K] == 0
    assert y[D] > 0


def test_activity_by_theme(small: Links) -> None:
    network = network_at(small, DAY)
    assert network.theme_activity[C].toarray()[0] == pytest.approx([1.0, 0.0])
    assert network.theme_mass[0] == pytest.approx(network.theme_activity[:, [0]].sum())
