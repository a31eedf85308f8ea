from datetime import date

import pytest

from portulan.analytics.radar.explanation import Explanation, explained
from portulan.analytics.radar.features import evidence
from portulan.analytics.radar.fusion import fused
from portulan.analytics.radar.links import Links
from portulan.analytics.radar.network import network_at
from portulan.analytics.radar.pairs import Scope, pairs_of


def every(links: Links) -> list[Explanation]:
    network = network_at(links, date(2016, 12, 31))
    pairs = pairs_of(network, Scope("FR", kinds=("HES",), min_activity=1))
    score = fused(evidence(network, pairs))
    return [
        explained(
            network,
            pairs.focal[pairs.left[at]],
            pairs.candidates[pairs.right[at]],
            score.parts(at),
        )
        for at in range(len(pairs))
    ]


def test_the_parts_sum_to_the_score(small: Links) -> None:
    for one in every(small):
        bridges = sum(bridge.part for bridge in one.bridges) + one.other_bridges[1]
        chains = sum(chain.part for chain in one.chains) + one.other_chains[1]
        common = sum(theme.common_ground for theme in one.themes)
        parts = one.parts
        assert bridges == pytest.approx(parts["shared"] + parts["themed"] + parts["rare"])
        assert chains == pytest.approx(parts["chained"])
        assert common == pytest.approx(parts["ground"] + parts["profile"])
        assert bridges + chains + common == pytest.approx(one.score)
        assert sum(theme.through_bridges for theme in one.themes) == pytest.approx(parts["themed"])


def test_a_chain_names_its_three_legs(small: Links) -> None:
    found = next(one for one in every(small) if one.focal + one.candidate == "bc")
    (chain,) = found.chains
    assert (chain.near, chain.far) == ("e", "k")
    legs = (chain.with_focal, chain.between, chain.with_candidate)
    assert [[meeting.project for meeting in leg] for leg in legs] == [["p4"], ["p4"], ["p2"]]
    assert found.other_chains == (0, 0)


def test_it_names_the_bridge_and_its_evidence(small: Links) -> None:
    found = next(one for one in every(small) if one.focal + one.candidate == "ac")
    assert [bridge.organisation for bridge in found.bridges] == ["k"]
    assert [(one.project, one.start) for one in found.bridges[0].with_focal] == [("p1", date(2014, 12, 31))]
    assert [one.project for one in found.bridges[0].with_candidate] == ["p2"]
    assert [theme.theme for theme in found.themes] == ["X"]


def test_several_bridges_fall_by_part(small: Links) -> None:
    found = next(one for one in every(small) if one.focal + one.candidate == "ae")
    assert {bridge.organisation for bridge in found.bridges} == {"d", "k"}
    parts = [bridge.part for bridge in found.bridges]
    assert parts == sorted(parts, reverse=True)
