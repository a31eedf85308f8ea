"""A record is made once: from the registry on first use, or by hand where no registry has it."""

from dataclasses import replace

import pytest

from cast.people import make
from domains.packed import AT, TODAY
from domains.partners.known import BY, SOMEBODY, reach
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Identifier, Membership, Partner, PartnerName
from portulan.domains.partners.services import PartnerRefusedError, make_partner, make_provisional, merge
from portulan.foundations.journal.models import Entry
from portulan.insight.results import Organisation, OrganisationName, OrganisationRelation, SourceLink

NTU = Organisation(
    key="ror-02e7b5302",
    name="Nanyang Technological University",
    names=(
        OrganisationName("Nanyang Technological University", "en", ("ror_display", "label")),
        OrganisationName("南洋理工大学", "zh", ("label",)),
        OrganisationName("NTU", "", ("acronym",)),
    ),
    country="SG",
    city="Singapore",
    types=("education",),
    status="active",
    website="https://www.ntu.edu.sg",
    external_ids={"wikidata": ("Q721064",), "isni": ("0000 0001 2224 0361",)},
    relations=(OrganisationRelation("child", "ror-01tgyzw49", "NIE", "SG"),),
    links=(SourceLink("cordis", "999997930", "identifier"),),
    as_of="2026-06-02",
)


class Registry:
    """A published registry of one organisation, known also under the key of a source."""

    def __init__(self, *organisations: Organisation) -> None:
        self.known = {one.key: one for one in organisations} | {"pic-999997930": organisations[0]}

    def organisation(self, key: str) -> Organisation | None:
        return self.known.get(key)


def made(key: str = NTU.key, *, by=BY, asked=NOBODY, registry: Registry | None = None) -> Partner:
    return make_partner(key=key, figures=registry or Registry(NTU), by=by, at=AT, today=TODAY, reach=asked)


def test_the_record_holds_what_the_registry_says(isle):
    partner = made()

    assert (partner.ror, partner.name, partner.short_name) == ("02e7b5302", NTU.name, "NTU")
    assert (partner.country.code, partner.city, partner.types) == ("SG", "Singapore", ["education"])
    assert (partner.domain, partner.status, partner.origin) == ("ntu.edu.sg", "active", "registry")
    assert {(row.text, row.language, row.kind) for row in partner.names.all()} == {
        (NTU.name, "en", "display"),
        (NTU.name, "en", "label"),
        ("南洋理工大学", "zh", "label"),
        ("NTU", "", "acronym"),
    }
    assert {(row.kind, row.value) for row in partner.identifiers.all()} == {
        ("wikidata", "Q721064"),
        ("isni", "0000000122240361"),
        ("pic", "999997930"),
    }
    assert {(row.source, str(row.source_as_of)) for row in partner.identifiers.all()} == {
        ("ROR", "2026-06-02")
    }


def test_the_second_use_under_any_key_gives_the_same_record_and_writes_nothing(isle):
    first = made()
    before = (Partner.objects.count(), Entry.objects.count(), PartnerName.objects.count())

    assert made() == made("pic-999997930") == first
    assert (Partner.objects.count(), Entry.objects.count(), PartnerName.objects.count()) == before
    assert Entry.objects.get(verb="partner.make").object_uid == first.uid


def test_parents_and_children_that_are_partners_are_tied(isle):
    child = Partner.objects.create(key="ror-01tgyzw49", ror="01tgyzw49", name="NIE")

    partner = made()

    assert [(tie.child, tie.parent) for tie in Membership.objects.all()] == [(child, partner)]


def test_a_number_that_another_partner_holds_is_not_taken(isle):
    other = make_provisional(name="Other", country="SG", by=BY, at=AT)
    Identifier.objects.create(partner=other, kind="pic", value="999997930")

    partner = made()

    assert not partner.identifiers.filter(kind="pic").exists()
    assert other.identifiers.count() == 1


