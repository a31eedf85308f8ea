"""Levels of steering: who steers which, what is counted, files with the same rights, nothing hidden to be felt."""

import pytest
from django.test import Client

from cast.people import CINTRA
from pages.declared import client_of, researcher
from pages.unit.reading import csv_rows, page, queries, read

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]


def counts(client: Client, level: str, table: str, key: str = "code") -> dict[str, int]:
    rows = csv_rows(client, f"/steering/{level}/tables/{table}.csv")
    return {row[key]: int(row["count"]) for row in rows if row["count"] != "0"}


def test_a_level_counts_its_cooperations_by_stage_and_country():
    declare, _client = researcher()
    declare(title="Late tides", days=-3, stage="emerging")
    declare(title="Moons", stage="idea", countries=["SG", "JP"])
    declare(title="Secret stars", confidentiality="need-to-know")
    director, referent = client_of("director"), client_of("referent")
    for client, level in ((director, "cnrs"), (director, "insis"), (referent, "insis"), (director, CINTRA)):
        assert counts(client, level, "stages") == {"emerging": 1, "idea": 1}, level
        assert counts(client, level, "countries") == {"SG": 2, "JP": 1}, level
    assert counts(director, "insb", "stages") == {}
    assert counts(director, "office-singapore", "stages") == {"emerging": 1, "idea": 1}
    text = read(director, "/steering/insis/")
    for said in ("2 cooperations on", "Late tides", "Do Late tides", "declared", "Roxane Sillage"):
        assert said in text
    assert "Secret stars" not in text


@pytest.mark.parametrize("level", ["cnrs", "insb", "office-tokyo", "rnsr-190000000Z"])
def test_what_is_not_steered_does_not_exist(level: str):
    referent = client_of("referent")
    assert referent.get(f"/steering/{level}/").status_code == 404
    assert referent.get(f"/steering/{level}/tables/stages.csv").status_code == 404


def test_who_steers_one_level_is_led_there_and_others_choose():
    assert "CNRS" in read(client_of("director"), "/steering/")
    assert client_of("administrator").get("/steering/").status_code == 404


def test_an_unknown_table_or_order_is_refused():
    director = client_of("director")
    assert director.get("/steering/cnrs/tables/people.csv").status_code == 404
    declare, _client = researcher()
    declare(title="Moons")
    assert director.get("/steering/cnrs/?table=countries&sort=secret").status_code == 400


def test_three_cost_as_many_queries_as_one():
    declare, _client = researcher()
    director = client_of("director")
    declare(title="First tides", days=-1)
    one = queries(director, "/steering/insis/")
    for title in ("Second moon of the bay", "Third star"):
        declare(title=title, days=-1)
    assert queries(director, "/steering/insis/") == one


PUBLIC_PAGES = (
    "/countries/SG/", f"/laboratories/{CINTRA}/", "/offices/office-singapore/", "/cooperations/",
    "/search/?q=tides", "/search/?q=tidse+moon", "/search/?q=harbour",
)  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_hidden_cooperation_changes_nothing_an_outsider_reads(client, path: str):
    declare, _client = researcher()
    declare(title="Open tides", confidentiality="public", days=-2)
    before = stable(client, path)
    declare(title="Hidden tides of the moon", days=-5)
    declare(title="Tidse moon", confidentiality="need-to-know")
    assert stable(client, path) == before
    assert "Open tides" in before or "q=" in path


def stable(client: Client, path: str) -> str:
    """A page without the token of its forms and the key of the request."""
    import re  # noqa: PLC0415  here only, 2026-11-25

    text = page(client, path)
    return re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", text)
