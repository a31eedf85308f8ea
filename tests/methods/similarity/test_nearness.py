"""Names near what is being typed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portulan.methods.similarity.names import normal_form
from portulan.methods.similarity.nearness import NameIndex, nearness, trigrams

NAMES = [
    "nanyang technological university",
    "national university of singapore",
    "universite de geneve",
    "南洋理工大学",
    "ntu",
    "nantes universite",
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(NAMES)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nanyang technologcal", 0),
        ("nan tech uni", 0),
        ("technological nanyang", 0),
        ("natonal univrsity singapore", 1),
        ("genev", 2),
        ("南洋", 3),
        ("ntu", 4),
    ],
)
def test_the_name_meant_comes_first(index, typed, first):
    assert index.near(typed)[0].place == first


def test_the_very_name_is_one_and_another_thing_is_not_near(index):
    assert index.near("ntu")[0].score == 1.0
    assert index.near("quantum optics bureau") == []
    assert index.near("") == []
    assert NameIndex([]).near("ntu") == []


def test_two_letters_are_not_corrected():
    assert nearness("ab", "abcd") == 0.95
    assert nearness("ab", "ba dc") == 0.0


def test_no_more_than_asked(index):
    assert len(index.near("universit", limit=2)) == 2


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="abcdeé ", min_size=1, max_size=12), min_size=1, max_size=12), st.data())
def test_a_whole_name_is_always_found(names, data):
    forms = [form for form in map(normal_form, names) if form]
    if forms:
        chosen = data.draw(st.sampled_from(forms))
        found = NameIndex(forms).near(chosen, limit=len(forms))
        assert found[0].score == 1.0
        assert forms[found[0].place] == chosen


def test_trigrams_are_of_words_and_of_ideograms():
    assert trigrams("ab") == {"  a", " ab", "ab "}
    assert "南" in trigrams("南洋")
    assert trigrams("") == set()


def test_names_that_do_not_count_take_no_place_and_make_nothing_common():
    names = [f"tide house {number}" for number in range(100)]
    alone = NameIndex(["tide house south", "coast"])
    index = NameIndex([*names, "tide house south", "coast"])
    among = np.array([False] * 100 + [True, True])

    found = index.near("tide house", limit=5, among=among)

    assert [(one.place - 100, one.score) for one in found] == [
        (one.place, one.score) for one in alone.near("tide house", limit=5)
    ]
    assert [one.place for one in found] == [100]
    assert index.near("tide house", among=np.zeros(102, dtype=bool)) == []
