"""Codes of the Commission, the Namibia trap, spoilt letters, and no person's name."""

from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import Checked, take_in
from portulan.analytics.sources.cordis import SOURCE, restored
from portulan.analytics.sources.finding import holdings
from portulan.analytics.tables.refusal import Refusal


def taken(engine: Engine, raw: Path) -> Checked:
    return take_in(engine, SOURCE, holdings(SOURCE, raw))


@pytest.mark.parametrize(
    ("spoilt", "right"),
    [
        ("K√∂ln", "Köln"),
        ("Universit√©", "Université"),
        ("O√ú", "OÜ"),
        ("GEPACK ‚Äì SA", "GEPACK – SA"),
        ("Köln", "Köln"),
    ],
)
def test_letters_are_restored(spoilt: str, right: str) -> None:
    assert restored(spoilt) == right


def test_what_cannot_be_restored_is_said() -> None:
    assert restored("Ж√∂ln") is None


def test_greece_the_united_kingdom_and_namibia(engine: Engine, raw: Path) -> None:
    rows = engine.rows(taken(engine, raw).tables["participations"])
    countries = {row["pic"]: row["country"] for row in rows}
    assert countries == {"900000001": "FR", "900000002": "DE", "900000003": "GR", "900000004": "NA"}


def test_an_empty_country_is_taken_from_the_names(engine: Engine, raw: Path) -> None:
    row = "100006,partner,900000004,HES,,2018-03-01,2019-02-28"
    extract.put(raw / "cordis/participations.csv.gz", "\n".join((extract.PARTICIPATIONS_HEADING, row)))
    (found,) = engine.rows(taken(engine, raw).tables["participations"])
    assert found["country"] == "NA"


def test_an_empty_country_that_nothing_tells_is_refused(engine: Engine, raw: Path) -> None:
    row = "100006,partner,900000099,HES,,2018-03-01,2019-02-28"
    extract.put(raw / "cordis/participations.csv.gz", "\n".join((extract.PARTICIPATIONS_HEADING, row)))
    checked = taken(engine, raw)
    assert engine.rows(checked.tables["participations"]) == []
    (refused,) = [one for one in checked.refusals if one.column == "country"]
    assert (refused.file, refused.row, refused.code) == ("cordis/participations.csv.gz", 2, "missing")
    assert "NA is Namibia" in refused.remedy


def test_an_unknown_end_is_no_fault(engine: Engine, raw: Path) -> None:
    rows = engine.rows(taken(engine, raw).tables["participations"])
    assert {row["end"] for row in rows if row["rcn"] == "100002"} == {None}


def test_a_name_that_may_be_a_persons_is_kept_nowhere(engine: Engine, raw: Path) -> None:
    checked = taken(engine, raw)
    assert "900000005" not in {row["pic"] for row in engine.rows(checked.tables["pic_names"])}
    (refused,) = checked.refusals
    assert refused == Refusal("cordis/names.csv.gz", 6, "name", "", "person", "The PIC is shown instead.")
    assert "Somebody" not in repr([engine.rows(table) for table in checked.tables.values()])
    assert (checked.read, checked.kept, checked.refused, checked.merged) == (18, 17, 1, 0)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("12,coordinator,900000001,REC,FR,2015-01-01,2018-12-31", "rcn", "pattern"),
        ("100001,boss,900000001,REC,FR,2015-01-01,2018-12-31", "role", "not_allowed"),
        ("100001,coordinator,9,REC,FR,2015-01-01,2018-12-31", "pic", "pattern"),
        ("100001,coordinator,900000001,REC,ZZ,2015-01-01,2018-12-31", "country", "country"),
        ("100001,coordinator,900000001,REC,FR,2015-13-01,2018-12-31", "start", "not_a_date"),
        ("100001,coordinator,900000001,REC,FR,2015-01-01", "", "cells"),
    ],
)
def test_bad_rows(engine: Engine, raw: Path, row: str, column: str, code: str) -> None:
    good = extract.PARTICIPATIONS_ROWS[1]
    extract.put(raw / "cordis/participations.csv.gz", "\n".join((extract.PARTICIPATIONS_HEADING, good, row)))
    checked = taken(engine, raw)
    refused = [one for one in checked.refusals if one.code != "person"]
    assert [(one.row, one.column, one.code) for one in refused] == [(3, column, code)]
    assert len(engine.rows(checked.tables["participations"])) == 1


def test_a_row_twice_is_refused_once(engine: Engine, raw: Path) -> None:
    row = extract.PARTICIPATIONS_ROWS[1]
    extract.put(raw / "cordis/participations.csv.gz", "\n".join((extract.PARTICIPATIONS_HEADING, row, row)))
    checked = taken(engine, raw)
    (refused,) = [one for one in checked.refusals if one.code == "duplicate"]
    assert (refused.row, refused.value) == (3, "100001|900000002|participant")


def test_what_the_union_gives_is_kept_where_the_source_tells(engine: Engine, raw: Path) -> None:
    heading = "rcn,role,pic,type,contribution,country,start_date,end_date"
    rows = (
        "100006,coordinator,900000001,REC,318000.5,FR,2018-03-01,2019-02-28",
        "100006,participant,900000002,HES,NA,DE,2018-03-01,2019-02-28",
        "100006,participant,900000003,HES,-4,DE,2018-03-01,2019-02-28",
    )
    extract.put(raw / "cordis/participations.csv.gz", "\n".join((heading, *rows)))
    checked = taken(engine, raw)
    found = {row["pic"]: row["contribution"] for row in engine.rows(checked.tables["participations"])}
    assert found == {"900000001": 31800050, "900000002": None}
    (refused,) = [one for one in checked.refusals if one.column == "contribution"]
    assert (refused.row, refused.code) == (4, "out_of_range")
