"""Near names: rare words first, misspellings and words cut in two mended, what is too far left out."""

import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.search import Searcher


@pytest.fixture(scope="module")
def searcher(matcher: Matcher) -> Searcher:
    return Searcher(matcher.registry)


def keys(matcher: Matcher, searcher: Searcher, text: str) -> list[str]:
    cut = matcher.finder.cut(text)
    return [matcher.registry.keys.restore_key(near.key).strip() for near in searcher.near(cut.tokens)]


def test_a_misspelt_name_and_one_with_more_words_are_near(matcher: Matcher, searcher: Searcher) -> None:
    assert keys(matcher, searcher, "Laboratoire Orvell de Mecanique")[0] == "lab orvel mecanique"
    assert keys(matcher, searcher, "Zarevsk Technical State University")[0] in {
        "zarevsk state univ",
        "univ zarevsk state",
    }


def test_one_word_in_common_that_everybody_has_is_not_near(matcher: Matcher, searcher: Searcher) -> None:
    assert keys(matcher, searcher, "University of Qqxxzz") == []
    assert keys(matcher, searcher, "") == []


def test_shares_are_of_the_key_and_of_the_text(matcher: Matcher, searcher: Searcher) -> None:
    cut = matcher.finder.cut("Laboratoire Orvel de Mécanique")
    (first, *_) = searcher.near(cut.tokens)
    assert (first.of_key, first.of_text, first.letters, first.lost) == pytest.approx((1, 1, 1, 0))
    assert (first.first, first.last) == (0, len(cut.tokens) - 1)
    shorter = searcher.near(matcher.finder.cut("Laboratoire Orvel").tokens)
    assert all(near.of_key < 1 and near.lost > 0 for near in shorter)


def test_words_are_corrected_towards_those_of_the_registry_only(searcher: Searcher) -> None:
    assert searcher.corrected("velmarr") == "velmar"
    assert searcher.corrected("velmar") == "velmar"
    assert searcher.corrected("qqxxzz") == "qqxxzz"
    assert searcher.corrected("vel") == "vel"
    assert searcher.corrected("12345678") == "12345678"


def test_a_word_written_in_two_is_joined(matcher: Matcher, searcher: Searcher) -> None:
    assert searcher._rejoined(["nord", "haven", "hosp"]) == ["nordhaven", "nordhaven", "hosp"]
    assert searcher._rejoined(["velmar", "univ"]) == ["velmar", "univ"]


def test_the_same_question_has_the_same_answer_from_memory(matcher: Matcher, searcher: Searcher) -> None:
    tokens = matcher.finder.cut("Laboratoire Orvell de Mecanique").tokens
    assert searcher.near(tokens) is searcher.near(list(tokens))
    assert ours.LAB
