"""Who may know of partners, of the people around them, and write about them: the predicate and the filter agree."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast.people import make
from domains.packed import AT, TODAY, structure
from domains.partners.known import BY, SOMEBODY, provisional, reach
from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.models import Contact, Holder, Partner, PartnerCountry
from portulan.domains.partners.services import add_contact, add_holder

SAID = {"family_name": "Exemple"}


@pytest.fixture
def reef(isle) -> Unit:
    take_in_structures([structure("200900001A"), structure("200900002B")], by=BY, at=AT, today=TODAY)
    return Unit.objects.get(rnsr="200900001A")


@pytest.fixture
def world(reef) -> dict[str, Partner]:
    """A partner everybody knows, one of a registry made on first use, one by hand in Senegal also in Singapore."""
    known = Partner.objects.create(
        key="uai-1", name="Zeta", normal="zeta", country=Country.objects.get(code="FR")
    )
    used = Partner.objects.create(
        key="ror-02e7b5302",
        name="NTU",
        normal="ntu",
        origin="registry",
        country=Country.objects.get(code="SG"),
    )
    hand = provisional("Institut des marées", AT)
    PartnerCountry.objects.create(partner=hand, country=Country.objects.get(code="SG"))
    other = Unit.objects.get(rnsr="200900002B")
    for partner in (used, hand):
        for unit in (None, reef, other):
            add_contact(partner=partner, unit=unit, said=SAID, by=BY, at=AT, today=TODAY)
    add_holder(partner=used, person=make("referent").person, kind="holds", unit=reef, by=BY, at=AT)
    return {"known": known, "used": used, "hand": hand}


def seen(rule) -> set[str]:
    return set(Partner.objects.filter(rule).values_list("name", flat=True))


def test_an_outsider_knows_of_what_everybody_knows_and_of_no_person(world):
    assert seen(access.visible_to(NOBODY)) == {"Zeta"}
    assert not Contact.objects.filter(access.kept_for(NOBODY, Verb.PARTNER_READ)).exists()


def test_a_scope_of_a_country_covers_the_seat_and_other_countries(world):
    here = reach(Verb.PARTNER_READ, countries=["SG"])
    there = reach(Verb.PARTNER_READ, countries=["FJ"])

    assert seen(access.visible_to(here)) == {"Zeta", "NTU", "Institut des marées"}
    assert seen(access.visible_to(there)) == {"Zeta"}


def test_the_maker_of_a_record_knows_of_it_and_may_change_it_while_no_registry_has_it(reef):
    me = make("researcher").person
    mine = reach(Verb.COOPERATION_DECLARE, person=me.pk)
    partner = provisional("Mine", AT, reach=mine)

    assert access.may_read(mine, partner)
    assert access.may_edit(SOMEBODY, mine, partner)
    assert not access.may_edit(SOMEBODY, reach(Verb.COOPERATION_DECLARE, person=me.pk + 1), partner)
    Partner.objects.filter(pk=partner.pk).update(ror="02e7b5302")
    partner.refresh_from_db()
    assert not access.may_edit(SOMEBODY, mine, partner)


def test_people_are_seen_by_the_unit_that_keeps_them_within_the_countries(world, reef):
    one_laboratory = reach(Verb.PARTNER_READ, units=[reef.pk], countries=["SG"])
    whole = reach(Verb.PARTNER_READ, countries=["SG"])

    rows = Contact.objects.filter(access.kept_for(one_laboratory, Verb.PARTNER_READ))
    assert {(row.partner.name, row.unit) for row in rows} == {("NTU", reef), ("Institut des marées", reef)}
    assert Contact.objects.filter(access.kept_for(whole, Verb.PARTNER_READ)).count() == 6
    assert Holder.objects.filter(access.kept_for(one_laboratory, Verb.PARTNER_READ)).count() == 1


def test_what_no_unit_keeps_is_covered_by_scopes_without_units_only(world, reef):
    limited, free = reach(Verb.PARTNER_EDIT, units=[reef.pk]), reach(Verb.PARTNER_EDIT)

    assert not access.may_keep(limited, Verb.PARTNER_EDIT, world["used"], None)
    assert access.may_keep(limited, Verb.PARTNER_EDIT, world["used"], reef.pk)
    assert access.may_keep(free, Verb.PARTNER_EDIT, world["used"], None)


def test_who_may_make_join_and_answer():
    assert access.may_make(BY, NOBODY)
    assert access.may_make(SOMEBODY, reach(Verb.COOPERATION_DECLARE))
    assert access.may_make(SOMEBODY, reach(Verb.PARTNER_EDIT))
    assert not access.may_make(SOMEBODY, reach(Verb.PARTNER_READ))
    assert access.may_pin(SOMEBODY, reach(Verb.MATCH_PIN))
    assert not access.may_pin(SOMEBODY, reach(Verb.PARTNER_EDIT))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    countries=st.none() | st.lists(st.sampled_from(["SG", "SN", "FR", "FJ"]), max_size=3),
    units=st.none() | st.lists(st.integers(0, 2), max_size=2),
    verb=st.sampled_from([Verb.PARTNER_READ, Verb.PARTNER_EDIT, Verb.PARTNER_MERGE]),
    held=st.sampled_from([Verb.PARTNER_READ, Verb.PARTNER_EDIT]),
)
def test_the_filter_and_the_predicate_say_the_same(world, reef, countries, units, verb, held):  # noqa: PLR0917
    numbers = [reef.pk, Unit.objects.get(rnsr="200900002B").pk, 0]
    asked = reach(
        held, countries=countries, units=None if units is None else [numbers[place] for place in units]
    )

    for partner in Partner.objects.all():
        assert Partner.objects.filter(access.partners_for(asked, verb), pk=partner.pk).exists() == (
            access.may_on_partner(asked, verb, partner)
        )
        assert Partner.objects.filter(access.visible_to(asked), pk=partner.pk).exists() == access.may_read(
            asked, partner
        )
    for model in (Contact, Holder):
        for row in model.objects.all():
            assert model.objects.filter(access.kept_for(asked, verb), pk=row.pk).exists() == (
                access.may_on_kept(asked, verb, row)
            )
