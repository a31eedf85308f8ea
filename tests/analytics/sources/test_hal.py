"""Informal country names, towns cut at the wrong place, duplicates."""

from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import Checked, take_in
from portulan.analytics.sources.finding import holdings
from portulan.analytics.sources.hal import SOURCE, fields_of, town


def taken(engine: Engine, raw: Path) -> Checked:
    return take_in(engine, SOURCE, holdings(SOURCE, raw))


@pytest.mark.parametrize("cut_wrong", ["University", "USA", "India", "Sector 6", "KGS", ""])
def test_towns_cut_at_the_wrong_place_are_left_out(cut_wrong: str) -> None:
    assert town(cut_wrong) == ""


def test_towns() -> None:
    assert town("Rio de Janeiro") == "Rio de Janeiro"


def test_fields_are_first_levels_once_each() -> None:
    domains = "Physics [physics]/Mechanics [x]/Fluids;Computer Science [cs]/A;Physics [physics]/B"
    assert fields_of(domains) == ["Computer Science", "Physics"]


def test_one_row_for_each_team_organisation_and_work(engine: Engine, raw: Path) -> None:
    checked = taken(engine, raw)
    rows = engine.rows(checked.tables["copublications"])
    found = {(row["team_key"], row["aurehal"], row["hal_id"]) for row in rows}
    assert found == {
        ("team-alpha", "11", "hal-00000001"),
        ("team-beta", "11", "hal-00000001"),
        ("team-alpha", "12", "hal-00000001"),
        ("team-alpha", "12", "hal-00000002"),
    }
    assert (checked.read, checked.kept, checked.refused, checked.merged) == (5, 4, 0, 1)


def test_an_unknown_country_is_refused_as_written(engine: Engine, raw: Path) -> None:
    row = extract.HAL_ROWS[0].replace("Singapore", "Atlantis")
    extract.put(raw / "copublications/hal.csv.gz", "\n".join((extract.HAL_HEADING, row)))
    refused = taken(engine, raw).refusals
    assert {(one.row, one.column, one.value, one.code) for one in refused} == {
        (2, "country", "Atlantis", "country")
    }
