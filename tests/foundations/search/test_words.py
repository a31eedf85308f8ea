"""Words: what is folded, what is silent, what is forgiven."""

import threading

import pytest

from portulan.foundations.search.words import fold, forgiven, is_near, lengths, stems, trigrams, words


def test_accents_case_ligatures_and_scripts_are_folded():
    assert fold("Œuvres de l’École Normale") == "oeuvres de l'ecole normale"
    assert fold("Universität Zürich ﬁn") == "universitat zurich fin"
    assert words("ΑΘΗΝΑ Москва") == ["athina", "moskva"]
    assert words("Ångström Å") == ["angstrom"]


def test_articles_and_single_letters_say_nothing():
    assert words("L’université de la Réunion, a b c 7") == ["universite", "reunion", "7"]


def test_a_label_is_apart_from_its_number():
    assert words("UMR5269") == words("UMR 5269") == ["umr", "5269"]
    assert words("COOP-2026-00012") == ["coop", "2026", "00012"]


def test_a_word_is_told_once_and_cut():
    assert words("ab ab AB") == ["ab"]
    assert words("x" * 100) == ["x" * 40]
    assert len(words(" ".join(f"mot{chr(97 + n % 26)}{n}z" for n in range(5000)))) == 400


@pytest.mark.parametrize("text", ["", "  ", "\0", "—", "'\"%_\\", "\ud800"[:0]])
def test_what_holds_no_word_gives_none(text: str):
    assert words(text) == []


def test_both_languages_have_stems():
    assert stems("cooperations")[0] == stems("cooperation")[0]
    assert stems("networks")[1] == stems("network")[1]


def test_stems_are_the_same_from_many_threads():
    found: list[set[str]] = []
    many = [f"mot{n}ations" for n in range(2000)]

    def work() -> None:
        found.append({stems.__wrapped__(word)[0] for word in many})

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize(
    ("asked", "said"), [("technologcal", "technological"), ("singapuor", "singapour"), ("chna", "chan")]
)
def test_mistakes_are_forgiven_by_length(asked: str, said: str):
    assert is_near(asked, said)
    assert len(said) in lengths(asked)
    assert set(trigrams(asked)) & set(trigrams(said))


@pytest.mark.parametrize(
    ("asked", "said"), [("irl", "irp"), ("2026", "2025"), ("inde", "insee"), ("tokyo", "toronto")]
)
def test_short_words_numbers_and_far_words_are_not(asked: str, said: str):
    assert not is_near(asked, said)


def test_numbers_have_no_trigrams():
    assert trigrams("20261") == ()
    assert (forgiven("abc"), forgiven("abcd"), forgiven("abcdefgh")) == (0, 1, 2)
