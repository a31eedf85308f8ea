"""Links carry how they were made: a person's answer first, then an identifier, then the matcher; what is ambiguous
ties nothing."""

import pytest

from analytics.matching import registry_of_ours as ours
from analytics.matching.registry_of_ours import ror
from portulan.analytics.matching.link import Linked, Sought, link, variants
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.pins import Pin, Pins

VELMAR = f"ror-{ror(ours.VELMAR)}"


def tied(matcher: Matcher | None, *names: tuple[str, str, str], **more: object) -> list[Linked]:
    given = {"identifiers": {}, "pins": Pins(), **more}
    return link([Sought("s", *one) for one in names], matcher=matcher, **given)  # type: ignore[arg-type]


def only(matcher: Matcher | None, name: str, country: str, **more: object) -> tuple[str, str]:
    (one,) = tied(matcher, ("1", name, country), **more)
    return one.key, one.how


@pytest.mark.parametrize(
    "name",
    [
        "VELMAR UNIVERSITY",
        "Université de Velmar [Velmar]",
        "Velmar Universität = Velmar University",
        "Univ. Velmar",
    ],
)
def test_a_name_is_matched_within_its_country(matcher: Matcher, name: str) -> None:
    assert only(matcher, name, "FR") == (VELMAR, "match")
    assert only(matcher, name, "DE") == ("", "none")


def test_without_a_country_or_a_registry_a_name_ties_nothing(matcher: Matcher) -> None:
    assert only(matcher, "Velmar University", "") == ("", "none")
    assert only(None, "Velmar University", "FR") == ("", "none")


def test_the_country_tells_two_of_one_name_apart(matcher: Matcher) -> None:
    assert only(matcher, "Kestrel University", "GB") == (f"ror-{ror(ours.TWIN_GB)}", "match")
    assert only(matcher, "Kestrel University", "US") == (f"ror-{ror(ours.TWIN_US)}", "match")


def test_a_part_of_an_organisation_is_not_the_organisation(matcher: Matcher) -> None:
    (one,) = tied(matcher, ("1", "Institute of Zoological Taxonomy and Herbaria, Velmar University", "FR"))
    assert (one.key, one.how) == ("", "none")
    assert VELMAR in {each.key for each in one.candidates}


def test_two_organisations_in_one_name_tie_nothing(matcher: Matcher) -> None:
    assert only(matcher, "Conseil Breval de la Recherche - Velmar University", "FR") == ("", "none")


def test_who_governs_is_no_part_of_the_name(matcher: Matcher) -> None:
    name = "THE CHANCELLOR, MASTERS AND SCHOLARS OF VELMAR UNIVERSITY"
    assert only(matcher, name, "FR") == (VELMAR, "match")


def test_an_identifier_comes_before_a_name_and_a_person_before_both(matcher: Matcher) -> None:
    known = {"identifiers": {("s", "1"): "ror-0zzzzzz09"}}
    assert only(matcher, "Velmar University", "FR", **known) == ("ror-0zzzzzz09", "identifier")
    pins = Pins([Pin("velmar university", "corrected", ("ror-0yyyyyy08",))])
    assert only(matcher, "Velmar University", "FR", pins=pins, **known) == ("ror-0yyyyyy08", "answer")
    refused = Pins([Pin("velmar university", "refused", ())])
    assert only(matcher, "Velmar University", "FR", pins=refused) == ("", "answer")


def test_one_row_for_each_organisation_of_the_source_the_surest_name_wins(matcher: Matcher) -> None:
    rows = tied(matcher, ("1", "VU", "FR"), ("1", "Velmar University", "FR"), ("2", "Lonely Institute", "FR"))
    assert [(one.source_id, one.key, one.how) for one in rows] == [("1", VELMAR, "match"), ("2", "", "none")]


def test_variants() -> None:
    assert variants("A = B [Town]") == ["A = B [Town]", "A = B", "A", "B"]
    assert variants("Plain") == ["Plain"]
