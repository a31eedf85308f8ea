"""What people write about an organisation: dated, journaled, never lost when two write at once."""

from datetime import timedelta

import pytest

from domains.packed import AT, TODAY
from domains.partners.known import BY, SOMEBODY, provisional, reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.access import may_on_partner, partners_for
from portulan.domains.partners.models import Identifier, Partner, PartnerName
from portulan.domains.partners.services import (
    ChangedMeanwhileError,
    PartnerRefusedError,
    add_country,
    add_identifier,
    add_name,
    add_parent,
    edit_partner,
    end_row,
    take_in_bodies,
)
from portulan.foundations.journal.models import Entry
from portulan.foundations.model.softdate import SoftDate

SAID = {"name": "Institut des marées", "short_name": "IDM", "country": "SN", "city": "Dakar", "website": ""}
EDITOR = (Verb.PARTNER_EDIT, Verb.PARTNER_READ)


@pytest.fixture
def partner(isle) -> Partner:
    return provisional("Institut des marées", AT)


def test_an_edit_tells_the_journal_what_changed_and_only_that(partner):
    edited = edit_partner(partner=partner, version=1, **SAID, by=BY, at=AT)

    entry = Entry.objects.get(verb="partner.edit")
    assert (entry.before, entry.after) == (
        {"short_name": "", "city": ""},
        {"short_name": "IDM", "city": "Dakar"},
    )
    assert edited.version == 2
    edit_partner(partner=edited, version=2, **SAID, by=BY, at=AT)
    assert Entry.objects.filter(verb="partner.edit").count() == 1


def test_the_second_of_two_writers_sees_the_difference_and_loses_nothing(partner):
    edit_partner(partner=partner, version=1, **SAID, by=BY, at=AT)

    with pytest.raises(ChangedMeanwhileError) as changed:
        edit_partner(partner=partner, version=1, **(SAID | {"city": "Thiès", "short_name": ""}), by=BY, at=AT)

    assert changed.value.theirs == {"short_name": "IDM", "city": "Dakar"}
    assert Partner.objects.get().city == "Dakar"


@pytest.mark.parametrize("refused", [reach(), reach(Verb.PARTNER_READ), reach(Verb.COOPERATION_DECLARE)])
def test_who_may_not_writes_nothing(partner, refused):
    given = {"by": SOMEBODY, "at": AT, "reach": refused}
    before = Entry.objects.count()

    with pytest.raises(PermissionError):
        edit_partner(partner=partner, version=1, **SAID, **given)
    with pytest.raises(PermissionError):
        add_name(partner=partner, text="IDM", kind="acronym", **given)
    with pytest.raises(PermissionError):
        add_identifier(partner=partner, kind="pic", value="912345678", **given)
    assert Entry.objects.count() == before


def test_a_scope_of_another_country_does_not_reach_it(partner):
    with pytest.raises(PermissionError):
        edit_partner(
            partner=partner, version=1, **SAID, by=SOMEBODY, at=AT, reach=reach(*EDITOR, countries=["SG"])
        )
    edit_partner(
        partner=partner, version=1, **SAID, by=SOMEBODY, at=AT, reach=reach(*EDITOR, countries=["SN"])
    )


def test_a_name_holds_from_a_date_to_a_date(partner):
    since, until = SoftDate("1960"), SoftDate("1987-03")
    add_name(
        partner=partner, text="Station des marées", kind="former", since=since, until=until, by=BY, at=AT
    )

    name = PartnerName.objects.get(kind="former")
    assert (name.since, name.until, name.normal, name.source) == (since, until, "station des marees", "tests")
    with pytest.raises(PartnerRefusedError, match="after the beginning"):
        add_name(partner=partner, text="Other", kind="former", since=until, until=since, by=BY, at=AT)


def test_the_same_name_twice_is_refused_until_it_ended(partner):
    name = add_name(partner=partner, text="IDM", kind="acronym", by=BY, at=AT)
    with pytest.raises(PartnerRefusedError, match="there already"):
        add_name(partner=partner, text="IDM", kind="acronym", by=BY, at=AT)

    given = {"by": BY, "at": AT, "today": TODAY}
    end_row(partner=partner, uid=name.uid, kind="name", **given)
    with pytest.raises(PartnerRefusedError, match="ended already"):
        end_row(partner=partner, uid=name.uid, kind="name", **given)
    add_name(partner=partner, text="IDM", kind="acronym", by=BY, at=AT + timedelta(days=1))

    assert PartnerName.objects.filter(text="IDM").count() == 2


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("pic", "91234567"),
        ("siren", "12345678X"),
        ("rnsr", "200919745"),
        ("wikidata", "721064"),
        ("isni", "12"),
    ],
)
def test_a_number_of_another_shape_is_refused_with_an_example(partner, kind, value):
    with pytest.raises(PartnerRefusedError, match="One looks like") as refused:
        add_identifier(partner=partner, kind=kind, value=value, by=BY, at=AT)

    assert refused.value.field == "value"
    assert not Identifier.objects.exists()


