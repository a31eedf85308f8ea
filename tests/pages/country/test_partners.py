"""Partners stand in bands, in alphabetical order inside each."""

import pytest
from django.conf import settings

from portulan.foundations.tables.order import folded
from portulan.insight.figures import published
from portulan.pages.country.partners import band, in_bands


@pytest.mark.parametrize(
    ("count", "key"),
    [(400, "ten"), (10, "ten"), (9, "five"), (5, "five"), (4, "two"), (2, "two"), (1, "one")],
)
def test_each_count_has_its_band(count, key):
    assert band(count).key == key


def test_bands_from_the_largest_and_names_in_alphabetical_order(site_data):
    lines = in_bands(published(settings.LAKE), "DE", "cordis")
    places = [(-band(line.count).least, folded(line.name)) for line in lines]
    assert len(lines) > 50
    assert places == sorted(places)
    assert {line.country for line in lines} == {"DE"}
