"""Records that may be one are proposed with why; those told apart are not, nor those outside the reach."""

import pytest

from domains.packed import AT
from domains.partners.known import BY, provisional, reach
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Identifier, Partner
from portulan.domains.partners.queries import duplicates as module
from portulan.domains.partners.queries.duplicates import (
    closeness_of,
    duplicates,
    near_partners,
    registry_proposal,
    registry_proposals,
)
from portulan.domains.partners.queries.suggesting import Choice
from portulan.domains.partners.services import add_name, tell_apart

ALL = reach(Verb.PARTNER_MERGE, Verb.PARTNER_EDIT, Verb.PARTNER_READ)
pytestmark = pytest.mark.usefixtures("isle")


def pairs(asked=ALL) -> list[tuple[set[str], list[str]]]:
    return [
        ({pair.kept.name, pair.absorbed.name}, [why.code for why in pair.why])
        for pair in duplicates(reach=asked)
    ]


def test_a_near_name_in_the_same_country_with_why_in_words():
    provisional("Institut des marées", AT, city="Dakar")
    provisional("Institut des marees ", AT, city="dakar", website="marees.example.org")

    (found,) = duplicates(reach=ALL)

    assert [why.code for why in found.why] == ["same_name", "place", "country"]
    assert found.why[0].words == "the same name: Institut des marées"
    assert found.why[1].words == "the same town: Dakar"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Institut océanographique de Dakar", "Institut oceanographique Dakkar", True),
        ("Université Cheikh Anta Diop", "Anta Diop Cheikh, université", True),
        ("Université Rennes 1", "Université Rennes 2", False),
        ("INSA Rouen", "INSA Rennes", False),
        ("Institut des marées", "Université de Thiès", False),
        ("\u0421NRS Dakar", "CNRS Dakar", True),
    ],
)
def test_which_names_are_near(one, other, found):
    provisional(one, AT), provisional(other, AT)

    assert bool(pairs()) is found


def test_an_acronym_needs_a_second_reason():
    one, other = provisional("Nanyang Technological University", AT), provisional("NTU Dakar", AT)
    add_name(partner=other, text="NTU", kind="acronym", by=BY, at=AT)
    assert pairs() == []

    Partner.objects.filter(pk__in=[one.pk, other.pk]).update(domain="ntu.example.org")

    assert [why for _names, why in pairs()] == [["acronym", "site", "country"]]


def test_the_same_number_is_enough_across_countries():
    one, other = provisional("One", AT), provisional("Another", AT, country="SG")
    Identifier.objects.create(partner=one, kind="pic", value="912345678", until="2020")
    Identifier.objects.create(partner=other, kind="pic", value="912345678")

    assert pairs() == [({"One", "Another"}, ["identifier"])]


def test_two_records_of_the_registry_are_not_proposed_and_that_of_the_registry_is_kept():
    one, other = provisional("Same", AT), provisional("Same", AT)
    Partner.objects.filter(pk=other.pk).update(ror="02e7b5302")
    assert duplicates(reach=ALL)[0].kept.ror == "02e7b5302"

    Partner.objects.filter(pk=one.pk).update(ror="01tgyzw49")
    assert pairs() == []


def test_told_apart_they_are_not_proposed_again_and_outside_the_reach_never():
    one, other = provisional("Same", AT), provisional("Same", AT)
    assert (
        pairs(NOBODY)
        == pairs(reach(Verb.PARTNER_MERGE, countries=["SG"]))
        == pairs(reach(Verb.PARTNER_EDIT))
        == []
    )
    assert len(pairs(reach(Verb.PARTNER_MERGE, countries=["SN"]))) == 1

    tell_apart(partner=other, other_key=one.key, by=BY, at=AT)

    assert pairs() == []


def test_a_fixed_number_of_queries(django_assert_num_queries):
    for name in ("Same", "Same", "Same too"):
        provisional(name, AT)
        with django_assert_num_queries(4):
            duplicates(reach=ALL)


def test_before_a_record_is_made_those_that_may_be_it_are_shown_to_who_may_know_of_them():
    provisional("Institut des marées", AT, website="marees.example.org")
    asked = {"name": "Institut des marée", "country": "SN", "website_domain": ""}

    assert [side.name for side in near_partners(**asked, reach=ALL)] == ["Institut des marées"]
    assert near_partners(**asked, reach=NOBODY) == ()
    by_site = {"name": "Otherwise", "country": "FR", "website_domain": "marees.example.org"}
    assert [side.name for side in near_partners(**by_site, reach=ALL)] == ["Institut des marées"]


@pytest.fixture
def registry(monkeypatch):
    """What the registry would suggest; insight is another package, tried in its own tests."""
    ucad = Choice(
        "ror-04je6yw13",
        "Cheikh Anta Diop University",
        "Université Cheikh Anta Diop",
        "SN",
        "Dakar",
        "name",
        1.0,
    )
    monkeypatch.setattr(module, "registry_choices", lambda text, **_: [ucad])
    return ucad


def test_a_record_made_by_hand_is_proposed_to_be_tied_to_the_registry(registry, tmp_path):
    partner = provisional("Universite Cheikh Anta Diop", AT)

    assert registry_proposals(reach=ALL, lake=tmp_path)[0].choice == registry
    assert registry_proposal(partner, lake=tmp_path) == registry
    assert registry_proposals(reach=NOBODY, lake=tmp_path) == ()
    assert closeness_of("Universite Cheikh Anta Diop", registry) == 1.0

    tell_apart(partner=partner, other_key=registry.key, by=BY, at=AT)
    assert registry_proposals(reach=ALL, lake=tmp_path) == ()


def test_another_country_or_another_name_is_not_proposed(registry, tmp_path):
    abroad = provisional("Universite Cheikh Anta Diop", AT, country="FR")
    other = provisional("Institut des marées", AT)

    assert registry_proposal(abroad, lake=tmp_path) is registry_proposal(other, lake=tmp_path) is None
