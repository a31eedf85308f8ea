"""The search page: groups with counts after rights, empty and refused states, the registry apart."""

import pytest
from django.test import Client

from pages.declared import client_of, researcher
from pages.unit.reading import page, queries, read

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]


def test_partners_units_countries_and_the_registry_are_found_by_anybody(client):
    text = read(client, "/search/?q=singapour")
    for said in ("National University of Singapore", "Units", "Countries", "Organisations of the registry"):
        assert said in text
    assert "Nanyang Technological University" in read(client, "/search/?q=nanyang+technologcal")
    assert "CINTRA" in read(client, "/search/?q=irl+3288")


def test_a_cooperation_is_found_by_who_may_see_it_only(client):
    declare, own = researcher()
    declare(title="Zircon archives of the reef")
    for reader in (own, client_of("referent"), client_of("correspondent")):
        assert "Zircon archives of the reef" in read(reader, "/search/?q=zircno+reef")
    for reader in (client, client_of("administrator")):
        assert "Zircon archives" not in read(reader, "/search/?q=zircon+reef")


def test_one_kind_alone_and_a_way_back(client):
    source = page(client, "/search/?q=singapore&kind=unit")
    assert 'id="found-unit"' in source
    assert 'id="found-country"' not in source
    assert 'href="/search/?q=singapore"' in source


def test_nothing_asked_and_nothing_found_say_what_to_do(client):
    assert "What are you looking for?" in read(client, "/search/")
    assert "Nothing found" in read(client, "/search/?q=qqqqqqqq+zzzzzzzz+wwwwwwww")


@pytest.mark.parametrize("question", ["%00", "%27%22%3Cscript%3E", "a" * 5000, "%F0%9F%8C%8A", "*"])
def test_nonsense_is_answered(client: Client, question: str):
    source = page(client, f"/search/?q={question}")
    assert "<script>" not in source.replace("<script src", "").split("<main")[1].split("</main>")[0]


def test_a_kind_that_is_none_is_refused(client):
    response = client.get("/search/?q=x&kind=secret")
    assert response.status_code == 400
    assert "cooperation" in response.content.decode()


def test_three_cost_as_many_queries_as_one():
    declare, client = researcher()
    declare(title="Unheard-of tides")
    one = queries(client, "/search/?q=unheard")
    for title in ("Unheard-of moons of the bay", "Unheard-of stars"):
        declare(title=title)
    assert queries(client, "/search/?q=unheard") == one
