"""Which organisations a string may name: what is met, what is left out, and a name word for word alone."""

import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching.candidates import CAMPUS, Finder, crossed
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.spans import NEAR
from portulan.analytics.matching.spellings import ACRONYM, DISPLAY, DOMAIN, LABEL, SHORTENED


@pytest.fixture(scope="module")
def finder(matcher: Matcher) -> Finder:
    return Finder(matcher.registry)


def met(finder: Finder, text: str, hint: str = "") -> dict[str, int]:
    """Kind of name by organisation."""
    number = finder.places.number.get(hint, -1)
    return {finder.registry.ror(one.org): one.kind for one in finder.look(text, number).candidates}


def test_a_name_word_for_word_has_no_other_candidate(finder: Finder) -> None:
    assert met(finder, "Université de Velmar") == {ours.ror(ours.VELMAR): DISPLAY}
    assert met(finder, "Kestrel University") == {
        ours.ror(ours.TWIN_US): DISPLAY,
        ours.ror(ours.TWIN_GB): DISPLAY,
    }


def test_names_labels_and_acronyms_are_met_in_a_string(finder: Finder) -> None:
    found = met(finder, "Dept of Optics, Velmar University, CBR, Talence")
    assert found[ours.ror(ours.VELMAR)] == LABEL
    assert found[ours.ror(ours.COUNCIL)] == ACRONYM


def test_an_acronym_in_small_letters_is_a_word(finder: Finder) -> None:
    assert ours.ror(ours.COUNCIL) not in met(finder, "the cbr of things, Velmar University")


def test_a_name_within_a_longer_one_counts_only_when_it_says_something(finder: Finder) -> None:
    found = finder.look("Unit 4, Nordhaven University Hospital, Nordhaven").candidates
    spans = {(finder.registry.ror(one.org), one.after - one.first) for one in found}
    assert (ours.ror(ours.HOSPITAL), 3) in spans
    assert (ours.ror(ours.NORDHAVEN), 2) in spans


def test_the_country_said_leaves_out_who_is_elsewhere(finder: Finder) -> None:
    said = "Section 4, Kestrel University, Wexcombe, United Kingdom"
    assert met(finder, said).keys() == {ours.ror(ours.TWIN_GB)}
    assert met(finder, "Section 4, Kestrel University", "GB").keys() == {ours.ror(ours.TWIN_GB)}


def test_a_member_of_a_system_is_met_by_its_city(finder: Finder) -> None:
    found = met(finder, "Physics, University of Merrow, 12 Mill Road, Colton")
    assert found[ours.ror(ours.CAMPUS_B)] in {CAMPUS, SHORTENED}
    assert ours.ror(ours.CAMPUS_A) not in found


def test_a_misspelt_name_is_near_and_an_exact_one_is_not_sought(finder: Finder) -> None:
    assert met(finder, "Laboratoire Orvell de Mecanique")[ours.ror(ours.LAB)] == NEAR
    assert NEAR not in met(finder, "Laboratoire Orvel de Mécanique, Talence").values()


def test_a_mail_address_leads_to_its_domain(finder: Finder) -> None:
    assert met(finder, "Room 4, x@physics.nordhaven.example")[ours.ror(ours.NORDHAVEN)] == DOMAIN


def test_a_name_in_another_order_over_a_comma_is_not_met_within_another() -> None:
    names = {(0, 2), (1, 3)}
    assert crossed(1, 3, [0, 0, 1], names)  # "Kestrel University, Velmar": no University of Velmar
    assert not crossed(1, 3, [0, 0, 0], names)
    assert not crossed(1, 3, [0, 0, 1], {(1, 3)})


def test_kestrel_university_in_velmar_is_not_the_university_of_velmar(finder: Finder) -> None:
    found = met(finder, "Section 4, Kestrel University, Velmar")
    assert ours.ror(ours.VELMAR) not in found
    assert ours.ror(ours.TWIN_US) in found
