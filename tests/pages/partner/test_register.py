"""The register of partners on screen and in files, for everybody and by right."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast.people import make
from domains.partners.known import BY, provisional
from house.test_addresses import shape
from portulan.domains.organisation.services import give_mandate
from portulan.domains.partners.models import Partner
from portulan.foundations.tables.exports import read_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def signed_in(role: str, **scope) -> Client:
    made = make("office_head")
    give_mandate(person=made.person, role_code=role, by=BY, at=NOW, today=date(2026, 11, 23), **scope)
    client = Client()
    client.force_login(made.account)
    return client


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    keys, lines = read_back(client.get(f"/partners/tables/partners.csv{query}").content)
    return [dict(zip(keys, line, strict=True)) for line in lines]


def test_everybody_sees_the_partners_of_public_sources_and_no_column_about_people(client):
    page = client.get("/partners/?country=SG").content.decode()

    assert "Nanyang Technological University" in page
    assert "People there" not in page
    assert "Country is Singapore" in page
    assert "New partner" not in page
    assert "people" not in rows(client)[0]


def test_the_files_hold_what_the_filters_find_and_no_more(client):
    found = rows(client, "?country=SG&party=1")

    assert {row["country_code"] for row in found} == {"SG"}
    assert "Nanyang Technological University" in {row["name"] for row in found}
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/partners/tables/partners.xlsx?country=SG&party=1").content)
    )
    assert book.worksheets[0].max_row == len(found) + 1
    assert client.get("/partners/tables/nothing.csv").status_code == 404


def test_a_name_that_a_spreadsheet_would_run_is_harmless_and_comes_back(client):
    name = '=HYPERLINK("https://evil.example.org")'
    Partner.objects.create(key="uai-x", name=name, normal="hyperlink", origin="bodies")

    content = client.get("/partners/tables/partners.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in content
    assert name in {row["name"] for row in rows(client)}


def test_a_hidden_record_changes_no_byte_of_what_others_get(client):
    def all_that_is_told() -> list[str]:
        paths = ("?text=tides", "?sort=country", "tables/partners.csv", "?country=SG", "?provisional=1")
        return [shape(client.get(f"/partners/{path}")) for path in paths]

    before = all_that_is_told()
    provisional("Institute of the tides", NOW, country="SG")

    assert all_that_is_told() == before
    assert (
        "Institute of the tides"
        in signed_in("office-head", countries=["SG"]).get("/partners/?text=tides").content.decode()
    )


def test_filters_about_people_are_offered_by_right_only(client):
    assert 'name="stale"' not in client.get("/partners/").content.decode()
    page = signed_in("office-head").get("/partners/?stale=1&mine=1").content.decode()

    assert 'name="stale"' in page
    assert "No partner found" in page
    assert "Leave out the last filter" in page


@pytest.mark.parametrize("query", ["?sort=types", "?page=0", "?page=x", "?sort=people"])
def test_an_order_or_a_page_that_is_none_is_refused_with_what_is_allowed(client, query):
    assert client.get(f"/partners/{query}").status_code == 400


def test_the_list_costs_as_many_queries_for_one_row_as_for_fifty(client):
    client.get("/partners/")
    counts = []
    for query in ("", "?text=nanyang+technological"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/partners/{query}")
        counts.append(len(queries))
    assert max(counts) <= 10
