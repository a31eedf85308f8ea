"""Typing-ahead over invented organisations: mistakes, acronyms, identifiers, addresses, scripts, closed records."""

import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.suggestions import Suggester


@pytest.fixture(scope="module")
def suggester(matcher: Matcher) -> Suggester:
    return Suggester(matcher.registry)


@pytest.mark.parametrize(
    ("typed", "number", "why"),
    [
        ("velm", ours.VELMAR, "begins"),
        ("univ velmar", ours.VELMAR, "begins"),
        ("Universite de Velmar", ours.VELMAR, "name"),
        ("velmra university", ours.VELMAR, "spelling"),
        ("Welmar University", ours.VELMAR, "spelling"),
        ("UNH", ours.NORDHAVEN, "name"),
        ("U.N.H.", ours.NORDHAVEN, "name"),
        (ours.ror(ours.VELMAR), ours.VELMAR, "identifier"),
        (f"https://ror.org/{ours.ror(ours.FIRM)}", ours.FIRM, "identifier"),
        (f"grid.{ours.LAB}.1", ours.LAB, "identifier"),
        ("好运", ours.CHINESE, "begins"),
        ("Заревск", ours.RUSSIAN, "begins"),
        ("zarevskii", ours.RUSSIAN, "spelling"),
        ("grunwaldau hoch", ours.UMLAUT, "begins"),
        ("gruenwaldau", ours.UMLAUT, "spelling"),
    ],
)
def test_what_is_typed_finds_the_organisation_first(
    suggester: Suggester, typed: str, number: int, why: str
) -> None:
    first = suggester.suggest(typed)[0]
    assert (first.ror, first.why) == (ours.ror(number), why)


def test_the_country_comes_first(suggester: Suggester) -> None:
    for country, number in (("US", ours.TWIN_US), ("GB", ours.TWIN_GB)):
        assert suggester.suggest("kestrel uni", country=country)[0].ror == ours.ror(number)


def test_a_closed_record_leads_to_what_succeeds_it(suggester: Suggester) -> None:
    first = suggester.suggest("institut talmont")[0]
    assert (first.ror, first.name, first.met_name, first.status) == (
        ours.ror(ours.NEW),
        "Institut National Garenne",
        "Institut Talmont",
        "active",
    )
    assert ours.ror(ours.WITHDRAWN) not in {one.ror for one in suggester.suggest("kestrel")}


@pytest.mark.parametrize("typed", ["", " ", "v", "\0", "?!", "\u202e", "'\"; --"])
def test_too_little_suggests_nothing(suggester: Suggester, typed: str) -> None:
    assert suggester.suggest(typed) == []


def test_no_organisation_twice_and_no_more_than_asked(suggester: Suggester) -> None:
    found = [one.ror for one in suggester.suggest("university", limit=4)]
    assert len(found) == len(set(found)) == 4
    assert suggester.suggest("university", limit=0) == []


def test_a_long_paste_is_answered_within_the_bound(suggester: Suggester) -> None:
    assert suggester.suggest("velmar " + "zzzzz yyyyyy " * 5000)[0].ror == ours.ror(ours.VELMAR)
