"""Who may: on one unit, and as a filter; the two agree."""

import itertools

import pytest

from domains.packed import AT, BY, TODAY, structure
from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.access import NOBODY, Reach, Scope, may, may_on, units_for
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb

VERB = Verb.DATA_INSPECT


@pytest.fixture
def units(isle) -> dict[str, Unit]:
    take_in_structures(
        [
            structure("200900001A"),
            structure("200900002B", address_country="JP"),
            structure("200900003C", address_country=None),
        ],
        by=BY,
        at=AT,
        today=TODAY,
    )
    return {row.code: row for row in Unit.objects.all()}


def test_the_filter_and_the_predicate_agree_for_every_scope(units):
    countries = country_ids()
    some_units = [None, frozenset(), frozenset({units["rnsr-200900001A"].pk, units["rnsr-200900003C"].pk})]
    some_countries = [None, frozenset(), frozenset({countries["SG"], countries["JP"]})]
    scopes = [Scope(*pair) for pair in itertools.product(some_units, some_countries)]
    for chosen in itertools.chain(([one] for one in scopes), itertools.combinations(scopes, 2), [[]]):
        reach = Reach({VERB: tuple(chosen)})

        filtered = set(Unit.objects.filter(units_for(reach, VERB)).values_list("code", flat=True))

        assert filtered == {code for code, row in units.items() if may_on(reach, VERB, row)}


def test_an_empty_scope_reaches_nothing_and_no_scope_everything(units):
    unit = units["rnsr-200900001A"]

    assert may_on(Reach({VERB: (Scope(),)}), VERB, unit)
    assert not may_on(Reach({VERB: (Scope(units=frozenset()),)}), VERB, unit)


def test_a_verb_not_given_is_refused(units):
    reach = Reach({VERB: (Scope(),)})

    assert may(reach, VERB)
    assert not may(reach, Verb.DATA_BUILD)
    assert not may_on(reach, Verb.DATA_BUILD, units["sea"])
    assert not may(NOBODY, VERB)
    assert not Unit.objects.filter(units_for(NOBODY, VERB)).exists()
