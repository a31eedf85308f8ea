"""Two records become one and apart again: all that hung on either is kept, exactly, or the refusal says why."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast.people import make
from domains.packed import AT, TODAY, structure
from domains.partners.known import BY, SOMEBODY, provisional, reach
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import queries
from portulan.domains.partners.models import Contact, Distinction, Holder, Merge, Partner, Party
from portulan.domains.partners.queries.keys import partner_row
from portulan.domains.partners.services import (
    PartnerRefusedError,
    add_contact,
    add_holder,
    add_identifier,
    add_name,
    bring_late_children,
    edit_partner,
    make_provisional,
    merge,
    tell_apart,
    undo_merge,
)
from portulan.domains.partners.services.children import children_of, relations
from portulan.domains.partners.services.merging import late_children
from portulan.foundations.journal.models import Entry

REEF = "200900001A"
PERSON = {"given_name": "Aïssatou", "family_name": "Exemple", "email": "aissatou@example.org"}
MERGERS = (Verb.PARTNER_MERGE, Verb.PARTNER_EDIT, Verb.PARTNER_READ)


@pytest.fixture
def reef(isle) -> Unit:
    take_in_structures([structure(REEF)], by=BY, at=AT, today=TODAY)
    return Unit.objects.get(rnsr=REEF)


@pytest.fixture
def pair(reef) -> tuple[Partner, Partner]:
    """The kept record, and one with children of every kind."""
    kept = provisional("Institut des marées", AT)
    absorbed = provisional(
        "Institut des Marees de Dakar", AT, website="https://marees.example.org", city="Dakar"
    )
    contact = add_contact(partner=absorbed, unit=reef, said=PERSON, by=BY, at=AT, today=TODAY)
    add_holder(partner=absorbed, person=make("referent").person, kind="holds", contact=contact, by=BY, at=AT)
    add_name(partner=absorbed, text="IMD", kind="acronym", by=BY, at=AT)
    add_identifier(partner=absorbed, kind="pic", value="912345678", by=BY, at=AT)
    Party.objects.create(unit=reef, partner=absorbed, role="partner", source_key="pack")
    return kept, absorbed


def everything() -> dict[str, list]:
    """Every row of the domain as it stands, without what says that something was done and undone."""
    told = {}
    for model in apps.get_app_config("partners").get_models():
        if model is not Merge:
            rows = serializers.serialize("python", model.objects.order_by("pk"))
            told[model.__name__] = [{**row["fields"], "pk": row["pk"], "version": 0} for row in rows]
    return told


def test_every_model_that_points_to_a_partner_is_known_hidden_ones_too():
    named = {(model.__name__, column) for model, column in relations()}

    assert {
        ("Party", "partner"),
        ("Contact", "partner"),
        ("Holder", "partner"),
        ("Identifier", "partner"),
    } <= named
    assert {("Membership", "child"), ("Membership", "parent"), ("Partner", "merged_into")} <= named
    assert not {name for name, _ in named} & {"Merge", "Join", "Distinction"}
    pointing = {
        (model.__name__, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and (field.many_to_one or field.one_to_one) and field.related_model is Partner
    }
    assert named == {one for one in pointing if one[0] not in ("Merge", "Join", "Distinction")}


def test_children_move_what_lacks_is_filled_and_every_key_leads_to_the_one_kept(pair):
    kept, absorbed = pair

    merge(kept=kept, absorbed=absorbed, why="one institute", by=BY, at=AT)

    kept.refresh_from_db()
    assert (kept.name, kept.website, kept.city) == (
        "Institut des marées",
        "https://marees.example.org",
        "Dakar",
    )
    assert children_of(absorbed) == {}
    assert {"partners.contact", "partners.holder", "partners.identifier", "partners.party"} <= set(
        children_of(kept)
    )
    assert partner_row(absorbed.key) == kept
    assert [party.key for party in queries.parties_of(f"rnsr-{REEF}", TODAY)] == [kept.key]


def test_the_merge_is_journaled_with_each_child_that_moved(pair):
    kept, absorbed = pair

    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)

    entries = Entry.objects.filter(verb="partner.merge")
    assert entries.filter(object_uid=kept.uid).get().after["children"] == len(done.moves)
    assert entries.filter(object_uid=Contact.objects.get().uid).get().after == {"partner_id": kept.pk}
    assert entries.filter(object_uid=Contact.objects.get().uid).get().object_label == ""


def test_undo_puts_every_row_back_as_it_was(pair):
    kept, absorbed = pair
    before = everything()

    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)
    assert everything() != before
    undo_merge(uid=done.uid, by=BY, at=AT + timedelta(days=1))

    assert everything() == before
    assert partner_row(absorbed.key) == absorbed
    assert Entry.objects.filter(verb="partner.unmerge", object_uid=absorbed.uid).exists()


def test_what_the_kept_record_got_since_stays_there_after_undo(pair):
    kept, absorbed = pair
    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)
    since = add_contact(partner=kept, unit=None, said=PERSON, by=BY, at=AT, today=TODAY)

    undo_merge(uid=done.uid, by=BY, at=AT)

    since.refresh_from_db()
    assert since.partner == kept
    assert absorbed.contacts.count() == 1


def test_undo_after_an_edit_of_what_was_filled_is_refused_and_nothing_changes(pair):
    kept, absorbed = pair
    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)
    kept.refresh_from_db()
    columns = {"name": kept.name, "short_name": "", "country": "SN", "city": "Thiès", "website": kept.website}
    edit_partner(partner=kept, version=kept.version, **columns, by=BY, at=AT)
    before = everything()

    with pytest.raises(PartnerRefusedError, match="city"):
        undo_merge(uid=done.uid, by=BY, at=AT)

    assert everything() == before


def test_undo_is_refused_when_a_child_went_elsewhere(pair):
    kept, absorbed = pair
    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)
    Holder.objects.all().delete()

    with pytest.raises(PartnerRefusedError, match="1 of what was moved went elsewhere"):
        undo_merge(uid=done.uid, by=BY, at=AT)

    assert partner_row(absorbed.key) == kept


def test_a_circle_and_a_second_merge_are_refused(pair):
    kept, absorbed = pair
    merge(kept=kept, absorbed=absorbed, by=BY, at=AT)

    with pytest.raises(PartnerRefusedError, match="joined to another record already"):
        merge(kept=absorbed, absorbed=kept, by=BY, at=AT)
    with pytest.raises(PartnerRefusedError, match="joined to another record already"):
        merge(kept=kept, absorbed=absorbed, by=BY, at=AT)
    with pytest.raises(PartnerRefusedError, match="the same record"):
        merge(kept=kept, absorbed=kept, by=BY, at=AT)


def test_merges_in_a_row_are_undone_from_the_last(pair):
    kept, absorbed = pair
    third = provisional("Institut des marées de l’Afrique", AT)
    before = everything()
    first = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)
    second = merge(kept=third, absorbed=kept, by=BY, at=AT)
    assert partner_row(absorbed.key) == third

    with pytest.raises(PartnerRefusedError, match="undo that first"):
        undo_merge(uid=first.uid, by=BY, at=AT)
    undo_merge(uid=second.uid, by=BY, at=AT)
    undo_merge(uid=first.uid, by=BY, at=AT)

    assert everything() == before


def test_a_twin_stays_with_the_old_record_and_its_readers_follow(pair, reef):
    kept, absorbed = pair
    Party.objects.create(unit=reef, partner=kept, role="participating", source_key="pack")

    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)

    assert [move[3] for move in done.moves if move[0] == "partners.party"] == ["left"]
    (party,) = queries.parties_of(f"rnsr-{REEF}", TODAY)
    assert (party.key, len(party.proofs)) == (kept.key, 2)
    assert late_children(kept) == {}
    undo_merge(uid=done.uid, by=BY, at=AT)
    assert len(queries.parties_of(f"rnsr-{REEF}", TODAY)) == 2


def test_what_comes_late_to_the_old_record_is_told_and_brought(pair, reef):
    kept, absorbed = pair
    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)
    late = Party.objects.create(unit=reef, partner=absorbed, role="partner", source_key="rnsr")
    assert late_children(kept) == {"partners.party": 1}

    assert bring_late_children(partner=kept, by=BY, at=AT) == 1

    late.refresh_from_db()
    assert (late.partner, late_children(kept)) == (kept, {})
    undo_merge(uid=done.uid, by=BY, at=AT)
    late.refresh_from_db()
    assert late.partner == absorbed


def test_nothing_is_added_to_a_record_that_was_joined(pair):
    kept, absorbed = pair
    merge(kept=kept, absorbed=absorbed, by=BY, at=AT)

    with pytest.raises(PartnerRefusedError, match="joined to another record"):
        add_contact(partner=absorbed, unit=None, said=PERSON, by=BY, at=AT, today=TODAY)
    with pytest.raises(PartnerRefusedError, match="joined to another record"):
        add_name(partner=absorbed, text="Late", kind="alias", by=BY, at=AT)


def test_two_records_of_the_registry_are_not_one(isle):
    one, other = provisional("One", AT), provisional("Other", AT)
    Partner.objects.filter(pk=one.pk).update(ror="02e7b5302")
    Partner.objects.filter(pk=other.pk).update(ror="01tgyzw49")

    with pytest.raises(PartnerRefusedError, match="two organisations there"):
        merge(kept=one, absorbed=other, by=BY, at=AT)


def test_the_ror_of_the_absorbed_record_goes_to_the_kept_one_and_back(pair):
    kept, absorbed = pair
    Partner.objects.filter(pk=absorbed.pk).update(ror="02e7b5302")
    before = everything()

    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)

    assert Partner.objects.get(ror="02e7b5302") == kept
    undo_merge(uid=done.uid, by=BY, at=AT)
    assert everything() == before


def test_who_may_not_merges_nothing_and_both_records_must_be_in_reach(pair):
    kept, absorbed = pair
    abroad = make_provisional(name="Elsewhere", country="SG", by=BY, at=AT)
    before = everything()

    for refused in (reach(), reach(Verb.PARTNER_EDIT), reach(*MERGERS, countries=["SG"])):
        with pytest.raises(PermissionError):
            merge(kept=kept, absorbed=absorbed, by=SOMEBODY, at=AT, reach=refused)
    with pytest.raises(PermissionError):
        merge(kept=kept, absorbed=abroad, by=SOMEBODY, at=AT, reach=reach(*MERGERS, countries=["SN"]))
    assert everything() == before

    merge(kept=kept, absorbed=absorbed, by=SOMEBODY, at=AT, reach=reach(*MERGERS, countries=["SN"]))
    with pytest.raises(PermissionError):
        undo_merge(uid=Merge.objects.get().uid, by=SOMEBODY, at=AT, reach=reach(*MERGERS, countries=["SG"]))


def test_two_organisations_told_apart_once(pair):
    kept, absorbed = pair

    for _ in range(2):
        tell_apart(partner=kept, other_key=absorbed.key, why="two campuses", by=BY, at=AT)

    assert Distinction.objects.get().why == "two campuses"
    with pytest.raises(PermissionError):
        tell_apart(partner=kept, other_key=absorbed.key, by=SOMEBODY, at=AT, reach=reach())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.text(alphabet="abcdé ", min_size=1, max_size=8).filter(str.strip), max_size=4, unique=True
    ),
    numbers=st.lists(st.integers(900_000_000, 900_000_020), max_size=4, unique=True),
    units=st.lists(st.sampled_from(["pack", "rnsr"]), max_size=2, unique=True),
    twin=st.booleans(),
)
def test_whatever_hangs_on_them_merge_then_undo_changes_nothing(reef, names, numbers, units, twin):
    from django.db import transaction  # noqa: PLC0415 - each example is rolled back, 2026-11-25

    with transaction.atomic():
        kept, absorbed = provisional("Kept", AT), provisional("Absorbed", AT, city="Dakar")
        for text in names:
            add_name(partner=absorbed, text=text, kind="alias", by=BY, at=AT)
        for number in numbers:
            add_identifier(partner=absorbed, kind="pic", value=str(number), by=BY, at=AT)
        for source in units:
            Party.objects.create(unit=reef, partner=absorbed, role="partner", source_key=source)
            if twin:
                Party.objects.create(unit=reef, partner=kept, role="partner", source_key=source)
        before = everything()
        done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)
        undo_merge(uid=done.uid, by=BY, at=AT)
        assert everything() == before
        transaction.set_rollback(True)
