"""Normal forms of names: what people and machines write alike is alike, and nothing else changes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.methods.similarity.names import closeness, differ, initials, normal_form, suspicions, weighty

CYRILLIC_C, ZERO_WIDTH, TURNED = "\u0421", "\u200b", "\u202e"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{CYRILLIC_C}NRS", "CNRS"),
        ("Université de Genève", "universite de geneve"),
        (unicodedata.normalize("NFD", "École"), unicodedata.normalize("NFC", "École")),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        (f"Nan{ZERO_WIDTH}yang", "Nanyang"),
        (f"{TURNED}Dakar", "Dakar"),
        ("Max-Planck-Institut", "Max Planck Institut"),
        ("ＮＴＵ", "NTU"),
        ("Straße", "STRASSE"),
        ("AT&T", "AT and T"),
        ("جامعة القاهرة", "جامعه القاهره"),
    ],
)
def test_what_is_written_alike_has_one_normal_form(one, other):
    assert normal_form(one) == normal_form(other) != ""


@pytest.mark.parametrize("text", ["中国科学院", "МГУ", "Ελλάδα", "भारतीय", "한국과학기술원"])
def test_other_scripts_keep_their_letters(text):
    assert normal_form(text)
    assert normal_form(text) != normal_form("CNRS")


@pytest.mark.parametrize("text", ["", "   ", "😀", "—", ZERO_WIDTH])
def test_what_holds_no_letter_and_no_digit_has_none(text):
    assert normal_form(text) == ""


@given(st.text(max_size=60))
def test_a_normal_form_is_its_own(text):
    form = normal_form(text)
    assert normal_form(form) == form


@given(st.text(alphabet="abcxyzéÉ ßΑАａ-", max_size=30))
def test_composition_does_not_matter(text):
    assert normal_form(unicodedata.normalize("NFD", text)) == normal_form(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{CYRILLIC_C}NRS", ("mixed_scripts",)),
        (f"{TURNED}SRNC", ("direction",)),
        (f"CN{ZERO_WIDTH}RS", ("invisible",)),
        (f"{TURNED}{CYRILLIC_C}N{ZERO_WIDTH}RS", ("mixed_scripts", "direction", "invisible")),
        ("CNRS", ()),
        ("МГУ имени Ломоносова", ()),
        ("NTU 南洋理工大学", ()),
        ("دانشگاه\u200cها", ()),
        ("Genève", ()),
    ],
)
def test_what_makes_a_name_look_like_another_is_told(text, found):
    assert suspicions(text) == found


def test_closeness_forgives_order_small_words_and_a_letter():
    assert closeness(normal_form("University of Tokyo"), normal_form("Tokyo, University")) == 1.0
    assert closeness("institut marees dakar", "institut marees dakkar") > 0.95
    assert closeness("institut marees dakar", "universite geneve") < 0.5
    assert closeness("", "cnrs") == 0.0


@given(st.text(alphabet="abcd ", max_size=20), st.text(alphabet="abcd ", max_size=20))
def test_closeness_is_the_same_both_ways(one, other):
    one, other = normal_form(one), normal_form(other)
    assert closeness(one, other) == pytest.approx(closeness(other, one))
    assert 0.0 <= closeness(one, other) <= 1.0


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("universite rennes 1", "universite rennes 2", True),
        ("insa rouen", "insa rennes", True),
        ("institut marees", "institut marees dakar", False),
        ("nanyang technological university", "nanyang technologcal university", False),
        ("universite de rennes", "universite rennes", False),
    ],
)
def test_two_towns_or_two_numbers_make_two_names(one, other, told):
    assert differ(one, other) is told


def test_initials_are_of_the_words_that_count():
    assert initials("nanyang technological university") == "ntu"
    assert initials("institut de la mer") == "im"
    assert initials("cnrs") == ""
    assert weighty("de la") == "de la"
