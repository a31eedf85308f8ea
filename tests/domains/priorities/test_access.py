"""Filters and predicates agree, on decisions and on ledgers."""

import pytest

from domains.priorities.services.test_deciding import decide
from domains.priorities.services.test_ledger import write
from portulan.domains.priorities import access
from portulan.domains.priorities.models import Decision, LedgerLine

SCOPES = (((), ()), (("sea",), ()), (("sky",), ()), ((), ("SG",)), ((), ("JP",)), (("sea",), ("SG",)))


@pytest.mark.parametrize("role", ["referent", "director", "correspondent", "researcher"])
@pytest.mark.parametrize(("units", "countries"), SCOPES)
def test_the_filter_and_the_predicate_agree(somebody, role, units, countries):
    made = decide(somebody("referent", units=("sea",)))
    line = write(somebody("director"))
    reach = somebody(role, units=units, countries=countries).reach
    assert Decision.objects.filter(access.visible_to(reach), pk=made.pk).exists() == access.may_read(
        reach, made
    )
    seen = LedgerLine.objects.filter(access.ledger_visible_to(reach), pk=line.pk).exists()
    assert seen == access.may_read_ledger(reach, line)


def test_countries_limit_what_is_shown(somebody):
    assert access.countries_read(somebody("referent").reach) is None
    assert len(access.countries_read(somebody("referent", countries=("SG",)).reach)) == 1
    assert access.countries_read(somebody("").reach) == frozenset()


def test_priorities_are_edited_for_the_whole_only(somebody):
    assert access.may_edit(somebody("director").reach)
    assert not access.may_edit(somebody("director", units=("sea",)).reach)
    assert access.may_see_matrix(somebody("director", units=("sea",)).reach)
    assert not access.may_see_matrix(somebody("researcher").reach)
