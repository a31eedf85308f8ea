"""Offices, who covers a country, gaps and overlaps."""

from datetime import date

import pytest

from domains.packed import PACKS, TODAY, load_pack, small_pack, territories
from portulan.domains.offices.models import Territory
from portulan.domains.offices.queries import (
    coverage,
    covering,
    covers,
    office,
    office_of_each,
    offices,
    territory,
)

SINGAPORE = '[[territory]]\nunit = "office-singapore"\ncountries = ["SG", "MY"]\nsource = "log"\n'


@pytest.fixture
def world(isle):
    load_pack(small_pack(isle, territories=territories(extra=SINGAPORE)))


def test_an_office_is_told_with_its_town_and_its_territory(world):
    (found,) = offices(TODAY)

    assert (found.code, found.name_fr, found.city_fr, found.country, found.countries, found.is_open) == (
        "office-singapore",
        "Bureau de Singapour",
        "Singapour",
        "SG",
        2,
        True,
    )
    assert (str(found.since), found.source, found.sort_label) == (
        "2010",
        "The ship's log",
        "representation office",
    )
    assert office("office-singapore", TODAY) == found
    assert office("sea", TODAY) is None


def test_an_office_is_listed_from_its_opening(world):
    assert offices(date(2009, 12, 31)) == ()
    assert office("office-singapore", date(2009, 12, 31)).is_open is False


def test_the_office_covers_first_then_the_headquarters(world):
    assert [(one.code, one.is_office, one.by_default, one.source) for one in covering("SG", TODAY)] == [
        ("office-singapore", True, False, "The ship's log"),
        ("isle", False, True, ""),
    ]
    assert [one.code for one in covering("FJ", TODAY)] == ["isle"]
    assert covering("ZZ", TODAY) == ()


def test_all_countries_at_once_say_the_same(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        everywhere = covers(TODAY)

    assert len(everywhere) == 250
    assert everywhere["SG"] == covering("SG", TODAY)


def test_the_map_gets_the_office_of_each_country_in_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = office_of_each(TODAY)

    assert found == {"MY": "office-singapore", "SG": "office-singapore"}
    assert office_of_each(date(2009, 1, 1)) == {}


def test_a_territory_lists_its_countries(world):
    assert [(line.country.code, line.by_default) for line in territory("office-singapore", TODAY)] == [
        ("MY", False),
        ("SG", False),
    ]
    assert len(territory("isle", TODAY)) == 250


def test_gaps_and_overlaps_are_named(world):
    Territory.objects.filter(country__code="FJ").delete()
    found = coverage(TODAY)
    assert ([one.code for one in found.gaps], found.overlaps, found.offices) == (["FJ"], (), 1)
    assert found.covered_by_offices == 2

    row = Territory.objects.get(country__code="MY", by_default=False)
    Territory.objects.create(unit=row.unit, country=row.country, since="2011")
    (overlap,) = coverage(TODAY).overlaps
    assert (overlap.country.code, len(overlap.covers)) == ("MY", 3)


def test_queries_do_not_grow_with_rows(world, django_assert_num_queries):
    for number in (1, 3):
        with django_assert_num_queries(2):
            covering("SG", TODAY)
        with django_assert_num_queries(2):
            offices(TODAY)
        with django_assert_num_queries(1):
            assert len(territory("office-singapore", TODAY)) >= 2
        if number == 1:
            row = Territory.objects.get(country__code="MY", by_default=False)
            for since in ("2011", "2012"):
                Territory.objects.create(unit=row.unit, country=row.country, since=since)


@pytest.mark.parametrize("pack", ["cnrs", "inria"])
@pytest.mark.django_db
def test_the_packs_of_the_project_leave_no_gap_and_no_overlap(pack):
    load_pack(PACKS / pack)

    found = coverage(TODAY)

    assert (found.gaps, found.overlaps) == ((), ())


@pytest.mark.django_db
def test_the_offices_of_the_cnrs_are_those_of_their_day():
    load_pack(PACKS / "cnrs")

    now = {one.code.removeprefix("office-") for one in offices(TODAY)}
    assert now == {
        "beijing",
        "brussels",
        "melbourne",
        "nairobi",
        "new-delhi",
        "ottawa",
        "pretoria",
        "sao-paulo",
        "singapore",
        "tokyo",
        "washington",
    }
    in_2023 = {one.code.removeprefix("office-") for one in offices(date(2023, 1, 1))}
    assert (in_2023 - now, now - in_2023) == ({"rio"}, {"nairobi", "sao-paulo"})
    assert [one.sort for one in offices(TODAY) if one.code == "office-brussels"] == ["antenna"]
    assert [one.code for one in covering("SG", TODAY)] == ["office-singapore", "pole-asia-oceania"]
    assert [one.code for one in covering("AU", date(2020, 6, 1))] == ["office-singapore", "pole-asia-oceania"]
    assert [one.code for one in covering("AU", TODAY)] == ["office-melbourne", "pole-asia-oceania"]
    assert [one.code for one in covering("FJ", TODAY)] == ["office-melbourne", "pole-asia-oceania"]
    assert [one.code for one in covering("CA", date(2020, 6, 1))] == ["office-washington", "pole-americas"]
    assert [one.code for one in covering("FR", TODAY)] == ["dei"]
