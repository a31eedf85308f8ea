"""A team of the Inria pack: its co-publications by year and field, its partners in bands, its works."""

import pytest

from pages.unit.reading import csv_rows, page, queries, read
from portulan.foundations.tables.order import folded

pytestmark = [pytest.mark.usefixtures("inria_data"), pytest.mark.django_db]
ACUMES = "/laboratories/team-acumes/"


def test_years_add_up_to_the_works_and_have_their_interval(client):
    works, years = (
        csv_rows(client, f"{ACUMES}tables/works.csv"),
        csv_rows(client, f"{ACUMES}tables/works-by-year.csv"),
    )
    assert sum(int(row["works"]) for row in years) == len(works) == 66
    assert all(float(row["works_low"]) < float(row["works"]) < float(row["works_high"]) for row in years)
    assert "66 works with foreign organisations in 2018–2024." in read(client, ACUMES)


def test_fields_by_year_add_up_to_fields(client):
    by_year = csv_rows(client, f"{ACUMES}tables/fields-by-year.csv")
    fields = {
        row["field"]: int(row["works"]) for row in csv_rows(client, f"{ACUMES}tables/works-by-field.csv")
    }
    assert (
        fields["Mathematics"]
        == sum(int(row["works"]) for row in by_year if row["field"] == "Mathematics")
        > 0
    )
    assert set(fields) == {row["field"] for row in by_year}


def test_a_work_can_be_opened(client):
    assert 'href="https://hal.science/hal-' in page(client, ACUMES)


def test_partners_stand_in_bands_and_in_alphabetical_order(client):
    rows = csv_rows(client, f"{ACUMES}tables/partners.csv")
    order = ["ten and more", "five to nine", "two to four", "one"]
    places = [order.index(row["band"]) for row in rows]
    assert places == sorted(places)
    ones = [folded(row["partner"]) for row in rows if row["band"] == "two to four"]
    assert ones == sorted(ones)
    assert all(
        0 <= float(row["share_low"]) < float(row["share"]) < float(row["share_high"]) <= 1 for row in rows
    )


def test_a_partner_is_counted_once_for_a_work(client):
    works = csv_rows(client, f"{ACUMES}tables/works.csv")
    rows = {row["partner"]: int(row["works"]) for row in csv_rows(client, f"{ACUMES}tables/partners.csv")}
    named = sum("Secondmind" in row["all_partners"].split("; ") for row in works)
    assert rows["Secondmind"] == named


def test_teams_are_listed_and_lead_to_their_pages(client):
    rows = csv_rows(client, "/laboratories/tables/teams.csv")
    assert len(rows) == 120
    assert 'href="/laboratories/team-acumes/"' in page(client, "/laboratories/")


def test_a_page_of_teams_leaves_the_laboratories_where_they_are(client):
    html = page(client, "/laboratories/?table=teams&page=2")
    assert "Page 1 of" in html
    assert "Page 2 of 3" in html


def test_offices_of_an_organisation_without_any_are_designed(client):
    text = read(client, "/offices/")
    assert "The organisation has no office abroad on this day." in text
    assert "None: every country is covered by an office or by a part of the headquarters." in text


def test_another_pack_shows_its_own_levels(client):
    text = read(client, "/organisation/")
    assert "Inria" in text
    assert "CNRS Research Office" not in text


def test_a_team_of_one_work_costs_as_much_as_one_of_many(client):
    fewest = min(csv_rows(client, "/laboratories/tables/teams.csv"), key=lambda row: int(row["works"]))
    assert queries(client, f"/laboratories/{fewest['code']}/") == queries(client, ACUMES) == 7
