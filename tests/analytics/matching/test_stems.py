"""Words of several languages as one token; what carries nothing goes; compounds are cut."""

import pytest

from portulan.analytics.matching.stems import FUNCTION_WORDS, stem


@pytest.mark.parametrize(
    ("words", "token"),
    [
        (("university", "universite", "universitat", "uniwersytet", "univ", "uni"), "univ"),
        (("institute", "institut", "instituto", "istituto", "inst"), "inst"),
        (("hospital", "hopital", "ospedale", "hosp"), "hosp"),
        (("laboratory", "laboratoire", "lab", "laboratorio"), "lab"),
        (("national", "nationale", "nazionale", "natl"), "natl"),
        (("munich", "munchen", "muenchen"), "munich"),
    ],
)
def test_words_that_mean_the_same_are_one_token(words: tuple[str, ...], token: str) -> None:
    assert {stem(word) for word in words} == {(token,)}


def test_what_carries_nothing_goes() -> None:
    assert all(stem(word) == () for word in ("the", "of", "de", "und", "gmbh", "ltd"))
    assert {"the", "of", "gmbh"} <= FUNCTION_WORDS


def test_compounds_are_cut() -> None:
    assert stem("universitatsklinikum") == ("univ", "hosp")
    assert stem("forschungszentrum") == ("research", "ctr")


def test_a_plural_loses_its_s_and_a_name_keeps_its_own() -> None:
    assert stem("polymers") == ("polymer",)
    assert stem("texas") == ("texa",) or stem("texas") == ("texas",)
    assert stem("velmar") == ("velmar",)
    assert stem("清") == ("清",)
