from datetime import date

import numpy as np
import pytest

from portulan.analytics.radar.calibration import BOUNDS, Chances, deciles, learned, strata, wilson
from portulan.analytics.radar.links import Links
from portulan.analytics.radar.pairs import Scope, Window

WINDOW = Window(after=date(2015, 12, 31), until=date(2016, 12, 31))


def test_strata_go_from_the_best_down() -> None:
    place = strata(np.arange(1000.0))
    assert place[999] == 0
    assert place[0] == len(BOUNDS) - 2
    assert np.bincount(place)[:3].tolist() == [1, 1, 3]


def test_counts_are_carried_over_not_rates() -> None:
    yearly = np.zeros(len(BOUNDS) - 1)
    yearly[0] = 0.5
    chances = Chances(WINDOW, 1.0, 30, yearly)
    predicted = chances.predicted(np.arange(2000.0), years=2)
    assert predicted.sum() == pytest.approx(1.0)
    assert predicted[1999] == pytest.approx(0.5)


def test_a_chance_never_passes_one() -> None:
    chances = Chances(WINDOW, 1.0, 30, np.full(len(BOUNDS) - 1, 1e9))
    assert chances.predicted(np.arange(100.0), years=1).max() == 1


def test_deciles_count_what_came() -> None:
    label = np.zeros(100, dtype=bool)
    label[95:] = True
    found = deciles(np.arange(100.0), label, None, 2.0)
    assert [one.positives for one in found] == [5] + [0] * 9
    assert found[0].realised == 0.5
    assert found[0].predicted is None
    assert found[0].low < 0.5 < found[0].high


def test_wilson() -> None:
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)  # Newcombe 1998
    assert wilson(0, 10)[0] == pytest.approx(0)
    assert wilson(10, 10)[1] == pytest.approx(1)


def test_too_little_teaches_nothing(small: Links) -> None:
    assert learned(small, Scope("FR", min_activity=1), Window(date(2016, 12, 31), date(2018, 12, 31))) is None
