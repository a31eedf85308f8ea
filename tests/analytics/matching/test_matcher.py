"""What users complain about in other matchers, each on strings made up for it, and the promises of an answer."""

from pathlib import Path

import pytest

from analytics.matching import registry_of_ours as ours
from analytics.matching.registry_of_ours import ror
from portulan.analytics.matching.build import build
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.matcher import EMPTY, LONGEST, Answer, Matcher
from portulan.analytics.matching.model import load


def answer(matcher: Matcher, text: str, **options: object) -> Answer:
    return matcher.match([text], **options)[0]  # type: ignore[arg-type]


def rors(matcher: Matcher, text: str, **options: object) -> set[str]:
    return {one.ror for one in answer(matcher, text, **options).matches}


def test_two_organisations_in_one_string_are_both_answered(matcher: Matcher) -> None:
    found = answer(
        matcher, "Department of Optics, Velmar University, Velmar, France; Haoyun University, Beijing, China"
    )
    assert {one.ror for one in found.matches} == {ror(ours.VELMAR), ror(ours.CHINESE)}


def test_each_match_says_its_span_and_why(matcher: Matcher) -> None:
    text = "Department of Optics, Velmar University, Velmar, France"
    (match,) = answer(matcher, text).matches
    assert text[slice(*match.span)] == "Velmar University"
    assert (match.reason.key, match.reason.kind) == ("velmar univ", "label")
    assert (match.reason.country, match.reason.city) == ("agrees", "agrees")
    assert 0.5 < match.probability <= 1
    assert match.country == "FR"


def test_a_hospital_is_not_its_university(matcher: Matcher) -> None:
    assert rors(matcher, "Nordhaven University Hospital, Nordhaven, Germany") == {ror(ours.HOSPITAL)}
    assert rors(matcher, "Faculty of Law, University of Nordhaven, Nordhaven, Germany") == {
        ror(ours.NORDHAVEN)
    }


def test_a_hospital_is_found_under_its_other_forms(matcher: Matcher) -> None:
    text = "Universitätsklinikum Nordhaven, Nordhaven, Germany"
    assert rors(matcher, text, threshold=0.2) == {ror(ours.HOSPITAL)}


def test_an_exact_name_is_found(matcher: Matcher) -> None:
    for record in ours.RECORDS:
        if record["status"] == "active" and record["names"][0]["value"] != "Kestrel University":
            name = record["names"][0]["value"]
            assert record["id"][-9:] in rors(matcher, name), name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("好运大学物理系", ours.CHINESE),
        ("Заревский государственный университет, Россия", ours.RUSSIAN),
        ("جامعة قمر، القاهرة", ours.ARABIC),
        ("Πανεπιστήμιο Λευκάρων, Ελλάδα", ours.GREEK),
        ("星空大学理学部", ours.JAPANESE),
        ("별빛대학교 공과대학", ours.KOREAN),
    ],
)
def test_names_in_other_scripts_are_met_on_their_own_labels(matcher: Matcher, text: str, number: int) -> None:
    assert rors(matcher, text) == {ror(number)}


def test_names_are_met_in_another_language(matcher: Matcher) -> None:
    assert rors(matcher, "Universidad de Velmar, Velmar, Francia") == {ror(ours.VELMAR)}


def test_letters_that_look_alike_and_marks_of_direction_do_not_fool(matcher: Matcher) -> None:
    assert rors(matcher, "Vеlmаr Univеrsity, Velmar, France") == {ror(ours.VELMAR)}
    assert rors(matcher, "\u202bVelmar\u202c University\u200f, Velmar, France") == {ror(ours.VELMAR)}


def test_the_country_said_chooses_between_two_of_one_name(matcher: Matcher) -> None:
    assert rors(matcher, "Kestrel University, Wexcombe, United Kingdom") == {ror(ours.TWIN_GB)}
    assert rors(matcher, "Kestrel University, Kestrel Falls, OH, USA") == {ror(ours.TWIN_US)}


def test_a_country_that_contradicts_lowers_the_probability(matcher: Matcher) -> None:
    with_, against = (
        max(
            one.probability for one in answer(matcher, f"Velmar University, {place}", explain=True).considered
        )
        for place in ("France", "Japan")
    )
    assert against < with_
    (considered, *_) = answer(matcher, "Velmar University, Japan", explain=True).considered
    assert considered.reason.country == "contradicts"


