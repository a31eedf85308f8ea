"""Names of countries, from CLDR and from use."""

from portulan.analytics.matching.places import ABBREVIATED, ALIKE, country_names


def test_names_in_the_languages_of_affiliations() -> None:
    names = {name for name, _ in country_names({"DE": "Germany"})}
    assert {"Germany", "Allemagne", "Deutschland", "Alemania", "Германия", "德国", "ドイツ"} <= names


def test_names_of_use_lead_to_their_country() -> None:
    known = dict(country_names({"GB": "United Kingdom", "US": "United States", "CN": "China"}))
    assert (known["england"], known["usa"], known["peoples republic china"]) == ("GB", "US", "CN")


def test_an_unknown_country_has_its_own_name_alone() -> None:
    assert [name for name, _ in country_names({"XX": "Nowhere"})][:1] == ["Nowhere"]


def test_two_letters_of_two_countries_are_those_of_the_states() -> None:
    assert (ABBREVIATED["CA"], ABBREVIATED["ON"], ABBREVIATED["NSW"], ABBREVIATED["WA"]) == (
        "US",
        "CA",
        "AU",
        "US",
    )


def test_no_country_is_alike_in_two_groups() -> None:
    every = [code for group in ALIKE for code in group]
    assert len(every) == len(set(every))
