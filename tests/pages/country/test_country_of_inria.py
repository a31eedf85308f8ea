"""The same page for an organisation that has co-publications."""

import re

import pytest
from django.utils.html import strip_tags

from portulan.foundations.tables.exports import read_back

pytestmark = [pytest.mark.usefixtures("inria_data"), pytest.mark.django_db]


@pytest.fixture
def singapore(client):
    return client.get("/countries/SG/", headers={"accept-language": "en"}).content.decode()


def words(html: str) -> str:
    return re.sub(r"[ \n]+", " ", strip_tags(html))


def test_co_publications_with_singapore_by_year_field_team_and_partner(singapore):
    text = words(singapore)
    assert re.search(r"18 works with an organisation of this country in 2018–2024\.", text)
    assert 'id="chart-works-by-field"' in singapore
    assert 'href="/laboratories/team-' in singapore
    assert "https://hal.science/hal-" in singapore
    assert "Partners in co-publications" in text
    assert "National University of Singapore" in text


def test_too_few_works_for_a_growth_is_said_in_words(singapore):
    assert re.search(r"Not enough data \d works? found, 10 needed\.", words(singapore))


def test_what_the_page_of_inria_does_not_say(singapore):
    assert "the organisation pack has no source of them" not in singapore


@pytest.mark.parametrize("key", ["works-by-year", "works-by-field", "teams", "works", "partners-works"])
def test_every_table_of_co_publications_is_a_file(client, key):
    _keys, rows = read_back(client.get(f"/countries/SG/tables/{key}.csv").content)
    assert rows


def test_a_country_without_co_publication_is_said_with_what_the_data_cover(client):
    text = words(client.get("/countries/FJ/", headers={"accept-language": "en"}).content.decode())
    assert "The loaded works hold none of Inria with an organisation in Fiji." in text
