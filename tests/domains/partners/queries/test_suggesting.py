"""Typing-ahead of organisations on the sample: mistakes, scripts, numbers, sites; answers and ours first, by right."""

import pytest
from django.conf import settings

from domains.packed import AT, TODAY
from domains.partners.known import BY, provisional, reach
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.queries.index import names_of_partners
from portulan.domains.partners.queries.suggesting import choice_of, registry_choices, suggest, warm
from portulan.domains.partners.services import make_partner, pin
from portulan.insight.figures import published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]
NTU = "ror-02e7b5302"


def keys(text: str, *, asked=NOBODY, country: str = "") -> list[str]:
    return [one.key for one in suggest(text, reach=asked, lake=settings.LAKE, country=country)]


@pytest.mark.parametrize(
    "text",
    [
        "nanyang technologcal",
        "Nanyang Technological University",
        "NTU Singapore",
        "nanyang tec",
        "technological nanyang universty",
        "02e7b5302",
        "https://ror.org/02e7b5302",
        "https://www.ntu.edu.sg/research",
        "ntu.edu.sg",
        "南洋理工大学",
        "Universiti Teknologi Nanyang",
        "N\u200banyang Techn\u043elogical University",
    ],
)
def test_any_of_its_names_with_mistakes_a_number_or_a_site_finds_it_first(text):
    assert keys(text)[0] == NTU


@pytest.mark.parametrize("text", ["", " ", "n", "😀", "—"])
def test_too_little_suggests_nothing(text):
    assert keys(text) == []


@pytest.mark.parametrize(
    "text", ["x" * 5000, "\x00ntu", "%_'\"; drop table", "\u202e" * 50, "(((", "a.b.c.d.e.f"]
)
def test_whatever_is_typed_it_answers(text):
    assert len(suggest(text, reach=NOBODY, lake=settings.LAKE)) <= 8


def test_a_record_made_by_hand_is_suggested_to_who_may_know_of_it_only():
    partner = provisional("Institut zoologique des marées de Dakar", AT, website="marees.example.org")
    reader = reach(Verb.PARTNER_READ, countries=["SN"])

    assert keys("institut zoologique des mares", asked=reader)[0] == partner.key
    assert keys("marees.example.org", asked=reader)[0] == partner.key
    for outsider in (NOBODY, reach(Verb.PARTNER_READ, countries=["SG"])):
        assert partner.key not in keys("institut zoologique des mares", asked=outsider)
        assert partner.key not in keys("marees.example.org", asked=outsider)


def test_the_record_says_that_no_registry_has_it():
    provisional("Institut zoologique des marées de Dakar", AT)
    (first, *_) = suggest("institut zoologique", reach=reach(Verb.PARTNER_READ), lake=settings.LAKE)

    assert (first.ours, first.provisional, first.country) == (True, True, "SN")


def test_our_partners_come_first_and_for_others_the_order_is_as_if_they_were_none():
    before = keys("national university")
    last = before[-1]
    make_partner(key=last, figures=published(settings.LAKE), by=BY, at=AT, today=TODAY)

    reader = reach(Verb.PARTNER_READ)
    ours = [one.ours for one in suggest("national university", reach=reader, lake=settings.LAKE)]
    assert last in keys("national university", asked=reader)[: ours.index(False)]
    assert keys("national university") == before


def test_an_answer_comes_first_and_a_taken_back_one_is_forgotten():
    assert keys("zzzqq vvwx kkj") == []
    pin(
        text="ZZZqq vvwx kkj", verdict="corrected", keys=[NTU], figures=published(settings.LAKE), by=BY, at=AT
    )

    (first,) = suggest("zzzqq  vvwx KKJ", reach=NOBODY, lake=settings.LAKE)
    assert (first.key, first.why, first.matched) == (NTU, "pin", "ZZZqq vvwx kkj")


def test_a_country_comes_first():
    found = suggest("university", reach=NOBODY, lake=settings.LAKE, country="SG")
    assert found[0].country == "SG"


def test_a_key_that_came_back_from_a_form():
    hidden = provisional("Institut zoologique", AT)

    assert choice_of(NTU, lake=settings.LAKE).name == "Nanyang Technological University"
    assert choice_of(hidden.key, lake=settings.LAKE, reach=NOBODY) is None
    assert choice_of(hidden.key, lake=settings.LAKE, reach=reach(Verb.PARTNER_READ)).provisional
    assert choice_of("ror-000000000", lake=settings.LAKE) is None


def test_before_the_first_build_only_the_register_answers(tmp_path):
    provisional("Institut zoologique", AT)

    assert registry_choices("nanyang", lake=tmp_path, country="", limit=8) == []
    found = suggest("zoologique", reach=reach(Verb.PARTNER_READ), lake=tmp_path)
    assert [one.name for one in found] == ["Institut zoologique"]


def test_a_fixed_number_of_queries(django_assert_max_num_queries):
    for number in range(3):
        provisional(f"Institut zoologique {number}", AT)
        keys("institut zoologique", asked=reach(Verb.PARTNER_READ))
        with django_assert_max_num_queries(6):
            keys("institut zoologique", asked=reach(Verb.PARTNER_READ))


def test_records_one_may_not_know_of_push_none_out():
    """More hidden records of nearly the same name than are compared, all made before the one that may be known of."""
    for number in range(70):
        provisional(f"Institut des marées {number}", AT, country="SG")
    own = provisional("Institut des marées de Dakar", AT, country="SN")
    reader = reach(Verb.PARTNER_READ, countries=["SN"])

    assert keys("institut des marees", asked=reader)[0] == own.key


def test_records_one_may_not_know_of_change_nothing():
    own = [provisional(f"Centre océan {word}", AT, country="SN").key for word in ("nord", "sud", "delta")]
    reader = reach(Verb.PARTNER_READ, countries=["SN"])
    texts = ("centre ocean", "cente ocean delta", "ocean sud")
    before = [suggest(text, reach=reader, lake=settings.LAKE) for text in texts]
    assert {one.key for one in before[0]} >= set(own)
    for number in range(80):
        provisional(f"Centre océan delta {number}", AT, country="SG")

    assert [suggest(text, reach=reader, lake=settings.LAKE) for text in texts] == before


def test_the_first_who_types_finds_the_names_made():
    warm(lake=settings.LAKE)
    made = names_of_partners._held
    assert keys("nanyang technologcal")[0] == NTU
    assert names_of_partners._held is made