def test_a_number_belongs_to_one_partner_and_the_refusal_names_it_only_to_who_may_know(partner):
    add_identifier(partner=partner, kind="isni", value="0000 0001 2224 0361", by=BY, at=AT)
    other = provisional("Other", AT, country="SG")
    there = reach(*EDITOR, countries=["SG"])

    with pytest.raises(PartnerRefusedError, match="Institut des marées"):
        add_identifier(
            partner=other, kind="isni", value="0000000122240361", by=SOMEBODY, at=AT, reach=reach(*EDITOR)
        )
    with pytest.raises(PartnerRefusedError, match="Another record has this number"):
        add_identifier(partner=other, kind="isni", value="0000000122240361", by=SOMEBODY, at=AT, reach=there)
    with pytest.raises(PartnerRefusedError, match="there already"):
        add_identifier(partner=partner, kind="isni", value="0000000122240361", by=BY, at=AT)


def test_a_number_that_ended_is_free_for_another(partner):
    held = add_identifier(partner=partner, kind="pic", value="912345678", by=BY, at=AT)
    end_row(partner=partner, uid=held.uid, kind="identifier", by=BY, at=AT, today=TODAY)

    add_identifier(partner=provisional("Other", AT), kind="pic", value="912345678", by=BY, at=AT)

    assert Identifier.objects.filter(until__isnull=True).get().partner.name == "Other"


def test_parts_of_parts_make_no_circle(partner):
    faculty, department = provisional("Faculty", AT), provisional("Department", AT)
    add_parent(partner=faculty, parent=partner, by=BY, at=AT)
    add_parent(partner=department, parent=faculty, by=BY, at=AT)

    with pytest.raises(PartnerRefusedError, match="round in a circle"):
        add_parent(partner=partner, parent=department, by=BY, at=AT)
    with pytest.raises(PartnerRefusedError, match="round in a circle"):
        add_parent(partner=partner, parent=partner, by=BY, at=AT)
    with pytest.raises(PartnerRefusedError, match="said already"):
        add_parent(partner=faculty, parent=partner, by=BY, at=AT)


def test_what_people_wrote_stays_when_the_registry_is_read_again(isle):
    from domains.packed import body, structure  # noqa: PLC0415 - only this test needs them, 2026-11-25
    from portulan.domains.organisation.services import take_in_structures  # noqa: PLC0415

    take_in_structures([structure("200900001A")], by=BY, at=AT, today=TODAY)
    take_in_bodies([body("200900001A", "uai-1", name="ZETA UNIV")], by=BY, at=AT, today=TODAY)
    zeta = Partner.objects.get(key="uai-1")
    edit_partner(
        partner=zeta, version=1, name="Zeta", short_name="", country="FR", city="", website="", by=BY, at=AT
    )

    take_in_bodies([body("200900001A", "uai-1", name="ZETA UNIVERSITE")], by=BY, at=AT, today=TODAY)

    assert Partner.objects.get(key="uai-1").name == "Zeta"


def test_another_country_gives_and_takes_the_reach_of_who_answers_for_it(partner):
    there = reach(*EDITOR, countries=["JP"])
    assert (may_on_partner(there, Verb.PARTNER_READ, partner), known_to(there)) == (False, [])

    held = add_country(partner=partner, country="JP", since=SoftDate("2020"), by=BY, at=AT)

    assert (may_on_partner(there, Verb.PARTNER_READ, partner), known_to(there)) == (True, [partner])
    entry = Entry.objects.get(verb="partner.country_add")
    assert entry.after == {"country": "JP", "since": "2020"}
    end_row(partner=partner, uid=held.uid, kind="country", by=BY, at=AT, today=TODAY)
    assert (may_on_partner(there, Verb.PARTNER_READ, partner), known_to(there)) == (False, [])
    ended = Entry.objects.get(verb="partner.country_end")
    assert ended.before == {"country": "JP", "until": None}
    partner.refresh_from_db()
    assert partner.version == 3


def known_to(who) -> list[Partner]:
    return list(Partner.objects.filter(partners_for(who, Verb.PARTNER_READ)))


@pytest.mark.parametrize(
    ("country", "since", "where"),
    [("SN", None, "country"), ("JP", None, "country"), ("XX", None, "country"), ("SG", None, "since")],
)
def test_a_country_that_is_said_or_does_not_exist_is_refused(partner, country, since, where):
    add_country(partner=partner, country="JP", by=BY, at=AT)
    before = add_country(partner=partner, country="SG", by=BY, at=AT)
    end_row(partner=partner, uid=before.uid, kind="country", by=BY, at=AT, today=TODAY)
    entries = Entry.objects.count()

    with pytest.raises(PartnerRefusedError) as refused:
        add_country(partner=partner, country=country, since=since, by=BY, at=AT)

    assert (refused.value.field, Entry.objects.count()) == (where, entries)


def test_who_does_not_write_there_adds_no_country(partner):
    with pytest.raises(PermissionError):
        add_country(partner=partner, country="JP", by=SOMEBODY, at=AT, reach=reach(*EDITOR, countries=["JP"]))
    assert partner.other_countries.count() == 0
