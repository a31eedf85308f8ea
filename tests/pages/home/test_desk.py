"""The desk as each reader gets it: lines in their place, one action each, as many queries for three as for one."""

import pytest
from django.test import Client

from pages.declared import client_of, researcher
from pages.unit.reading import page, queries, read

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]


def test_each_step_stands_under_its_time_with_its_action():
    declare, client = researcher()
    for title, days in (("Late tides", -3), ("Soon moons", 3), ("Far stars", 40)):
        declare(title=title, days=days)
    text = read(client, "/desk/")
    order = [
        text.index(word)
        for word in ("Today", "Do Late tides", "This week", "Do Soon moons", "Later", "Do Far stars")
    ]
    assert order == sorted(order)
    assert "3 days late" in text
    assert text.count("Done") == 3
    assert "1 due by today and 1 this week." in text


def test_the_referent_is_told_and_the_director_is_not():
    declare, _client = researcher()
    declare(title="Tides of the strait", days=2)
    assert "Tides of the strait" in read(client_of("referent"), "/desk/")
    assert "Tides of the strait" not in read(client_of("director"), "/desk/")
    assert "Nothing is due: all is in hand" in read(client_of("correspondent"), "/desk/")
    assert "You hold no mandate today" in read(without_mandate(), "/desk/")


def without_mandate() -> Client:
    from cast.people import make  # noqa: PLC0415  models first, 2026-11-25

    client = Client()
    client.force_login(make("outsider").account)
    return client


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    response = client.get("/desk/")
    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=/desk/")


def test_findings_come_afterwards_and_only_to_who_may_answer():
    _declare, client = researcher()
    assert 'hx-get="/desk/found/"' in page(client, "/desk/")
    assert "Nanyang Technological University" in read(client, "/desk/found/")
    assert 'hx-get="/desk/found/"' not in page(client_of("administrator"), "/desk/")
    assert read(client_of("director"), "/desk/found/").strip() == ""


def test_three_cost_as_many_queries_as_one():
    declare, client = researcher()
    declare(title="First tides", days=1)
    one = queries(client, "/desk/")
    for title in ("Second moon of the bay", "Third star"):
        declare(title=title, days=1)
    assert queries(client, "/desk/") == one


def test_the_frame_shows_the_places_a_reader_may_use(client):
    anybody, director = page(client, "/countries/"), page(client_of("director"), "/countries/")
    for address in ("/desk/", "/steering/", "/cooperations/found/"):
        assert f'href="{address}"' not in anybody
    for address in ("/desk/", "/steering/", "/cooperations/"):
        assert f'href="{address}"' in director
    assert 'class="brand" href="/"' in anybody
    assert 'class="brand" href="/desk/"' in director
