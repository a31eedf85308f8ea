"""People around a partner: kept by a unit, confirmed, ended; their names are personal in the journal."""

from datetime import timedelta

import pytest

from cast.people import make
from domains.packed import AT, TODAY, structure
from domains.partners.known import BY, SOMEBODY, provisional, reach
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Contact, Holder, Partner
from portulan.domains.partners.services import (
    ChangedMeanwhileError,
    PartnerRefusedError,
    add_contact,
    add_holder,
    confirm_contact,
    edit_contact,
    end_contact,
    end_holder,
)
from portulan.foundations.journal.models import Entry

SAID = {
    "given_name": "Aïssatou",
    "family_name": "Exemple",
    "function": "Directrice",
    "email": "aissatou@example.org",
    "phone": "+221 00 000 00 00",
}
EDITOR = (Verb.PARTNER_EDIT, Verb.PARTNER_READ)


@pytest.fixture
def reef(isle) -> Unit:
    take_in_structures([structure("200900001A")], by=BY, at=AT, today=TODAY)
    return Unit.objects.get(rnsr="200900001A")


@pytest.fixture
def partner(reef) -> Partner:
    return provisional("Institut des marées", AT)


def add(partner, *, unit=None, by=BY, asked=None, **more) -> Contact:
    given = {"reach": asked} if asked else {}
    return add_contact(partner=partner, unit=unit, said=SAID, by=by, at=AT, today=TODAY, **given, **more)


def test_names_functions_and_addresses_of_people_are_personal_values_of_the_journal(partner, reef):
    contact = add(partner, unit=reef, source="a card")

    entry = Entry.objects.get(verb="contact.add")
    told = str((entry.before, entry.after, entry.object_label))
    assert not [value for value in SAID.values() if value in told]
    assert (entry.after["source"], entry.after["unit"], entry.after["partner"]) == (
        "a card",
        reef.code,
        partner.key,
    )
    personal = {value.field: value.after for value in entry.personal_values.all()}
    assert personal == SAID | {"label": "Aïssatou Exemple"}
    assert contact.confirmed_on == TODAY


def test_one_form_sent_ten_times_keeps_one_person(partner):
    assert len({add(partner, request_key="form").pk for _ in range(10)}) == 1
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"), [({"family_name": " "}, "family_name"), ({"email": "nowhere"}, "email")]
)
def test_what_cannot_be_is_refused_with_its_field(partner, said, field):
    with pytest.raises(PartnerRefusedError) as refused:
        add_contact(partner=partner, unit=None, said=SAID | said, by=BY, at=AT, today=TODAY)

    assert refused.value.field == field
    assert not Contact.objects.exists()


def test_a_scope_writes_what_its_units_keep_in_its_countries_and_nothing_else(partner, reef):
    mine = reach(*EDITOR, units=[reef.pk], countries=["SN"])
    for unit, asked in (
        (None, mine),
        (reef, reach(*EDITOR, units=[reef.pk], countries=["SG"])),
        (reef, reach(Verb.PARTNER_READ)),
        (reef, reach()),
    ):
        with pytest.raises(PermissionError):
            add(partner, unit=unit, by=SOMEBODY, asked=asked)
    assert not Contact.objects.exists()

    contact = add(partner, unit=reef, by=SOMEBODY, asked=mine)
    with pytest.raises(PermissionError):
        end_contact(uid=contact.uid, by=SOMEBODY, at=AT, today=TODAY, reach=reach(Verb.PARTNER_READ))


def test_writing_confirms_and_the_second_writer_sees_the_difference(partner):
    contact = add(partner)
    later = TODAY + timedelta(days=400)

    edited = edit_contact(
        uid=contact.uid, version=1, said=SAID | {"function": "Présidente"}, by=BY, at=AT, today=later
    )

    assert (edited.function, edited.confirmed_on, edited.version) == ("Présidente", later, 2)
    with pytest.raises(ChangedMeanwhileError) as changed:
        edit_contact(uid=contact.uid, version=1, said=SAID | {"phone": ""}, by=BY, at=AT, today=later)
    assert changed.value.theirs == {"function": "Présidente", "phone": SAID["phone"]}


def test_confirming_and_ending_are_told_once(partner):
    contact = add(partner)
    later = TODAY + timedelta(days=10)
    for _ in range(2):
        confirm_contact(uid=contact.uid, by=BY, at=AT, today=later)
    end_contact(uid=contact.uid, by=BY, at=AT, today=later)

    assert Entry.objects.filter(verb="contact.confirm").count() == 1
    with pytest.raises(PartnerRefusedError, match="ended already"):
        end_contact(uid=contact.uid, by=BY, at=AT, today=later)


def test_one_of_us_holds_the_relation_once_at_a_time(partner, reef):
    person = make("referent").person
    contact = add(partner)
    given = {"partner": partner, "person": person, "by": BY, "at": AT}
    holder = add_holder(kind="holds", contact=contact, **given)

    with pytest.raises(PartnerRefusedError, match="said already"):
        add_holder(kind="holds", contact=contact, **given)
    add_holder(kind="holds", unit=reef, **given)
    end_holder(uid=holder.uid, by=BY, at=AT, today=TODAY)
    add_holder(kind="holds", contact=contact, **given)

    assert Holder.objects.filter(until__isnull=True).count() == 2
    assert Entry.objects.filter(verb="holder.add").count() == 3
    with pytest.raises(PermissionError):
        add_holder(kind="knows", partner=partner, person=person, by=SOMEBODY, at=AT, reach=reach())
