"""Units on which a reader holds a verb, and no other."""

import pytest

from domains.packed import TODAY
from portulan.domains.organisation.access import NOBODY, Reach, Scope
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.queries import holds_on, unit_within, units_within
from portulan.domains.organisation.vocabulary import UnitKind, Verb

pytestmark = pytest.mark.usefixtures("isle")
READ = Verb.STEERING_READ


def reach(**scope) -> Reach:
    return Reach({READ: (Scope(**scope),)})


def sea() -> Reach:
    return reach(units=frozenset({Unit.objects.get(code="sea").pk}))


def test_a_unit_of_the_scope_is_given_and_another_is_as_none():
    assert unit_within("sea", reach=sea(), verb=READ, at=TODAY).code == "sea"
    for code in ("sky", "nowhere"):
        assert unit_within(code, reach=sea(), verb=READ, at=TODAY) is None
    assert unit_within("sea", reach=sea(), verb=Verb.RADAR_READ, at=TODAY) is None
    assert unit_within("sea", reach=NOBODY, verb=READ, at=TODAY) is None


def test_lists_are_of_the_kinds_asked_and_of_the_scope():
    def codes(of: Reach, *kinds: UnitKind) -> list[str]:
        return [line.code for line in units_within(reach=of, verb=READ, at=TODAY, kinds=kinds)]

    assert codes(sea(), UnitKind.INSTITUTE, UnitKind.ORGANISATION) == ["sea"]
    assert {"sea", "sky"} <= set(codes(reach(), UnitKind.INSTITUTE))
    assert codes(NOBODY, UnitKind.INSTITUTE) == []


def test_holding_on_a_unit_costs_nothing_to_who_holds_it_nowhere(django_assert_num_queries):
    assert holds_on("sea", reach=sea(), verb=READ)
    assert not holds_on("sky", reach=sea(), verb=READ)
    with django_assert_num_queries(0):
        assert not holds_on("sea", reach=NOBODY, verb=READ)
