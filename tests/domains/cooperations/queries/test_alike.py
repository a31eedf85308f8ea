"""Cooperations that look like one about to be declared, among those one may see."""

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import queries


def titles(who, title="Tides of the strait", partners=("test-sg",), units=("wave",)) -> list[str]:
    found = queries.alike(reach=who.reach, at=TODAY, title=title, partners=partners, units=units)
    return [line.title for line in found]


def test_the_same_partner_and_unit_or_a_title_alike(declared, somebody):
    declared(title="Winds")
    declared(title="Tides of the straits", units=["cloud"])
    declared(title="Sand", units=["cloud"])
    declared(title="Tides of the strait", partners=["test-jp"])
    one = somebody("referent")
    assert titles(one) == ["Winds", "Tides of the straits"]
    assert titles(one, units=()) == ["Tides of the straits"]
    assert titles(one, partners=()) == []


def test_what_one_may_not_see_is_not_told(declared, somebody):
    declared(title="Tides of the strait", confidentiality="need-to-know")
    declared(title="Tides of the strait", units=["cloud"])
    assert titles(somebody("researcher", units=("wave",))) == []
