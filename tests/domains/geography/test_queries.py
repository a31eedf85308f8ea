"""Countries, their regions and their neighbours."""

import pytest

from domains.packed import AT, BY
from portulan.domains.geography.queries import countries, country, country_ids, subregion_countries
from portulan.domains.geography.services import load_countries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _countries():
    load_countries(by=BY, at=AT)


def test_a_country_tells_its_regions_in_both_languages():
    singapore = country("SG")

    assert (singapore.name_fr, singapore.name_en) == ("Singapour", "Singapore")
    assert (singapore.region_fr, singapore.region_en) == ("Asie", "Asia")
    assert (singapore.subregion_code, singapore.subregion_en) == ("035", "Southeast Asia")


def test_an_unknown_code_is_no_country():
    assert country("UK") is None
    assert country("") is None


def test_antarctica_belongs_to_no_region():
    antarctica = country("AQ")

    assert (antarctica.region_en, antarctica.subregion_fr) == ("", "")
    assert subregion_countries("AQ") == ()


def test_the_others_of_a_sub_region_come_by_code():
    assert [one.code for one in subregion_countries("SG")] == [
        "BN",
        "ID",
        "KH",
        "LA",
        "MM",
        "MY",
        "PH",
        "TH",
        "TL",
        "VN",
    ]


def test_all_countries_come_by_code_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        codes = [one.code for one in countries()]

    assert codes == sorted(codes)
    assert len(codes) == 250
    assert set(country_ids()) == set(codes)
