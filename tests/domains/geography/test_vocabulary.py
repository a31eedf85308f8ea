"""The reference list of countries, as a file."""

from collections import Counter

from babel import Locale
from django.utils.translation import override

from portulan.domains.geography.vocabulary import country_references, named


def test_there_are_249_codes_of_iso_3166_1_and_xk():
    codes = country_references()

    assert len(codes) == 250
    assert "XK" in codes
    assert not {"EL", "UK", "AN", "SU", "YU"} & set(codes)
    assert all(code.isalpha() and code.isupper() and len(code) == 2 for code in codes)


def test_other_codes_are_unique_and_well_formed():
    lines = country_references().values()

    assert Counter(len(line.alpha3) for line in lines) == {3: 250}
    assert len({line.alpha3 for line in lines}) == 250
    assert Counter(len(line.m49) for line in lines) == {3: 249, 0: 1}  # XK has none
    assert {
        line.code: (line.alpha3, line.m49) for line in lines if line.code in ("FR", "SG", "NA", "DE")
    } == {
        "FR": ("FRA", "250"),
        "SG": ("SGP", "702"),
        "NA": ("NAM", "516"),
        "DE": ("DEU", "276"),
    }


def test_every_country_but_antarctica_has_a_region_that_cldr_names():
    english = Locale("en").territories
    lines = country_references().values()

    assert [line.code for line in lines if not line.region or not line.subregion] == ["AQ"]
    assert {line.region for line in lines} == {"", "002", "009", "019", "142", "150"}
    assert all(code in english for line in lines if line.region for code in (line.region, line.subregion))


def test_labels_stand_in_their_countries():
    places = {code: (line.latitude, line.longitude) for code, line in country_references().items()}

    assert all(-90 <= latitude <= 90 and -180 <= longitude <= 180 for latitude, longitude in places.values())
    assert 46 < places["FR"][0] < 47.5
    assert 1.2 < places["SG"][0] < 1.5
    assert 103.6 < places["SG"][1] < 104.1
    assert places["FJ"][1] > 177


def test_a_country_is_named_in_the_language_in_use():
    with override("fr"):
        assert named("DE") == "Allemagne (DE)"
    with override("en"):
        assert named("DE") == "Germany (DE)"
    assert named("ZQ") == "ZQ (ZQ)"
