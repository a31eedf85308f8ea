"""No text a person typed becomes a formula, and none is lost on the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.foundations.tables.neutral import neutralised, restored

DANGEROUS = "=+-@%|\t\r\n＝＋－＠"
texts = st.text() | st.text(alphabet=DANGEROUS + "' A1\x00\u00a0")


@given(texts)
def test_every_text_comes_back(text: str) -> None:
    assert restored(neutralised(text)) == text


@given(texts)
def test_nothing_neutral_begins_like_a_formula(text: str) -> None:
    written = neutralised(text)
    assert written[:1] not in set(DANGEROUS) | {"\x00"}
    assert written.lstrip()[:1] not in set("=+-@%|")


@given(texts, texts)
def test_two_texts_never_become_one(one: str, other: str) -> None:
    assert (neutralised(one) == neutralised(other)) == (one == other)


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "  =1", "'=1", "''@x", "%TEMP%", "|calc"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "CNRS", "'quoted'", "1 - 2", "a=b", "Île-de-France", "'"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert neutralised(text) == restored(text) == text
