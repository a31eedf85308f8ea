"""One office: its dates, its territory, what is there, and what no source says."""

import pytest

from pages.unit.reading import csv_rows, page, queries, read

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]
NAMED = {"AO", "BW", "MZ", "NA", "ZA", "ZW"}


def test_pretoria_is_shared_and_covers_the_countries_that_a_source_names(client):
    text = read(client, "/offices/office-pretoria/")
    assert "Representation office, open since 10 January 2011." in text
    assert "Shared with IRD and CIRAD" in text
    assert "only the six that a source names are entered" in text
    assert {row["code"] for row in csv_rows(client, "/offices/office-pretoria/tables/territory.csv")} == NAMED


def test_each_country_of_the_territory_has_its_figures_with_interval_and_source(client):
    rows = csv_rows(client, "/offices/office-pretoria/tables/territory.csv")
    south_africa = next(row for row in rows if row["code"] == "ZA")
    assert south_africa["year"] == "2018"
    assert float(south_africa["works_low"]) < float(south_africa["works"]) < float(south_africa["works_high"])
    assert int(south_africa["works"]) == 1043
    text = read(client, "/offices/office-pretoria/")
    assert "Co-authorship between countries, 1990-2018 , as of August 2024" in text


def test_singapore_leads_to_its_joint_laboratories_with_their_parties(client):
    rows = csv_rows(client, "/offices/office-singapore/tables/laboratories.csv")
    here = {row["name"]: row["parties"] for row in rows if row["country"] == "SG"}
    assert set(here) == {"BMC2", "CINTRA", "IPAL", "MajuLab"}
    assert "NTU" in here["CINTRA"]
    assert "Thales" in here["CINTRA"]
    assert '/laboratories/rnsr-200919745C/">CINTRA' in page(client, "/offices/office-singapore/")


def test_a_closed_office_keeps_its_page_and_the_territory_of_its_last_day(client):
    text = read(client, "/offices/office-rio/")
    assert "Representation office, open from 2010, closed September 2024." in text
    assert "It left Rio de Janeiro for São Paulo in 2024." in text
    rows = csv_rows(client, "/offices/office-rio/tables/territory.csv")
    assert "BR" in {row["code"] for row in rows}


def test_an_office_without_a_territory_says_so(client):
    text = read(client, "/offices/office-brussels/")
    assert "No source gives the countries it covers." in text
    assert "No source gives the day it opened." in text
    assert client.get("/offices/office-brussels/tables/territory.csv").status_code == 404


def test_one_country_or_many_cost_the_same(client):
    one, many = queries(client, "/offices/office-nairobi/"), queries(client, "/offices/office-singapore/")
    assert one == many == 7
