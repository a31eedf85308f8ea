"""The archives of framework programmes: the layout published now, made here from its documentation, all invented."""

import zipfile
from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import Checked, take_in
from portulan.analytics.sources.cordis import SOURCE
from portulan.analytics.sources.cordis_archive import part_of
from portulan.analytics.sources.finding import holdings
from portulan.analytics.tables.refusal import UnusableError

PROJECT = (
    "id;acronym;status;title;startDate;endDate;totalCost;ecMaxContribution;legalBasis;topics;ecSignatureDate;"
    "frameworkProgramme;masterCall;subCall;fundingScheme;nature;objective;contentUpdateDate;rcn;grantDoi"
)
ORGANISATION = (
    "projectID;projectAcronym;organisationID;vatNumber;name;shortName;SME;activityType;street;postCode;city;country;"
    "nutsCode;geolocation;organizationURL;contactForm;contentUpdateDate;rcn;order;role;ecContribution;"
    "netEcContribution;totalCost;endOfParticipation;active"
)


def project(number: str, rcn: str, *, start: str = "2023-01-01", basis: str = "HORIZON.1.1") -> str:
    cells = [number, "ACRO", "SIGNED", '"A title; with a semicolon"', start, "2027-12-31", "1", "1", basis, "T", "",
             "HORIZON", "C", "S", "F", "", '"An objective\non two lines"', "2026-01-01 10:00:00", rcn, ""]  # fmt: skip
    return ";".join(cells)


def organisation(number: str, pic: str, name: str, **more: str) -> str:
    cells = dict.fromkeys(ORGANISATION.split(";"), "")
    cells |= {"projectID": number, "organisationID": pic, "name": f'"{name}"', "activityType": "HES", "country": "DE",
              "role": "participant", "contentUpdateDate": "2026-02-03 11:12:13", "rcn": "1900000"}  # fmt: skip
    return ";".join((cells | more).values())


TOPICS = 'projectID;topic;title\n101;ERC-2023-STG;"ERC STARTING GRANTS"\n999;NO-PROJECT;x\n'


def archive(
    raw: Path, name: str, projects: list[str], organisations: list[str], *, folder: str = "", **tables: str
) -> None:
    """An archive as data.europa.eu gives it, tables in a folder or not."""
    path = raw / "cordis" / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        extract.put_in(packed, f"{folder}project.csv", "\ufeff" + "\n".join([PROJECT, *projects]) + "\n")
        extract.put_in(packed, f"{folder}organization.csv", "\n".join([ORGANISATION, *organisations]) + "\n")
        for table, text in tables.items():
            extract.put_in(packed, f"{folder}{table}.csv", text)


def taken(engine: Engine, raw: Path) -> Checked:
    return take_in(engine, SOURCE, holdings(SOURCE, raw))


@pytest.fixture
def alone(raw: Path) -> Path:
    """A raw folder whose CORDIS holds nothing yet."""
    for path in (raw / "cordis").iterdir():
        path.unlink()
    return raw


def test_three_programmes_side_by_side(engine: Engine, alone: Path) -> None:
    archive(
        alone,
        "he.zip",
        [project("101", "250001")],
        [organisation("101", "900000001", "Us", ecContribution="12,5")],
        topics=TOPICS,
    )
    archive(alone, "h2020.zip", [project("201", "210001", start="2016-01-01", basis="H2020-EU.1.3.")],
            [organisation("201", "900000002", "Them", role="thirdParty", country="UK")], folder="csv/")  # fmt: skip
    archive(alone, "fp7.zip", [project("301", "90001", start="2008-05-01", basis="FP7-HEALTH")],
            [organisation("301", "900000003", "Others", country="EL")])  # fmt: skip
    checked = taken(engine, alone)
    rows = {row["rcn"]: row for row in engine.rows(checked.tables["participations"])}
    assert (rows["250001"]["contribution"], rows["210001"]["contribution"]) == (1250, None)
    found = {rcn: (row["pic"], row["role"], row["country"], row["start_year"]) for rcn, row in rows.items()}
    assert found == {
        "250001": ("900000001", "participant", "DE", 2023),
        "210001": ("900000002", "thirdparty", "GB", 2016),
        "90001": ("900000003", "participant", "GR", 2008),
    }
    parts = {(row["rcn"], row["programme"]) for row in engine.rows(checked.tables["programme_parts"])}
    assert parts == {("250001", "ERC"), ("210001", "MSCA"), ("90001", "HEALTH")}
    topics = engine.rows(checked.tables["project_topics"])
    assert topics == [{"rcn": "250001", "topic": "ERC-2023-STG", "title": "ERC STARTING GRANTS"}]
    assert checked.refusals == []
    assert checked.as_of == "2026-02-03"


