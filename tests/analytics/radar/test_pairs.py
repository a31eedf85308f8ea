from datetime import date

import pytest

from portulan.analytics.radar.links import Links
from portulan.analytics.radar.network import network_at
from portulan.analytics.radar.pairs import Pairs, Scope, Window, labels, pairs_of

DAY = date(2016, 12, 31)
WINDOW = Window(after=DAY, until=date(2018, 12, 31))


def named(links: Links, pairs: Pairs) -> list[str]:
    keys = links.organisations
    ends = zip(pairs.focal[pairs.left], pairs.candidates[pairs.right], strict=True)
    return [keys[left] + keys[right] for left, right in ends]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope("FR", kinds=("HES",), min_activity=1), ["ac", "ae", "bc", "bd"]),
        (Scope("FR", kinds=("HES",), min_activity=2), ["ae"]),
        (Scope("FR", min_activity=1), ["ac", "ae", "bc", "bd", "kd"]),
        (Scope("FR", focal="b", kinds=("HES",), min_activity=1), ["bc", "bd"]),
        (Scope("DE", kinds=("HES",), min_activity=1), ["ca", "cb", "ce", "db"]),
    ],
)
def test_every_pair_never_linked(small: Links, scope: Scope, expected: list[str]) -> None:
    assert named(small, pairs_of(network_at(small, DAY), scope)) == expected


@pytest.mark.parametrize(("strict", "expected"), [(None, ["ac", "bd"]), (3, ["ac", "bd"]), (2, ["ac"])])
def test_which_of_them_link(small: Links, strict: int | None, expected: list[str]) -> None:
    pairs = pairs_of(network_at(small, DAY), Scope("FR", kinds=("HES",), min_activity=1))
    window = Window(after=WINDOW.after, until=WINDOW.until, strict=strict)
    found = labels(pairs, small, window)
    assert [name for name, links in zip(named(small, pairs), found, strict=True) if links] == expected


def test_the_horizon_is_a_limit(small: Links) -> None:
    pairs = pairs_of(network_at(small, DAY), Scope("FR", kinds=("HES",), min_activity=1))
    assert labels(pairs, small, Window(after=DAY, until=date(2017, 5, 31))).sum() == 1
    assert labels(pairs, small, Window(after=DAY, until=date(2017, 5, 30))).sum() == 0
