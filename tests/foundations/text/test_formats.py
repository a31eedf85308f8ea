"""Numbers, intervals and half-known dates, as a reader of each language writes them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.text import formats

THIN = "\u202f"


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def french() -> Iterator[None]:
    with translation.override("fr"):
        yield


@pytest.mark.usefixtures("english")
def test_numbers_in_english() -> None:
    assert formats.number(1416) == "1,416"
    assert formats.number(0) == "0"
    assert formats.number(-3.14159) == "−3.14"
    assert formats.number(12.34) == "12.3"
    assert formats.number(1234.5) == "1,234" or formats.number(1234.5) == "1,235"
    assert formats.number(3.0) == "3"
    assert formats.number(2, 1) == "2.0"


@pytest.mark.usefixtures("french")
def test_numbers_in_french_have_thin_spaces_and_commas() -> None:
    assert formats.number(1416) == f"1{THIN}416"
    assert formats.number(3.14159) == "3,14"
    assert formats.share(0.123) == f"12,3{THIN}%"


def test_what_is_not_known_is_empty_and_never_zero() -> None:
    assert formats.number(None) == formats.share(None) == formats.growth(None) == ""
    assert formats.interval(None, 3) == formats.interval(3, None) == ""
    assert formats.softdate(None) == formats.softdate("") == ""


@pytest.mark.usefixtures("english")
def test_shares_and_growth_in_english() -> None:
    assert formats.share(0.123) == "12.3%"
    assert formats.share(1) == "100%"
    assert formats.share(0) == "0%"
    assert formats.share(0.0004) == "0.04%"
    assert formats.growth(0.042) == "+4.2%"
    assert formats.growth(-0.042) == "−4.2%"
    assert formats.growth(0) == "0.0%"


@pytest.mark.usefixtures("english")
def test_an_interval_is_written_in_its_form() -> None:
    assert formats.interval(320, 378) == "320 to 378"
    assert formats.interval(0.02, 0.031, "share") == "2.0% to 3.1%"
    assert formats.interval(-0.01, 0.05, "growth") == "−1.0% to +5.0%"


@pytest.mark.usefixtures("english")
def test_half_known_dates_in_english() -> None:
    assert formats.softdate(SoftDate("2009")) == "2009"
    assert formats.softdate("2009-03") == "March 2009"
    assert formats.softdate("2009-03-12") == "12 March 2009"
    assert formats.softdate(date(2009, 3, 1)) == "1 March 2009"
    assert formats.softdate(datetime(2009, 3, 12, 23, 0, tzinfo=UTC)) == "12 March 2009"


@pytest.mark.usefixtures("french")
def test_half_known_dates_in_french() -> None:
    assert formats.softdate("2009") == "2009"
    assert formats.softdate("2009-08") == "août 2009"
    assert formats.softdate("2009-03-01") == "1er mars 2009"
    assert formats.softdate("2009-03-11") == "11 mars 2009"
    assert formats.softdate("2009-03-21") == "21 mars 2009"


def test_years_are_a_span_or_one() -> None:
    assert formats.years(2010, 2018) == "2010–2018"
    assert formats.years(2018, 2018) == "2018"
    assert formats.years(None, 2018) == "2018"
    assert formats.years(None, None) == ""


def test_a_name_is_read_in_the_language_else_in_the_other() -> None:
    both = SimpleNamespace(name_fr="Singapour", name_en="Singapore")
    with translation.override("fr"):
        assert formats.named(both, "name") == "Singapour"
        assert formats.named({"name_fr": "", "name_en": "Singapore"}, "name") == "Singapore"
    with translation.override("en"):
        assert formats.named(both, "name") == "Singapore"
        assert formats.named(SimpleNamespace(name="CINTRA"), "name") == "CINTRA"
    assert formats.named(SimpleNamespace(), "name") == ""


@pytest.mark.usefixtures("english")
def test_lists_read_as_sentences() -> None:
    assert formats.listed([]) == ""
    assert formats.listed(["CNRS"]) == "CNRS"
    assert formats.listed(["CNRS", "NTU", "Thales"]) == "CNRS, NTU and Thales"


@pytest.mark.usefixtures("english")
def test_the_tags_write_the_same_and_escape() -> None:
    page = engines["django"].from_string(
        "{% load portulan %}{% text unit 'name' %}|{{ unit|country_name }}|{{ n|number }}|{{ n|number:1 }}|"
        "{{ s|share }}|{{ s|growth }}|{{ day|softdate }}|{{ bounds|interval }}|{% years 2010 2018 %}|{{ all|listed }}"
    )
    unit = {"name_fr": "A", "name_en": "<B>"}
    values = {"unit": unit, "n": 1416, "s": 0.5, "day": "2009-03", "bounds": SimpleNamespace(low=1, high=2)}
    expected = "&lt;B&gt;|&lt;B&gt;|1,416|1,416.0|50.0%|+50.0%|March 2009|1 to 2|2010–2018|a and &lt;b"
    assert page.render({**values, "all": ["a", "<b"]}) == expected


@pytest.mark.usefixtures("english")
def test_what_rounds_to_zero_has_no_sign() -> None:
    assert formats.number(-0.0001) == "0.00"
    assert formats.growth(-0.0001) == "0.0%"
