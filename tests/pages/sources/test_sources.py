"""What is loaded: each source with version, date, licence, rows read, kept and refused, links; what is missing."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from built import ROOT
from pages.unit.reading import csv_rows, page, provenance, queries, read, xlsx_rows
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.insight import lake as insight_lake
from portulan.insight.figures import published
from portulan.insight.progress import Silent

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]
KEYS = {"coauthorship", "cordis", "hal", "natural_earth", "openalex_institutions", "rnsr", "ror"}


def test_every_source_says_its_date_licence_and_rows(client):
    rows = {row["key"]: row for row in csv_rows(client, "/sources/tables/sources.csv")}
    assert set(rows) == KEYS
    assert all(row["as_of"] and row["licence"] and row["publisher"] and row["url"] for row in rows.values())
    rnsr = rows["rnsr"]
    assert int(rnsr["read"]) == int(rnsr["kept"]) + int(rnsr["merged"]) + int(rnsr["refused"])
    assert "7 sources loaded, built on" in read(client, "/sources/")


def test_links_say_by_what_organisations_were_recognised(client):
    rows = {row["key"]: row for row in csv_rows(client, "/sources/tables/links.csv")}
    assert {"cordis", "hal", "rnsr", "openalex_institutions"} <= set(rows)
    report = published(settings.LAKE).source("cordis")
    assert int(rows["cordis"]["match"]) == report.links["match"]
    assert int(rows["cordis"]["none"]) == report.links["none"]


def test_the_version_in_use_is_named_with_those_kept(client):
    version = published(settings.LAKE).version
    rows = csv_rows(client, "/sources/tables/versions.csv")
    assert [row["version"] for row in rows if row["state"] == "in use"] == [version]
    assert f"Data version {version}." in read(client, "/sources/")


def test_a_source_names_its_files_with_their_checksums(client):
    files = csv_rows(client, "/sources/cordis/tables/files.csv")
    assert len(files) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}", row["sha256"]) for row in files)


def test_refused_rows_say_where_why_and_what_to_do_and_can_be_downloaded(client):
    rows = csv_rows(client, "/sources/natural_earth/tables/refused.csv")
    report = published(settings.LAKE).source("natural_earth")
    assert len(rows) == report.rows_refused > 0
    assert all(row["file"] and row["row"] and row["reason"] and row["remedy"] for row in rows)
    text = read(client, "/sources/natural_earth/")
    assert f"{report.rows_refused} rows refused" in text
    assert "The country is not one we know." in text
    assert len(xlsx_rows(client, "/sources/natural_earth/tables/refused.xlsx")) == len(rows) + 1
    assert provenance(client, "/sources/natural_earth/tables/refused.csv")["title"] == "Refused rows"


def test_a_source_without_refusal_says_so(client):
    assert "No row was refused." in read(client, "/sources/ror/")


def test_a_source_leads_to_the_methods_that_rest_on_it(client):
    html = page(client, "/sources/cordis/")
    assert 'href="/sources/methods/#eu-projects"' in html
    assert 'href="/sources/methods/#co-authorship"' not in html


def test_a_missing_source_is_shown_with_the_command_that_brings_it(client, settings, tmp_path: Path):
    settings.LAKE = without("copublications", tmp_path)
    text = read(client, "/sources/")
    assert "Sources that are missing" in text
    assert "HAL, co-publications of teams of two Inria centres" in text
    assert "portulan data build --from DIR" in text
    alone = read(client, "/sources/hal/")
    assert "Not loaded: none of its files was found." in alone
    assert "docs/sources/hal.md" in alone
    assert client.get("/sources/hal/tables/refused.csv").status_code == 404


def without(folder: str, tmp_path: Path) -> Path:
    """A lake built from natural_earth alone: everything else is missing, ``folder`` among it."""
    raw, lake = tmp_path / "raw", tmp_path / "lake"
    shutil.copytree(ROOT / "sample" / "natural_earth", raw / "natural_earth")
    assert not (raw / folder).exists()
    decisions = organisation_queries.decisions(clock().today())
    insight_lake.build(raw=raw, lake=lake, decisions=decisions, progress=Silent())
    return lake


def test_before_the_first_build_the_page_says_what_to_run(client, settings, tmp_path: Path):
    settings.LAKE = tmp_path / "none"
    text = read(client, "/sources/")
    assert "No figures yet" in text
    assert "portulan data build" in text
    assert client.get("/sources/ror/").status_code == 404
    assert client.get("/sources/tables/sources.csv").status_code == 404
    assert client.get("/sources/methods/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/sources/nothing/",
        "/sources/tables/nothing.csv",
        "/sources/ror/tables/nothing.csv",
        "/sources/ror/tables/files.ods",
    ],
)
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_pages_about_sources_ask_the_database_nothing(client):
    assert (
        queries(client, "/sources/")
        == queries(client, "/sources/cordis/")
        == queries(client, "/sources/methods/")
        == 0
    )
