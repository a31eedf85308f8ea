"""The register, for somebody: filters, near names, order, people by right; the same number of queries for any rows."""

from datetime import timedelta

import pytest

from cast.people import make
from domains.packed import AT, TODAY, structure
from domains.partners.known import BY, provisional, reach
from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Contact, Partner, Party
from portulan.domains.partners.queries.register import (
    Asked,
    countries_of_register,
    register,
    types_of_register,
)
from portulan.domains.partners.services import add_contact, add_holder, add_identifier, add_name, merge

READER = (Verb.PARTNER_READ,)


@pytest.fixture
def reef(isle) -> Unit:
    take_in_structures([structure("200900001A")], by=BY, at=AT, today=TODAY)
    return Unit.objects.get(rnsr="200900001A")


@pytest.fixture
def partners(reef) -> dict[str, Partner]:
    fr, sg = Country.objects.get(code="FR"), Country.objects.get(code="SG")
    zeta = Partner.objects.create(
        key="uai-1", name="Université Zeta", normal="universite zeta", country=fr, types=["education"]
    )
    ntu = Partner.objects.create(
        key="ror-02e7b5302", ror="02e7b5302", origin="pack", country=sg,
        name="Nanyang Technological University", normal="nanyang technological university",
    )  # fmt: skip
    Party.objects.create(unit=reef, partner=ntu, role="partner", source_key="pack")
    return {"zeta": zeta, "ntu": ntu, "hand": provisional("Institut des marées", AT)}


def names(asked=None, reader=NOBODY, **more) -> list[str]:
    return [line.name for line in register(asked or Asked(**more), reach=reader, at=TODAY).rows]


def test_an_outsider_sees_public_records_only_and_counts_no_other(partners):
    page = register(Asked(), reach=NOBODY, at=TODAY)

    assert [line.name for line in page.rows] == ["Nanyang Technological University", "Université Zeta"]
    assert page.total == 2
    assert {line.contacts for line in page.rows} == {None}
    assert countries_of_register(reach=NOBODY) == {"FR": 1, "SG": 1}
    assert types_of_register(reach=NOBODY) == ["education"]


def test_a_hidden_record_changes_nothing_an_outsider_gets(partners):
    def all_that_is_told():
        return [
            register(Asked(text=text, sort=sort), reach=NOBODY, at=TODAY)
            for text in ("", "institut des marees", "zeta")
            for sort in ("name", "country", "parties")
        ] + [countries_of_register(reach=NOBODY), types_of_register(reach=NOBODY)]

    before = all_that_is_told()
    partners["hand"].names.all().delete()
    partners["hand"].delete()

    assert all_that_is_told() == before


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"text": "nanyang technologcal"}, ["Nanyang Technological University"]),
        ({"text": "https://ror.org/02e7b5302"}, ["Nanyang Technological University"]),
        ({"text": "912345678"}, ["Université Zeta"]),
        ({"text": "南洋"}, ["Nanyang Technological University"]),
        ({"country": "SN"}, ["Institut des marées"]),
        ({"kind": "education"}, ["Université Zeta"]),
        ({"origin": "provisional"}, ["Institut des marées"]),
        ({"party": True}, ["Nanyang Technological University"]),
        ({"text": "zzzz"}, []),
        (
            {"sort": "parties", "descending": True},
            ["Nanyang Technological University", "Institut des marées", "Université Zeta"],
        ),
        (
            {"descending": True},
            ["Université Zeta", "Nanyang Technological University", "Institut des marées"],
        ),
    ],
)
def test_filters_forgive_mistakes_and_join(partners, asked, found):
    add_identifier(partner=partners["zeta"], kind="pic", value="912345678", by=BY, at=AT)
    add_name(partner=partners["ntu"], text="南洋理工大学", kind="label", language="zh", by=BY, at=AT)

    assert names(reader=reach(*READER), **asked) == found


def test_filters_about_people_need_the_right(partners, reef):
    me = make("referent").person
    contact = add_contact(
        partner=partners["ntu"], unit=reef, said={"family_name": "Exemple"}, by=BY, at=AT, today=TODAY
    )
    Contact.objects.filter(pk=contact.pk).update(confirmed_on=TODAY - timedelta(days=366))
    add_holder(partner=partners["zeta"], person=me, kind="holds", by=BY, at=AT)

    assert names(reader=reach(*READER), stale=True) == ["Nanyang Technological University"]
    assert names(stale=True) == []
    assert names(reader=reach(*READER, person=me.pk), mine=me.pk) == ["Université Zeta"]
    line = next(line for line in register(Asked(party=True), reach=reach(*READER), at=TODAY).rows)
    assert (line.contacts, line.units) == (1, 1)
    elsewhere = reach(*READER, units=[reef.pk + 1])
    assert next(line.contacts for line in register(Asked(party=True), reach=elsewhere, at=TODAY).rows) == 0


def test_pages_and_joined_records(partners):
    merge(kept=partners["ntu"], absorbed=partners["hand"], by=BY, at=AT)

    assert names(reader=reach(*READER), text="institut des marees") == ["Nanyang Technological University"]
    page = register(Asked(), reach=reach(*READER), at=TODAY, first=1, limit=1)
    assert ([line.name for line in page.rows], page.total) == (["Université Zeta"], 2)


@pytest.mark.parametrize("text", ["", "universite"])
def test_three_rows_cost_as_many_queries_as_one(isle, django_assert_max_num_queries, text):
    def ask():
        return register(Asked(text=text), reach=reach(*READER), at=TODAY)

    for number in range(3):
        Partner.objects.create(
            key=f"uai-{number}", name=f"Université {number}", normal=f"universite {number}"
        )
        ask()
        with django_assert_max_num_queries(7 if text else 2):
            assert ask().total == number + 1


def test_a_strange_name_is_told(isle):
    provisional("\u0421NRS", AT)

    assert register(Asked(), reach=reach(*READER), at=TODAY).rows[0].suspicious == ("mixed_scripts",)
