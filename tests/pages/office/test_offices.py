"""The network of offices: who is open, who covers which country on which day, what nobody covers."""

from datetime import date

import pytest

from pages.unit.reading import csv_rows, page, provenance, queries, read, xlsx_rows
from portulan.domains.offices import queries as office_queries
from portulan.domains.offices.models import Territory
from portulan.pages.office import network

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]
TODAY = date(2026, 11, 23)


def names(client, on: str) -> set[str]:
    return {row["name"] for row in csv_rows(client, f"/offices/tables/offices.csv?on={on}")}


def test_the_open_offices_are_those_of_the_pack(client):
    text = read(client, "/offices/?on=2026-11-23")
    assert "11 offices open on 23 November 2026." in text
    assert len(names(client, "2026-11-23")) == 11


def test_nairobi_is_an_office_only_since_october_2024(client):
    assert not any("Nairobi" in name for name in names(client, "2024-09-30"))
    assert any("Nairobi" in name for name in names(client, "2024-10-01"))


def test_rio_then_sao_paulo(client):
    before, after = names(client, "2024-08-31"), names(client, "2024-09-01")
    assert any("Rio" in name for name in before)
    assert not any("São Paulo" in name for name in before)
    assert any("São Paulo" in name for name in after)
    assert not any("Rio" in name for name in after)
    closed = csv_rows(client, "/offices/tables/closed.csv?on=2026-11-23")
    assert [row["until"] for row in closed if "Rio" in row["name"]] == ["2024-09"]


def test_who_covers_kenya_is_answered_for_the_day_asked(client):
    before = read(client, "/offices/?country=KE&on=2023-06-01")
    assert "Kenya, on 1 June 2023 No office covers it on that day." in before
    assert "Since 1 October 2024 it is covered by CNRS office in Nairobi." in before
    after = read(client, "/offices/?country=KE&on=2024-10-01")
    assert "CNRS office in Nairobi since 1 October 2024" in after
    assert "At the headquarters: Africa, Middle East and India pole" in after


def test_every_country_is_covered_and_gaps_and_overlaps_are_said(client):
    text = read(client, "/offices/?on=2026-11-23")
    assert "None: every country is covered by an office or by a part of the headquarters." in text
    assert "None: no country has two offices, or two parts of the headquarters." in text


def test_a_gap_is_named(client):
    Territory.objects.filter(country__code="FJ").delete()
    text = read(client, "/offices/?country=FJ&on=2026-11-23")
    assert "1 country has neither an office nor a part of the headquarters. Fiji" in text
    assert "No part of the headquarters covers it: this is a gap." in text
    assert "FJ" not in client.get("/offices/coverage.json").json()["values"]


def test_an_overlap_is_named_with_both(client):
    kenya = Territory.objects.get(country__code="KE", unit__code="office-nairobi")
    pretoria = Territory.objects.filter(unit__code="office-pretoria").first()
    Territory.objects.create(unit=pretoria.unit, country=kenya.country, since="2025")
    text = read(client, "/offices/?on=2026-11-23")
    assert "Kenya CNRS office in southern Africa (Pretoria) and CNRS office in Nairobi" in text
    assert client.get("/offices/coverage.json").json()["values"]["KE"] == 2


@pytest.mark.parametrize("at", [TODAY, date(2015, 1, 1), date(2024, 9, 15)])
def test_the_page_finds_the_gaps_and_overlaps_that_the_domain_finds(client, at):
    shown = network.page(at=at, today=TODAY, asked="", query={}, path="/offices/")
    told = office_queries.coverage(at)
    assert {country.code for country in shown.gaps} == {country.code for country in told.gaps}
    assert {one.country.code for one in shown.overlaps} == {one.country.code for one in told.overlaps}
    assert shown.covered == told.covered_by_offices


def test_the_map_reads_how_many_offices_cover_each_country(client):
    values = client.get("/offices/coverage.json?on=2026-11-23").json()["values"]
    assert len(values) == 250
    assert (values["KE"], values["DE"]) == (1, 0)
    assert client.get("/offices/coverage.json?on=2023-06-01").json()["values"]["KE"] == 0


def test_tables_say_the_same_in_both_formats_and_cite_where_they_were_read(client):
    rows = csv_rows(client, "/offices/tables/territories.csv?on=2026-11-23")
    assert len(rows) == 250
    south_africa = next(row for row in rows if row["code"] == "ZA")
    assert south_africa["office"] == "CNRS office in southern Africa (Pretoria)"
    assert south_africa["since"] == "2011-01-10"
    assert len(xlsx_rows(client, "/offices/tables/territories.xlsx?on=2026-11-23")) == 251
    assert provenance(client, "/offices/tables/territories.csv")["title"] == "Who covers each country"


@pytest.mark.parametrize(
    "path",
    [
        "/offices/?on=yesterday",
        "/offices/?on=2026-02-30",
        "/offices/?sort=colour&table=offices",
        "/offices/?table=offices&page=0",
    ],
)
def test_what_cannot_be_asked_is_refused(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/offices/tables/nothing.csv",
        "/offices/tables/offices.pdf",
        "/offices/office-atlantis/",
        "/offices/insis/",
    ],
)
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_an_unknown_country_is_said_to_be(client):
    assert "“QQ” is not a country we know." in read(client, "/offices/?country=QQ")


def test_the_page_in_french_names_countries_in_french(client):
    text = page(client, "/offices/?country=ZA&on=2026-11-23", language="fr")
    assert 'lang="fr"' in text
    assert "Afrique du Sud" in text
    assert "Bureau du CNRS en Afrique australe (Pretoria)" in text


def test_one_office_or_eleven_cost_the_same(client):
    many = queries(client, "/offices/?on=2026-11-23")
    Territory.objects.filter(unit__kind="office").exclude(unit__code="office-nairobi").delete()
    assert queries(client, "/offices/?on=2026-11-23") == many == 6
