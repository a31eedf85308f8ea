"""People around a partner, for who may know of them: the people of one laboratory are not another's."""

from datetime import timedelta

import pytest

from cast.people import make
from domains.packed import AT, TODAY, structure
from domains.partners.known import BY, provisional, reach
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Contact
from portulan.domains.partners.queries.people import (
    contact,
    contact_row,
    contacts_of,
    holders_of,
    stale_contacts,
)
from portulan.domains.partners.services import add_contact, add_holder, end_contact

BOTH = (Verb.PARTNER_READ, Verb.PARTNER_EDIT)


@pytest.fixture
def reef(isle) -> Unit:
    take_in_structures([structure("200900001A"), structure("200900002B")], by=BY, at=AT, today=TODAY)
    return Unit.objects.get(rnsr="200900001A")


@pytest.fixture
def partner(reef):
    partner = provisional("Institut des marées", AT)
    other = Unit.objects.get(rnsr="200900002B")
    for family, unit in (("Alpha", reef), ("Beta", other), ("Gamma", None)):
        kept = add_contact(
            partner=partner, unit=unit, said={"family_name": family}, by=BY, at=AT, today=TODAY
        )
        add_holder(partner=partner, person=make_once(), kind="knows", unit=unit, contact=kept, by=BY, at=AT)
    return partner


def make_once():
    from portulan.domains.people.models import Person  # noqa: PLC0415 - one person for all rows, 2026-11-25

    return Person.objects.first() or make("referent").person


def test_each_sees_what_the_scope_holds(partner, reef):
    seen = {
        "nobody": NOBODY,
        "laboratory": reach(*BOTH, units=[reef.pk]),
        "abroad": reach(*BOTH, countries=["SG"]),
        "all": reach(*BOTH),
    }
    found = {
        who: [one.name for one in contacts_of(partner, reach=asked, at=TODAY)] for who, asked in seen.items()
    }

    assert found == {"nobody": [], "laboratory": ["Alpha"], "abroad": [], "all": ["Alpha", "Beta", "Gamma"]}
    held = holders_of(partner, reach=seen["laboratory"], at=TODAY)
    assert [(one.contact, one.unit_code, one.may_edit) for one in held] == [("Alpha", reef.code, True)]


def test_who_reads_only_may_not_write(partner):
    assert {one.may_edit for one in contacts_of(partner, reach=reach(Verb.PARTNER_READ), at=TODAY)} == {False}
    assert {one.may_edit for one in holders_of(partner, reach=reach(Verb.PARTNER_READ), at=TODAY)} == {False}


def test_a_person_is_old_news_a_year_after_the_last_confirmation(partner):
    row = Contact.objects.get(family_name="Beta")
    for days, stale in ((365, False), (366, True)):
        Contact.objects.filter(pk=row.pk).update(confirmed_on=TODAY - timedelta(days=days))
        assert contact(row.uid, reach=reach(*BOTH), at=TODAY).stale is stale
    assert [one.name for one in stale_contacts(reach=reach(*BOTH), at=TODAY)] == ["Beta"]
    assert stale_contacts(reach=reach(Verb.PARTNER_READ), at=TODAY) == ()
    end_contact(uid=row.uid, by=BY, at=AT, today=TODAY)
    assert contact(row.uid, reach=reach(*BOTH), at=TODAY).stale is False
    assert [one.name for one in contacts_of(partner, reach=reach(*BOTH), at=TODAY)][-1] == "Beta"


def test_outside_the_scope_a_person_does_not_exist(partner, reef):
    uid = Contact.objects.get(family_name="Beta").uid

    assert contact(uid, reach=reach(*BOTH, units=[reef.pk]), at=TODAY) is None
    assert contact_row(str(uid), partner=partner, reach=reach(*BOTH, units=[reef.pk])) is None
    assert contact_row(str(uid), partner=partner, reach=reach(*BOTH)).family_name == "Beta"


def test_the_number_of_queries_does_not_grow(partner, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(3):
            contacts_of(partner, reach=reach(*BOTH), at=TODAY)
        with django_assert_num_queries(4):
            holders_of(partner, reach=reach(*BOTH), at=TODAY)
        add_contact(partner=partner, unit=None, said={"family_name": "Delta"}, by=BY, at=AT, today=TODAY)
