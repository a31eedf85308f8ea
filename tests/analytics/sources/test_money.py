"""Amounts in whole cents."""

import pytest

from portulan.analytics.sources.money import cents


@pytest.mark.parametrize(
    ("euros", "kept"),
    [
        ("3990206.25", "399020625"),
        ("3990206,25", "399020625"),
        ("318000", "31800000"),
        ("-4", "-400"),
        ("", ""),
        ("much", "much"),
        ("1e999999", "1e999999"),
        ("1.000.000", "1.000.000"),
    ],
)
def test_money_is_kept_in_cents(euros: str, kept: str) -> None:
    assert cents(euros) == kept
