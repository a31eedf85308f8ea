"""A date after "since", "until" or "as of": a language says it in its own way, as far as the date is known."""

import pytest
from django.utils.translation import override

from portulan.foundations.text.formats import as_of, by_year, since, until


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2024-03-12", "depuis le 12 mars 2024", "since 12 March 2024"),
        ("2024-03-01", "depuis le 1er mars 2024", "since 1 March 2024"),
        ("2024-03", "depuis mars 2024", "since March 2024"),
        ("2009", "depuis 2009", "since 2009"),
        ("", "", ""),
    ],
)
def test_since(date, french, english):
    with override("fr"):
        assert since(date) == french
    with override("en"):
        assert since(date) == english


def test_until_and_as_of_take_an_article_before_a_day():
    with override("fr"):
        assert [until("2024-03-12"), until("2024")] == ["jusqu’au 12 mars 2024", "jusqu’en 2024"]
        assert [as_of("2024-03-12"), as_of("2024-03")] == ["état au 12 mars 2024", "état en mars 2024"]


def test_counts_by_year():
    with override("fr"):
        assert by_year({2016: 3, 2017: 1200}) == "2016\u00a0: 3\u202f; 2017\u00a0: 1\u202f200"
