"""Figures of choice: steps of the map, years, and what is refused."""

from datetime import date

import pytest
from django.conf import settings

from portulan.foundations.tables.order import RefusedQuery
from portulan.insight.figures import published
from portulan.pages.country.choices import breaks, choices, chosen, chosen_year, next_round, rounded

TODAY = date(2026, 11, 23)


@pytest.fixture
def offered(site_data, db):
    names = {"SG": "Singapore", "FR": "France", "DE": "Germany", "FJ": "Fiji"}
    return choices(figures=published(settings.LAKE), today=TODAY, names=names)


@pytest.mark.parametrize(
    ("value", "near"),
    [(1, 1), (4, 5), (13, 10), (17, 20), (349, 200), (351, 500), (7.4, 5), (80, 100), (96, 100)],
)
def test_rounded_is_near_on_the_scale(value, near):
    assert rounded(value) == near


@pytest.mark.parametrize(("value", "following"), [(1, 2), (2, 5), (5, 10), (10, 20), (50, 100)])
def test_next_round_is_the_next_of_the_scale(value, following):
    assert next_round(value) == following


def test_breaks_are_five_growing_round_numbers():
    counts = {"DE": {2017: 900, 2018: 1000}, "SG": {2018: 3}, "FJ": {2018: 0}, "JP": {2018: 40}}
    assert breaks(counts) == (1, 5, 20, 50, 200)
    assert breaks({}) == (1, 2, 3, 4, 5)
    assert breaks({"SG": {2018: 4}}) == (1, 2, 3, 4, 5)
    assert breaks({"US": {2018: 23_029}}) == (1, 5, 50, 500, 2000)


def test_cnrs_offers_works_projects_and_laboratories(offered):
    assert [choice.key for choice in offered] == ["coauthorship", "projects", "laboratories"]


def test_works_first_unless_asked_otherwise(offered):
    assert chosen(offered, "").key == "coauthorship"
    assert chosen(offered, "projects").key == "projects"


def test_an_unknown_figure_is_refused_with_those_there_are(offered):
    with pytest.raises(RefusedQuery, match="coauthorship, projects, laboratories"):
        chosen(offered, "citations")


def test_the_last_year_unless_asked_otherwise_and_the_nearest_where_there_is_none(offered):
    works = chosen(offered, "coauthorship")
    assert (works.years[0], works.years[-1]) == (1990, 2018)
    assert chosen_year(works, "") == 2018
    assert chosen_year(works, "2010") == 2010
    assert chosen_year(works, "2031") == 2018


@pytest.mark.parametrize("asked", ["20x0", "２０１０", "-201", "20100", "1e3"])
def test_what_is_no_year_is_refused(offered, asked):
    with pytest.raises(RefusedQuery, match="1990"):
        chosen_year(chosen(offered, "coauthorship"), asked)


def test_zero_is_not_the_same_as_no_data(offered):
    works, projects = chosen(offered, "coauthorship"), chosen(offered, "projects")
    assert works.count("FR", 2018) is None
    assert works.count("SG", 2018) == 809
    assert projects.count("FJ", 2018) == 0
