"""The organisation as a whole, its institutes and its instruments."""

import pytest

from pages.unit.reading import csv_rows, page, queries, read, xlsx_rows

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]


def test_the_ten_institutes_stand_under_the_general_direction_with_both_names(client):
    rows = csv_rows(client, "/organisation/tables/levels.csv")
    institutes = {row["code"] for row in rows if row["kind"] == "institute"}
    assert len(institutes) == 10
    assert {row["parent"] for row in rows if row["kind"] == "institute"} == {"CNRS Research Office"}
    insis = [row["name"] for row in rows if row["code"] == "insis"]
    assert insis == ["Institute of Engineering and Systems Sciences (INSIS)", "CNRS Engineering"]


def test_the_directorate_is_shown_under_both_names_with_the_date(client):
    rows = [row for row in csv_rows(client, "/organisation/tables/levels.csv") if row["code"] == "dei"]
    assert [(row["state"], row["until"]) for row in rows] == [("in use", ""), ("former", "2023")]
    text = read(client, "/organisation/")
    assert "Directorate for Europe and International Cooperation (DEI)" in text
    assert "Until 2023: Directorate for European Research and International Cooperation (Derci)" in text


def test_counts_per_institute_add_up_with_those_unattached(client):
    rows = csv_rows(client, "/organisation/tables/institutes.csv")
    attached = sum(int(row["stated"]) + int(row["proposed"]) for row in rows)
    everything = csv_rows(client, "/laboratories/tables/laboratories.csv")
    unattached = sum(1 for row in everything if row["institute_stated"] == "unattached")
    assert attached + unattached == len(everything)
    assert f"{unattached} laboratories are unattached" in read(client, "/organisation/")


def test_classifications_are_versions_with_dates_and_sources(client):
    rows = csv_rows(client, "/organisation/tables/classifications.csv")
    sections = next(row for row in rows if row["code"] == "cnrs-sections")
    assert (sections["version"], sections["since"], sections["as_of"]) == ("2025", "2025-09", "2025-07-17")


def test_roles_say_what_they_allow_and_name_nobody(client):
    rows = {row["code"]: row["verbs"] for row in csv_rows(client, "/organisation/tables/roles.csv")}
    assert "bring the data up to date" in rows["administrator"]
    assert rows["researcher"] == (
        "read cooperations of the organisation, declare cooperations and answer what the data found"
    )
    assert "No person is named here." in read(client, "/organisation/")


def test_an_institute_counts_apart_what_is_stated_proposed_and_unattached(client):
    text = read(client, "/organisation/institutes/insis/")
    assert "Institute, since 1 November 2009." in text
    assert "Stated by a source 1 laboratory" in text
    assert "a guess that can be explained, not a decision" in text
    assert "Unattached" in text
    rows = csv_rows(client, "/organisation/institutes/insis/tables/laboratories.csv")
    assert [row["name"].split(",")[0] for row in rows if row["how"] == "stated by a source"] == ["CINTRA"]
    assert all(row["why"] for row in rows)


def test_an_institute_with_one_laboratory_or_hundreds_costs_the_same(client):
    few = queries(client, "/organisation/institutes/inee/")
    assert (
        few
        == queries(client, "/organisation/institutes/insb/")
        == queries(client, "/organisation/institutes/insb/?page=2")
    )
    assert few == 8


def test_the_ladder_gives_every_rule_its_source(client):
    rows = csv_rows(client, "/instruments/tables/rules.csv")
    assert len(rows) > 20
    assert all(row["source"] for row in rows)
    assert next(row["instrument"] for row in rows) == "IEA"
    assert len(xlsx_rows(client, "/instruments/tables/rules.xlsx")) == len(rows) + 1


def test_rungs_keep_the_names_they_bore(client):
    text = read(client, "/instruments/")
    assert "IRL: International Research Laboratory Formerly UMI" in text
    assert "IRP: International Research Project Formerly LIA" in text
    assert "IEA: International Emerging Action Formerly PICS" in text


def test_rules_are_in_the_language_of_the_reader(client):
    assert "Deux ans." in page(client, "/instruments/", language="fr")


@pytest.mark.parametrize(
    "path",
    [
        "/organisation/institutes/dei/",
        "/organisation/institutes/office-singapore/",
        "/organisation/tables/nothing.csv",
        "/instruments/tables/rules.txt",
        "/organisation/institutes/insis/tables/levels.csv",
    ],
)
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_queries_of_the_whole_do_not_grow(client):
    assert queries(client, "/organisation/") == 10
    assert queries(client, "/instruments/") == 3
