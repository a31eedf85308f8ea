"""The map and its twin: a figure of choice, a year, an order; what is refused; what is sent once."""

import json
import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from portulan.foundations.tables.exports import read_back

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]


def page(client: Client, path: str = "/", language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    return re.sub(r"[ \n]+", " ", strip_tags(re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)))


def plan(html: str) -> dict:
    return json.loads(re.search(r'<script id="map-world-data"[^>]*>(.*?)</script>', html, re.DOTALL)[1])


def test_world_opens_on_the_last_year_of_co_authorship(client):
    html = page(client)
    assert "Works co-authored, France and each country, 2018" in words(html)
    assert (plan(html)["year"], plan(html)["src"]) == (2018, "/world/figures/coauthorship.json")
    assert plan(html)["breaks"] == sorted(set(plan(html)["breaks"]))
    assert plan(html)["names"]["SG"] == "Singapore"
    assert len(plan(html)["names"]) == 250


def test_world_says_totals_in_sentences(client):
    text = words(page(client))
    assert re.search(r"France has co-authored works with \d+ countries \(1990–2018\)\.", text)
    assert re.search(
        r"Our 830 European projects, started in 2014–2018, have partners in \d+ countries\.", text
    )
    assert re.search(r"\d+ joint laboratories, in \d+ countries\.", text)
    assert "portulan data build" in text


def test_offices_stand_on_the_map_with_their_territory(client):
    offices = {office["label"]: office for office in plan(page(client))["offices"]}
    singapore = next(office for label, office in offices.items() if "Singapore" in label)
    assert {"SG", "VN"} <= set(singapore["territory"])
    assert "FR" not in singapore["territory"]


@pytest.mark.parametrize("figure", ["coauthorship", "projects", "laboratories"])
def test_each_figure_is_sent_once_per_version(client, figure):
    first = client.get(f"/world/figures/{figure}.json")
    again = client.get(f"/world/figures/{figure}.json", headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_figures_hold_every_year_and_zero_is_not_no_data(client):
    works = client.get("/world/figures/coauthorship.json").json()["values"]
    projects = client.get("/world/figures/projects.json").json()["values"]
    assert (works["SG"]["2010"], works["SG"]["2018"]) == (349, 809)
    assert "FR" not in works
    assert projects["FJ"] == {"2014": 0, "2015": 0, "2016": 0, "2017": 0, "2018": 0}


def test_joint_laboratories_on_the_map_are_those_of_the_pages(client):
    values = client.get("/world/figures/laboratories.json").json()["values"]
    assert list(values["SG"].values()) == [4]


@pytest.mark.parametrize("path", ["/world/figures/copublications.json", "/world/figures/citations.json",
                                  "/tables/none.csv", "/tables/countries.pdf"])  # fmt: skip
def test_what_does_not_exist_is_unknown(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["figure=citations", "year=soon", "sort=colour", "page=0", "page=x"])
def test_what_cannot_be_asked_is_refused(client, query):
    assert client.get(f"/?{query}").status_code == 400


def test_a_year_the_figure_does_not_have_gives_the_nearest(client):
    assert "Our European projects with a partner there, 2014" in words(
        page(client, "/?figure=projects&year=1999")
    )


def test_table_is_sorted_as_asked_and_keeps_figure_and_year(client):
    html = page(client, "/?figure=coauthorship&year=2010&sort=country")
    names = re.findall(r'<th scope="row" class="link"><a href="/countries/\w\w/">(.+?)</a>', html)
    assert names[:2] == ["Afghanistan", "Åland Islands"]
    assert "figure=coauthorship&amp;year=2010" in html


def test_the_same_list_under_countries(client):
    text = words(page(client, "/countries/?figure=coauthorship&year=2010"))
    assert "Works co-authored, France and each country, 2010" in text


def test_export_holds_the_year_asked_for(client):
    response = client.get("/tables/countries.csv?figure=coauthorship&year=2010&sort=-count")
    keys, rows = read_back(response.content)
    row = dict(zip(keys, next(row for row in rows if row[1] == "SG"), strict=True))
    assert response["Content-Disposition"] == 'attachment; filename="countries-coauthorship-2010.csv"'
    assert row["count"] == "349"
    assert float(row["count_low"]) < 349 < float(row["count_high"])
    assert len(rows) == 250
    assert client.get("/countries/tables/countries.xlsx").status_code == 200


def test_in_french(client):
    text = words(page(client, "/", "fr"))
    assert "États-Unis" in text
    assert "23\u202f029" in text
