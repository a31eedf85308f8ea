"""Loading the list of countries."""

import pytest

from domains.packed import AT, BY
from portulan.domains.geography.models import Country
from portulan.domains.geography.services import load_countries
from portulan.foundations.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_countries_are_named_in_both_languages():
    assert load_countries(by=BY, at=AT) == 250

    row = Country.objects.get(code="DE")
    assert (row.name_fr, row.name_en, row.alpha3, row.region) == ("Allemagne", "Germany", "DEU", "150")


def test_a_second_time_changes_and_tells_nothing():
    load_countries(by=BY, at=AT)

    assert load_countries(by=BY, at=AT) == 0
    assert Entry.objects.filter(verb="geography.load").count() == 250


def test_a_country_that_was_changed_is_put_right_and_told():
    load_countries(by=BY, at=AT)
    Country.objects.filter(code="SG").update(name_en="Singapura")

    assert load_countries(by=BY, at=AT) == 1
    assert Country.objects.get(code="SG").name_en == "Singapore"
    assert Entry.objects.filter(verb="geography.load").latest("id").before == {"name_en": "Singapura"}
