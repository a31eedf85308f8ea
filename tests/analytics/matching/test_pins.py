"""What people answered: found whatever the case and accents, for a country first; refused where it says nothing."""

import json
from pathlib import Path

import pytest

from analytics.matching import registry_of_ours as ours
from analytics.matching.registry_of_ours import ror
from portulan.analytics.matching import pins as module
from portulan.analytics.matching.matcher import ANSWERED, REFUSED, Matcher
from portulan.analytics.matching.pins import Pin, Pins, PinsError

LAB = f"ror-{ror(ours.LAB)}"


def test_a_text_is_found_whatever_its_case_accents_and_signs() -> None:
    pins = Pins([Pin("Équipe  Orvel, Talence", "confirmed", (LAB,))])
    for text in ("equipe orvel talence", "ÉQUIPE ORVEL – TALENCE"):
        assert pins.find(text) == Pin("Équipe  Orvel, Talence", "confirmed", (LAB,))
    assert pins.find("equipe orvel") is None


def test_an_answer_for_a_country_wins_there_and_holds_nowhere_else() -> None:
    everywhere, there = Pin("x lab", "confirmed", ("ror-1",)), Pin("x lab", "corrected", ("ror-2",), "JP")
    pins = Pins([everywhere, there])
    assert (pins.find("X Lab", "JP"), pins.find("X Lab", "FR"), pins.find("X Lab")) == (
        there,
        everywhere,
        everywhere,
    )
    assert Pins([there]).find("X Lab", "FR") is None


def test_an_answer_wins_over_the_model(matcher: Matcher) -> None:
    text = "Velmar University, Velmar, France"
    (answer,) = matcher.match([text], pins=Pins([Pin(text, "corrected", (LAB, "ror-0zzzzzz99"))]))
    first, second = answer.matches
    assert (first.ror, first.name, first.probability) == (
        ror(ours.LAB),
        "Laboratoire Orvel de Mécanique",
        1.0,
    )
    assert (first.reason.kind, first.span) == (ANSWERED, (0, len(text)))
    assert (second.ror, second.status) == ("0zzzzzz99", "unregistered")


def test_a_refused_text_names_no_organisation(matcher: Matcher) -> None:
    pins = Pins([Pin("Velmar University", "refused", ())])
    refused, other = matcher.match(["velmar university", "Velmar University, France"], pins=pins)
    assert (refused.matches, refused.abstained) == ((), REFUSED)
    assert other.matches


def test_an_answer_for_a_closed_record_leads_to_its_successor(matcher: Matcher) -> None:
    (answer,) = matcher.match(["old"], pins=Pins([Pin("old", "confirmed", (f"ror-{ror(ours.OLD)}",))]))
    assert (answer.matches[0].ror, answer.matches[0].met) == (ror(ours.NEW), ror(ours.OLD))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["x"], "not an object"),
        ([{"text": "x", "verdict": "perhaps", "keys": ["ror-1"]}], "'perhaps'"),
        ([{"text": "x", "verdict": "confirmed", "keys": []}], "names no organisation"),
        ([{"text": 3, "verdict": "confirmed", "keys": ["ror-1"]}], "text is not a text"),
    ],
)
def test_a_wrong_answer_is_named(given: list[object], says: str) -> None:
    with pytest.raises(PinsError, match=says):
        module.read(given)


def test_a_file_of_answers(tmp_path: Path) -> None:
    path = tmp_path / "pins.json"
    path.write_text(
        json.dumps({"pins": [{"text": "x", "verdict": "refused", "keys": ["ror-1"], "country": "fr"}]})
    )
    assert module.load(path).find("X", "FR") == Pin("x", "refused", (), "FR")
    before = module.digest(path)
    path.write_text("[]")
    assert module.digest(path) != before
    assert len(module.load(path)) == 0
    path.write_text("not JSON")
    with pytest.raises(PinsError, match="not JSON"):
        module.load(path)
