from datetime import date

import pytest

from analytics.radar.conftest import PROJECTS, TODAY, Write, rows_of
from portulan.analytics.radar.honesty import ColdStart, Shortened, censoring, cold_start
from portulan.analytics.radar.links import Links, read
from portulan.analytics.radar.network import network_at
from portulan.analytics.radar.pairs import Scope, Window, pairs_of

DAY = date(2016, 12, 31)
WINDOW = Window(after=DAY, until=date(2018, 12, 31))
SCOPE = Scope("FR", kinds=("HES",), min_activity=1)


def test_hidden_history_makes_old_links_new(write: Write) -> None:
    """b and e met in June 2016: remembered with half of the two years, forgotten with the last quarter alone."""
    links = read(write(rows_of([*PROJECTS, ("p8", "be", "2017-01-31", "Y")])), today=TODAY)
    network = network_at(links, DAY)
    found = censoring(network, pairs_of(network, SCOPE), WINDOW)
    assert found.history_years == pytest.approx(732 / 365.25)
    assert (found.linked, found.new) == (3, 2)
    assert [(one.called_new, one.in_truth_old) for one in found.shortened] == [(3, 1), (2, 0), (2, 0)]


def test_the_share_of_nothing() -> None:
    assert Shortened(1.0, 0, 0).share is None
    assert Shortened(1.0, 4, 1).share == 0.25


def test_newcomers_are_counted(write: Write) -> None:
    new = [["p9", "a", "FR", "HES", "2017-01-31", "X"], ["p9", "z", "ES", "HES", "2017-01-31", "X"]]
    links: Links = read(write([*rows_of(PROJECTS), *new]), today=TODAY)
    found = cold_start(network_at(links, DAY), SCOPE, WINDOW)
    assert found == ColdStart(pairs=3, never_seen=1, too_little=1)
    strict = cold_start(network_at(links, DAY), Scope("FR", kinds=("HES",), min_activity=2), WINDOW)
    assert strict == ColdStart(pairs=3, never_seen=1, too_little=3)
