"""The people of a cooperation: ours with a right, the partner's from the register."""

from uuid import uuid4

import pytest

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import access, queries, services
from portulan.domains.cooperations.queries.contacts import to_name
from portulan.domains.organisation.models import Role
from portulan.domains.partners.models import Contact, Partner
from portulan.foundations.journal.models import Entry


def test_named_with_a_right_then_no_more(declared, somebody):
    row, referent, friend = declared(confidentiality="need-to-know"), somebody("referent"), somebody()
    author = {"by": referent.by, "reach": referent.reach, "at": row.declared_at}
    with pytest.raises(access.UnknownCooperationError):
        services.name_person(uid=row.uid, person=friend.person.uid, **author)
    row.members.create(person=referent.person, right="edit")
    services.name_person(uid=row.uid, person=friend.person.uid, right="read", **referent.acting)
    assert (access.may_read(friend.reach, row), access.may_follow(friend.reach, row)) == (True, False)
    services.name_person(uid=row.uid, person=friend.person.uid, right="follow", **referent.acting)
    assert access.may_follow(friend.reach, row)
    services.unname_person(uid=row.uid, person=friend.person.uid, **referent.acting)
    assert not access.may_read(friend.reach, row)
    verbs = Entry.objects.filter(object_uid=row.uid).order_by("id").values_list("verb", flat=True)
    assert list(verbs)[1:] == [
        "cooperation.name_person",
        "cooperation.name_person",
        "cooperation.unname_person",
    ]


def test_what_only_the_people_named_see_keeps_one_who_may_change_it(declared, somebody):
    row, one = declared(confidentiality="need-to-know"), somebody()
    row.members.create(person=one.person, right="edit")
    services.unname_person(uid=row.uid, person=row.author.uid, **one.acting)
    for act in (
        lambda: services.unname_person(uid=row.uid, person=one.person.uid, **one.acting),
        lambda: services.name_person(uid=row.uid, person=one.person.uid, right="read", **one.acting),
    ):
        with pytest.raises(services.CooperationInvalidError):
            act()
    assert row.members.get().right == "edit"


def test_nobody_unknown_is_named(declared, somebody):
    row, one = declared(), somebody("referent", units=("sea",))
    with pytest.raises(services.CooperationInvalidError):
        services.name_person(uid=row.uid, person=uuid4(), **one.acting)
    assert row.members.count() == 1


def test_contacts_of_its_partners_whom_one_may_see(declared, somebody):
    row = declared()
    partner, other = Partner.objects.get(key="test-sg"), Partner.objects.get(key="test-jp")
    kept = {"confirmed_on": TODAY}
    hers = Contact.objects.create(partner=partner, family_name="(fictitious)", given_name="Mei", **kept)
    elsewhere = Contact.objects.create(partner=other, family_name="(fictitious)", **kept)
    blind = somebody("correspondent", units=("wave",))
    assert to_name(cooperation=row, reach=blind.reach) == ()
    role = Role.objects.get(code="referent")
    role.verbs = [*role.verbs, "partner.read"]
    role.save()
    one = somebody("referent")
    assert [view.uid for view in to_name(cooperation=row, reach=one.reach)] == [hers.uid]
    services.name_contact(uid=row.uid, contact=hers.uid, **one.acting)
    assert [view.name for view in queries.one(reach=one.reach, uid=row.uid, at=TODAY).contacts] == [str(hers)]
    assert to_name(cooperation=row, reach=one.reach) == ()
    for who, contact in ((one, elsewhere), (blind, hers)):
        with pytest.raises(services.CooperationInvalidError):
            services.name_contact(uid=row.uid, contact=contact.uid, **who.acting)
    services.unname_contact(uid=row.uid, contact=hers.uid, **one.acting)
    assert row.counterparts.count() == 0
