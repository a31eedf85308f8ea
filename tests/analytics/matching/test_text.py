"""Canonical tokens: scripts kept, accents and marks dropped, words of several languages brought together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.analytics.matching.text import Tokeniser, fold


def tokens(text: str) -> list[str]:
    return Tokeniser().cut(text).tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Université de Velmar", "University of Velmar"),
        ("Universität Velmar", "Universidad de Velmar"),
        ("Univ. Velmar", "UNIVERSITY VELMAR"),
        ("Institut für Physik", "Institute of Physics"),
        ("C.B.R.", "CBR"),
        ("Universität München", "University of Munich"),
        ("VelmarUniversity", "Velmar University"),
        ("Universitätsklinikum Velmar", "Univ Hospital Velmar"),
        ("Brellon Optics GmbH", "Brellon Optics"),
        ("St. Orvel's College", "Saint Orvel College"),
        ("C.\u00a0B.\u00a0R. Velmar", "CBR Velmar"),
        ("North#N#    Velmar University#TAB#", "North Velmar University"),
        ("<i>Velmar</i> &amp; Orvel<sup>1</sup>", "Velmar & Orvel 1"),
    ],
)
def test_spellings_of_one_name_give_the_same_tokens(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_other_scripts_are_kept() -> None:
    assert tokens("好运大学") == list("好运大学")
    assert tokens("Заревский университет")[1] == "университет"
    assert tokens("جامعة قمر") == ["جامعه", "قمر"]
    assert tokens("Πανεπιστήμιο") == ["πανεπιστημιο"]


def test_letters_drawn_alike_do_not_fool() -> None:
    assert tokens("Vеlmаr Univеrsity") == tokens("Velmar University")  # the e and a are Cyrillic


def test_marks_nobody_sees_are_dropped_and_spans_stay_those_of_the_text_as_given() -> None:
    text = "\u202bVel\u200bmar\u202c University"
    cut = Tokeniser().cut(text)
    assert cut.tokens == ["velmar", "univ"]
    assert text[cut.starts[0] : cut.ends[0]] == "Vel\u200bmar"
    assert text[cut.starts[1] : cut.ends[1]] == "University"


def test_full_width_letters_are_plain_ones() -> None:
    assert tokens("Ｖｅｌｍａｒ") == ["velmar"]


def test_markup_left_in_a_text_moves_no_span() -> None:
    text = "Dept#N#of <b>Velmar</b>"
    cut = Tokeniser().cut(text)
    assert [text[start:end] for start, end in zip(cut.starts, cut.ends, strict=True)] == ["Dept", "Velmar"]
    assert cut.text == text


def test_an_article_within_a_line_begins_a_name() -> None:
    assert Tokeniser().cut("Faculty of Optics The University of Velmar").segments == [0, 0, 1, 1]
    assert Tokeniser().cut("The University of the Arts").segments == [0, 0]


def test_commas_and_bars_part_segments() -> None:
    assert Tokeniser().cut("Alpha, Beta; Gamma | Delta").segments == [0, 1, 2, 3]


@given(st.text(max_size=200))
def test_any_text_is_cut_and_every_span_lies_in_it(text: str) -> None:
    cut = Tokeniser().cut(text)
    assert len(cut.tokens) == len(cut.starts) == len(cut.ends) == len(cut.segments)
    assert all(0 <= start < end <= len(text) for start, end in zip(cut.starts, cut.ends, strict=True))
    assert cut.starts == sorted(cut.starts)
    assert cut.segments == sorted(cut.segments)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(alphabet="abcdefghijk ÀÉÎÕÜ,;", max_size=80))
def test_case_changes_no_token(text: str) -> None:
    assert tokens(text.upper()) == tokens(text.lower())
