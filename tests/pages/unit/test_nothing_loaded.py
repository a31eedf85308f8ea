"""Before a pack is loaded and before figures are built, every page of the organisation answers and says so."""

from pathlib import Path

import pytest

from pages.unit.reading import read
from portulan.domains.geography.services import load_countries
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside.clock import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _countries_only(settings, tmp_path: Path):
    settings.LAKE = tmp_path / "lake"
    load_countries(by=Actor(uid="system:pack", label="tests"), at=clock().now())


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/laboratories/", "No laboratory is known yet"),
        ("/organisation/", "No organisation pack is loaded"),
        ("/instruments/", "The organisation pack names no instrument in force on this day."),
        ("/offices/", "250 countries have neither an office nor a part of the headquarters."),
        ("/offices/?country=SG", "No part of the headquarters covers it: this is a gap."),
        ("/sources/", "No figures yet"),
        ("/sources/methods/", "Interval of a count"),
    ],
)
def test_pages_answer_and_say_what_is_not_there(client, path, sentence):
    assert sentence in read(client, path)


@pytest.mark.parametrize(
    "path",
    ["/organisations/ror-02feahw73/", "/laboratories/rnsr-200919745C/", "/organisation/institutes/insis/"],
)
def test_what_nobody_knows_is_not_found(client, path):
    assert client.get(path).status_code == 404
