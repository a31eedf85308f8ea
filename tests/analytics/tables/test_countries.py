"""Codes and names of countries; Namibia is NA."""

import pytest

from portulan.analytics.tables.countries import CODES, EU_CODES, english, names


def test_codes() -> None:
    assert len(CODES) == len(set(CODES)) == 250
    assert {"NA", "GR", "GB", "XK", "SG"} <= set(CODES)
    assert set(CODES).isdisjoint(EU_CODES)
    assert EU_CODES == {"EL": "GR", "UK": "GB"}


def test_english_names() -> None:
    assert english("NA") == "Namibia"
    with pytest.raises(KeyError):
        english("EL")


@pytest.mark.parametrize(
    ("informal", "code"),
    [
        ("namibia", "NA"),
        ("ivory coast", "CI"),
        ("south korea", "KR"),
        ("hong kong", "HK"),
        ("czechia", "CZ"),
        ("turkey", "TR"),
        ("georgia", "GE"),
        ("bosnia and herzegovina", "BA"),
    ],
)
def test_names_lead_to_codes(informal: str, code: str) -> None:
    assert names()[informal] == code


def test_every_country_has_a_name() -> None:
    assert set(names().values()) == set(CODES)