def test_several_legal_bases_of_a_project(engine: Engine, alone: Path) -> None:
    bases = "projectID;legalBasis;title;part\n101;HORIZON.2.1;x;\n101;HORIZON.2.5;y;\n101;HORIZON.2.5.1;z;\n"
    archive(
        alone,
        "he.zip",
        [project("101", "250001")],
        [organisation("101", "900000001", "Us")],
        legalBasis=bases,
    )
    parts = [row["programme"] for row in engine.rows(taken(engine, alone).tables["programme_parts"])]
    assert sorted(parts) == ["CL1", "CL5"]


def test_the_name_last_changed_and_no_persons(engine: Engine, alone: Path) -> None:
    rows = [
        organisation("101", "900000001", "Old name", contentUpdateDate="2024-01-01 00:00:00"),
        organisation("102", "900000001", "New name", contentUpdateDate="2025-01-01 00:00:00"),
        organisation("102", "900000009", "Invented Somebody", activityType="PRC"),
    ]
    archive(alone, "he.zip", [project("101", "250001"), project("102", "250002")], rows)
    checked = taken(engine, alone)
    assert [(row["pic"], row["name"]) for row in engine.rows(checked.tables["pic_names"])] == [
        ("900000001", "New name")
    ]
    (refused,) = checked.refusals
    assert (refused.file, refused.row, refused.code) == ("cordis/he.zip/organization.csv", 4, "person")
    assert "Somebody" not in repr([engine.rows(table) for table in checked.tables.values()])


def test_a_project_in_both_kinds_of_files_is_read_from_the_archive(engine: Engine, raw: Path) -> None:
    archive(raw, "h2020.zip", [project("201", "100001", start="2015-01-01", basis="H2020-EU.3.4.")],
            [organisation("201", "900000002", "AM FLUSS"), organisation("201", "900000007", "New")])  # fmt: skip
    checked = taken(engine, raw)
    rows = engine.rows(checked.tables["participations"])
    assert sorted(row["pic"] for row in rows if row["rcn"] == "100001") == ["900000002", "900000007"]
    assert {row["rcn"] for row in rows} == {"100001", "100002", "100003", "100004", "100005"}
    parts = engine.rows(checked.tables["programme_parts"])
    assert [row["programme"] for row in parts if row["rcn"] == "100001"] == ["SC4"]
    assert [one.code for one in checked.refusals] == ["person"]


def test_a_participation_twice_is_one(engine: Engine, alone: Path) -> None:
    row = organisation("101", "900000001", "Us", role="thirdParty")
    archive(alone, "he.zip", [project("101", "250001")], [row, row])
    checked = taken(engine, alone)
    assert len(engine.rows(checked.tables["participations"])) == 1
    assert (checked.refusals, checked.merged) == ([], 1)


def test_rows_that_cannot_be_used_are_refused(engine: Engine, alone: Path) -> None:
    rows = [
        organisation("101", "900000001", "Us"),
        organisation("777", "900000001", "Us"),
        organisation("101", "9", "Us"),
        "too;few",
        organisation("101", "900000002", "Them", role="boss"),
        organisation("101", "900000003", "Others", country="ZZ"),
    ]
    archive(alone, "he.zip", [project("101", "250001")], rows)
    checked = taken(engine, alone)
    found = {(one.row, one.column, one.code) for one in checked.refusals}
    assert {
        (3, "projectID", "not_allowed"),
        (4, "pic", "pattern"),
        (5, "", "cells"),
        (6, "role", "not_allowed"),
    } <= found
    assert (7, "country", "country") in found
    assert [row["pic"] for row in engine.rows(checked.tables["participations"])] == ["900000001"]


def test_a_changed_layout_stops_the_build(engine: Engine, alone: Path) -> None:
    with zipfile.ZipFile(alone / "cordis/he.zip", "w") as packed:
        extract.put_in(packed, "project.csv", PROJECT.replace("rcn", "number") + "\n")
        extract.put_in(packed, "organization.csv", ORGANISATION + "\n")
    with pytest.raises(UnusableError, match=r"rcn: is empty.*layout has changed"):
        taken(engine, alone)


@pytest.mark.parametrize(
    ("basis", "part"),
    [
        ("H2020-EU.1.3.2.", "MSCA"),
        ("H2020-EU.1.3", "MSCA"),
        ("H2020-Euratom-1.1.", "Euratom"),
        ("HORIZON.2.5.3", "CL5"),
        ("FP7-PEOPLE", "MSCA"),
        ("FP7-ICT", "ICT"),
        ("", ""),
    ],
)
def test_parts_of_programmes(basis: str, part: str) -> None:
    assert part_of(basis) == part
