"""The reach of a person: mandates of the day, units with all below them, two queries."""

from datetime import date

import pytest

from cast.people import make
from domains.packed import AT, BY, TODAY, load_pack, small_pack, structure
from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import NOBODY, may, may_on, units_for
from portulan.domains.organisation.models import Mandate, Role, Unit
from portulan.domains.organisation.queries import reach_of
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb

ROLES = """
[[role]]
code = "keeper"
name.fr = "Gardien"
name.en = "Keeper"
verbs = ["data.build"]
[[role]]
code = "guest"
name.fr = "Invité"
name.en = "Guest"
"""
UNITS = '[[unit]]\nrnsr = "200900001A"\nshort = "A"\nname = "Anchor"\nparent = "sea"\nsource = "log"\n'


@pytest.fixture
def keeper(isle):
    load_pack(small_pack(isle, roles=ROLES, units=UNITS))
    take_in_structures(
        [
            structure("200900001A"),
            structure("200900002B", kind="Equipe interne", parents=("200900001A",)),
            structure("200900003C", fields=("1",), address_country="JP"),
        ],
        by=BY,
        at=AT,
        today=TODAY,
    )
    return make("administrator").person


def give(person, role="keeper", *, units=(), countries=(), **dates) -> Mandate:
    mandate = Mandate.objects.create(person=person, role=Role.objects.get(code=role), **dates)
    mandate.units.set(Unit.objects.filter(code__in=units))
    mandate.countries.set(Country.objects.filter(code__in=countries))
    return mandate


def allowed(reach) -> set[str]:
    found = set(Unit.objects.filter(units_for(reach, Verb.DATA_BUILD)).values_list("code", flat=True))
    assert found == {row.code for row in Unit.objects.all() if may_on(reach, Verb.DATA_BUILD, row)}
    return found


def test_an_anonymous_reader_and_a_person_without_mandate_may_nothing(keeper, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reach_of(None, TODAY) is NOBODY
    with django_assert_num_queries(1):
        reach = reach_of(keeper, TODAY)

    assert not may(reach, Verb.DATA_BUILD)
    assert allowed(reach) == set()


def test_a_mandate_for_the_whole_reaches_every_unit(keeper, django_assert_num_queries):
    mandate = give(keeper)

    with django_assert_num_queries(2):
        reach = reach_of(keeper, TODAY)

    assert may(reach, Verb.DATA_BUILD)
    assert not may(reach, Verb.ORGANISATION_MANAGE)
    assert len(allowed(reach)) == Unit.objects.count()
    assert [(one.uid, one.role, one.name_en) for one in reach.mandates] == [
        (str(mandate.uid), "keeper", "Keeper")
    ]


def test_a_unit_reaches_all_that_sources_put_below_it_and_no_proposal(keeper, django_assert_num_queries):
    give(keeper, units=["sea"])

    with django_assert_num_queries(2):
        reach = reach_of(keeper, TODAY)

    assert allowed(reach) == {"sea", "rnsr-200900001A", "rnsr-200900002B"}


def test_units_and_countries_must_agree(keeper):
    give(keeper, units=["isle"], countries=["SG"])

    assert allowed(reach_of(keeper, TODAY)) == {"office-singapore", "rnsr-200900001A", "rnsr-200900002B"}


def test_several_mandates_add_up_in_two_queries(keeper, django_assert_num_queries):
    give(keeper, units=["sky"])
    give(keeper, countries=["JP"])
    give(keeper, units=["rnsr-200900002B", "sky"], countries=["SG", "JP"])

    with django_assert_num_queries(2):
        reach = reach_of(keeper, TODAY)

    assert allowed(reach) == {"sky", "rnsr-200900002B", "rnsr-200900003C"}


def test_a_mandate_holds_from_its_beginning_to_its_end(keeper):
    give(keeper, since="2026-01-01", until="2026-12-31")

    assert not may(reach_of(keeper, date(2025, 12, 31)), Verb.DATA_BUILD)
    assert may(reach_of(keeper, TODAY), Verb.DATA_BUILD)
    assert not may(reach_of(keeper, date(2026, 12, 31)), Verb.DATA_BUILD)


def test_a_role_that_ended_gives_nothing(keeper, tmp_path):
    give(keeper)
    load_pack(small_pack(tmp_path / "isle", roles="", units=UNITS))

    assert not may(reach_of(keeper, TODAY), Verb.DATA_BUILD)


def test_a_role_without_verbs_allows_nothing_but_is_told(keeper):
    give(keeper, role="guest")

    reach = reach_of(keeper, TODAY)

    assert not may(reach, Verb.DATA_BUILD)
    assert [one.role for one in reach.mandates] == ["guest"]


def test_a_verb_the_code_does_not_know_is_ignored(keeper):
    give(keeper)
    Role.objects.filter(code="keeper").update(verbs=["data.build", "fly"])

    assert set(reach_of(keeper, TODAY).verbs) == {Verb.DATA_BUILD}


def test_a_reach_cannot_be_changed(keeper):
    give(keeper)
    reach = reach_of(keeper, TODAY)

    with pytest.raises(TypeError):
        reach.verbs[Verb.ORGANISATION_MANAGE] = ()
