"""Where a string says it is, and what that says of a country."""

import pytest

from portulan.analytics.matching.candidates import Finder
from portulan.analytics.matching.evidence import AGREES, ALIKE_ONLY, CONTRADICTS, SILENT, Where
from portulan.analytics.matching.matcher import Matcher


@pytest.fixture(scope="module")
def finder(matcher: Matcher) -> Finder:
    return Finder(matcher.registry)


def where(finder: Finder, text: str) -> Where:
    return finder.look(text).where


def codes(finder: Finder, numbers: set[int]) -> set[str]:
    return {finder.places.countries[number] for number in numbers}


def test_countries_are_read_in_their_languages(finder: Finder) -> None:
    for text in ("Room 4, Germany", "Zimmer 4, Deutschland", "Pièce 4, Allemagne", "комната 4, Германия"):
        assert codes(finder, where(finder, text).countries) == {"DE"}


def test_a_city_or_an_area_implies_its_country(finder: Finder) -> None:
    found = where(finder, "Room 4, Kestrel Falls, OH")
    assert codes(finder, found.implied) == {"US"}
    assert codes(finder, found.countries) == set()
    assert len(found.areas) == 1


def test_two_capitals_are_an_area_only_after_a_comma(finder: Finder) -> None:
    assert not where(finder, "Room OH 4").areas


def test_what_countries_said_say_of_one(finder: Finder) -> None:
    places = finder.places
    number = places.number
    said = Where(countries={number["CN"]})
    assert places.compare(number["CN"], said) == AGREES
    assert places.compare(number["FR"], said) == CONTRADICTS
    assert places.compare(number["FR"], Where()) == SILENT
    alike = [code for code in ("HK", "TW", "MO") if code in number]
    assert all(places.compare(number[code], said) == ALIKE_ONLY for code in alike)


def test_the_first_country_said_after_a_name_is_told(finder: Finder) -> None:
    found = where(finder, "Section A, France; Section B, Germany")
    number = finder.places.number
    last = found.said[0][0] + 1
    assert finder.places.next_said(number["FR"], 0, found) == 1
    assert finder.places.next_said(number["FR"], last, found) == -1
    assert finder.places.next_said(number["FR"], 99, found) == 0
