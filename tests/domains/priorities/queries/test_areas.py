"""Areas: sub-regions, then countries, each once."""

from portulan.domains.priorities.queries import areas


def test_sub_regions_then_countries(somebody):
    found = [one.code for one in areas()]
    assert len(found) == len(set(found))
    lengths = [len(code) for code in found]
    assert lengths == sorted(lengths, reverse=True)
    assert {"SG", "JP", "SN"} <= set(found)
