"""The number of queries does not grow with what is shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]
LIMIT = 10


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_one_laboratory_and_four_cost_the_same(client):
    one, four = queries(client, "/countries/GB/"), queries(client, "/countries/SG/")
    assert abs(one - four) <= 1  # the territory of the office is read where there is one
    assert four <= LIMIT


def test_the_list_of_countries_costs_the_same_on_every_page(client):
    first = queries(client, "/countries/")
    assert first == queries(client, "/countries/?page=5") == queries(client, "/countries/?figure=projects")
    assert first <= LIMIT


def test_a_figure_of_the_map_costs_no_query_once_it_was_made(client):
    assert queries(client, "/world/figures/coauthorship.json") == 0
