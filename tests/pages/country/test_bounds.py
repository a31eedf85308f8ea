"""The intervals a page forms itself are those of the published figures."""

import pytest
from django.conf import settings

from portulan.insight.figures import published
from portulan.pages.country.bounds import poisson, wilson


def test_poisson_bounds_by_hand():
    assert poisson(0) == (0.0, pytest.approx(3.668, abs=0.001))
    assert poisson(100) == (pytest.approx(81.4, abs=0.1), pytest.approx(121.6, abs=0.1))


def test_wilson_bounds_by_hand():
    assert wilson(0, 10) == (0.0, pytest.approx(0.2775, abs=0.0001))
    assert wilson(10, 10) == (pytest.approx(0.7225, abs=0.0001), pytest.approx(1.0))
    assert wilson(5, 10) == (pytest.approx(0.2366, abs=0.0001), pytest.approx(0.7634, abs=0.0001))


def test_bounds_are_those_that_insight_gives(site_data):
    figures = published(settings.LAKE)
    for count in figures.coauthorship("SG"):
        assert poisson(count.count) == pytest.approx((count.low, count.high))
    total = figures.eu_total()
    for partner in figures.partners(country="JP", source="cordis"):
        assert wilson(partner.count, total) == pytest.approx((partner.share_low, partner.share_high))