def test_a_record_that_was_joined_gives_the_one_kept(isle):
    absorbed = made()
    kept = make_provisional(name="Kept", country="SG", by=BY, at=AT)
    merge(kept=kept, absorbed=absorbed, by=BY, at=AT)

    assert made() == kept


def test_an_unknown_key_and_who_may_not_make_nothing(isle):
    with pytest.raises(PartnerRefusedError, match="ror-000000000"):
        made("ror-000000000")
    for asked in (NOBODY, reach(Verb.PARTNER_READ), reach(Verb.COOPERATION_READ)):
        with pytest.raises(PermissionError):
            made(by=SOMEBODY, asked=asked)
    assert not Partner.objects.exists()

    assert made(by=SOMEBODY, asked=reach(Verb.COOPERATION_DECLARE)).ror == "02e7b5302"


def test_an_organisation_without_ror_is_kept_under_its_own_key(isle):
    one = replace(NTU, key="pic-912345678", status="unregistered", source="cordis", names=(), external_ids={})

    partner = made("pic-912345678", registry=Registry(one))

    assert (partner.ror, partner.key) == (None, "pic-912345678")


def test_a_partner_no_registry_has_keeps_its_name_as_given(isle):
    me = make("researcher").person
    partner = make_provisional(
        name="  Institut des marées\u200b ",
        country="sn",
        website="www.marees.example.org/accueil",
        by=SOMEBODY,
        at=AT,
        reach=reach(Verb.COOPERATION_DECLARE, person=me.pk),
    )

    assert (partner.name, partner.normal) == ("Institut des marées\u200b", "institut des marees")
    assert (partner.website, partner.domain) == (
        "https://www.marees.example.org/accueil",
        "marees.example.org",
    )
    assert (partner.country.code, partner.made_by, partner.is_provisional) == ("SN", me, True)
    assert partner.key == f"provisional-{partner.uid.hex}"
    assert Entry.objects.get(verb="partner.make").by_label == "Somebody"


def test_ten_identical_forms_make_one_record(isle):
    made_once = {
        make_provisional(name="Once", country="SN", request_key="form-1", by=BY, at=AT).pk for _ in range(10)
    }

    assert len(made_once) == 1
    assert Partner.objects.count() == PartnerName.objects.count() == 1
    assert Entry.objects.filter(verb="partner.make").count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "😀"}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 5001}, "name"),
        ({"country": "ZZ"}, "country"),
        ({"country": ""}, "country"),
        ({"website": "not an address"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://example.org/" + "a" * 500}, "website"),
    ],
)
def test_what_cannot_be_found_again_is_refused_with_its_field(isle, said, field):
    with pytest.raises(PartnerRefusedError) as refused:
        make_provisional(**({"name": "Name", "country": "SN"} | said), by=BY, at=AT)

    assert refused.value.field == field
    assert not Partner.objects.exists()
    assert not Entry.objects.filter(verb="partner.make").exists()


@pytest.mark.parametrize("name", ["x" * 5000, "Q", "\u0421NRS", "\u202eRTL", "南洋理工大学", "جامعة", "İ"])
def test_strange_names_are_stored_as_given(isle, name):
    assert Partner.objects.get(pk=make_provisional(name=name, country="SN", by=BY, at=AT).pk).name == name


@pytest.mark.django_db(transaction=True)
def test_ten_people_pressing_at_once_make_one_record():
    """Ten threads, each with a connection of its own."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only this test needs it, 2026-11-25

    from django.db import connection  # noqa: PLC0415

    from portulan.domains.geography.services import load_countries  # noqa: PLC0415

    load_countries(by=BY, at=AT)

    def press(_: int) -> int:
        try:
            return make_provisional(name="At once", country="SN", request_key="same", by=BY, at=AT).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        made_once = set(pool.map(press, range(10)))

    assert len(made_once) == 1
    assert Partner.objects.filter(name="At once").count() == 1
    assert Entry.objects.filter(verb="partner.make").count() == 1