def test_a_hint_of_country_is_used(matcher: Matcher) -> None:
    def of(country: str) -> dict[str, float]:
        found = answer(matcher, "Kestrel University", country=country, explain=True).considered
        return {one.country: one.probability for one in found}

    assert of("GB")["GB"] >= of("GB")["US"]
    assert of("US")["US"] >= of("US")["GB"]


def test_a_city_chooses_the_campus(matcher: Matcher) -> None:
    assert rors(matcher, "Department of Physics, University of Merrow, Colton, USA") == {ror(ours.CAMPUS_B)}
    found = answer(matcher, "University of Merrow, 12 Mill Road, Ashby, USA", explain=True).considered
    assert ror(ours.CAMPUS_A) in {one.ror for one in found}


def test_an_inactive_or_withdrawn_record_leads_to_its_successor_and_both_are_shown(matcher: Matcher) -> None:
    (match,) = answer(matcher, "Institut Talmont, Talence, France").matches
    assert (match.ror, match.met, match.met_name) == (ror(ours.NEW), ror(ours.OLD), "Institut Talmont")
    assert (match.name, match.status) == ("Institut National Garenne", "inactive")
    (match,) = answer(matcher, "Kestrel Polytechnic, Kestrel Falls, USA", threshold=0.01).matches
    assert (match.ror, match.met, match.status) == (ror(ours.TWIN_US), ror(ours.WITHDRAWN), "withdrawn")


def test_of_a_record_and_its_successor_of_one_name_the_one_in_use_is_met(tmp_path: Path) -> None:
    former = ours.record(
        30, [("Université de Velmar", "")], status="inactive", relations=(("successor", ours.VELMAR),)
    )
    build(files=[ours.write(tmp_path, [former, *ours.RECORDS])], out=tmp_path / "out")
    found = answer(Matcher(Registry(tmp_path / "out"), load()), "Université de Velmar, France")
    assert [(one.ror, one.status, one.met) for one in found.matches] == [(ror(ours.VELMAR), "active", "")]


def test_parents_and_children_are_told(matcher: Matcher) -> None:
    (match,) = answer(matcher, "Laboratoire Orvel de Mécanique, Talence, France").matches
    assert match.parents == (ror(ours.COUNCIL), ror(ours.VELMAR))
    (match,) = answer(matcher, "Conseil Breval de la Recherche, France").matches
    assert match.children == (ror(ours.LAB),)


def test_a_misspelt_name_is_near(matcher: Matcher) -> None:
    found = answer(matcher, "Laboratoire Orvell de Mechanique, Talence, France", threshold=0.0)
    assert ror(ours.LAB) in {one.ror for one in found.matches}


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_string_is_abstained_from(matcher: Matcher, text: str) -> None:
    assert answer(matcher, text) == Answer(abstained=EMPTY)


@pytest.mark.parametrize(
    "text", ["Independent researcher", "42 Mill Road", "??!", "💥💥", "Rue de la Paix, Paris, France"]
)
def test_what_names_no_organisation_is_abstained_from_with_a_reason(matcher: Matcher, text: str) -> None:
    found = answer(matcher, text)
    assert found.matches == ()
    assert found.abstained


def test_a_document_or_binary_is_an_error_of_its_row_alone(matcher: Matcher) -> None:
    long, binary, good = matcher.match(["x" * (LONGEST + 1), "a\0b", "Velmar University, Velmar, France"])
    assert "longer than" in long.error
    assert "null" in binary.error
    assert good.matches


def test_a_threshold_of_one_abstains(matcher: Matcher) -> None:
    assert answer(matcher, "Velmar University, France", threshold=1.0).matches == ()


def test_a_batch_answers_as_one_by_one(matcher: Matcher) -> None:
    texts = ["Velmar University, France", "", "Haoyun University, Beijing", "nothing of ours"]
    assert matcher.match(texts) == [answer(matcher, text) for text in texts]


def test_an_acronym_and_its_name_are_one_match(matcher: Matcher) -> None:
    assert rors(matcher, "Conseil Breval de la Recherche (CBR), France") == {ror(ours.COUNCIL)}
