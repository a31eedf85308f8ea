"""Before a pack is loaded and before figures are built, every page answers and says what to do."""

import re
from pathlib import Path

import pytest
from django.utils.html import strip_tags

from portulan.domains.geography.services import load_countries
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside.clock import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _countries_only(settings, tmp_path: Path):
    settings.LAKE = tmp_path / "lake"
    load_countries(by=Actor(uid="system:pack", label="tests"), at=clock().now())


def words(client, path: str) -> str:
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", strip_tags(response.content.decode()))


@pytest.mark.parametrize("path", ["/", "/countries/SG/"])
def test_pages_say_what_to_load_and_to_build(client, path):
    text = words(client, path)
    assert "portulan pack load packs/cnrs" in text
    assert "portulan data build" in text


def test_the_list_names_every_country_without_figures(client):
    text = words(client, "/countries/")
    assert "No figure has been published yet." in text
    assert "Afghanistan" in text


def test_no_figure_no_json(client):
    assert client.get("/world/figures/coauthorship.json").status_code == 404


def test_files_of_a_country_without_figures(client):
    assert client.get("/countries/SG/tables/coauthorship.csv").status_code == 404
    assert client.get("/countries/SG/tables/covered-by.csv").status_code == 200
