"""Both schemas of the registry; the newest record of an identifier; successors."""

import gzip
from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import Checked, take_in
from portulan.analytics.sources.finding import holdings
from portulan.analytics.sources.ror import SOURCE, read


@pytest.fixture
def checked(engine: Engine, raw: Path) -> Checked:
    return take_in(engine, SOURCE, holdings(SOURCE, raw))


def test_both_schemas_give_the_same_shape() -> None:
    second = read(extract.schema_2("0aaaaaa01", "Us", "FR"))
    first = read(extract.schema_1("0aaaaaa01", "Us", "FR", acronyms=["U"]))
    assert second.texts[:3] == first.texts[:3] == ("0aaaaaa01", "Us", "active")
    assert second.types == ["education"]
    assert first.types == ["facility"]
    assert first.names == [("Us", "", ["ror_display"]), ("U", "", ["acronym"])]


def test_the_newest_record_wins(engine: Engine, checked: Checked) -> None:
    rows = {row["ror"]: row for row in engine.rows(checked.tables["organisations"])}
    assert rows["0bbbbbb02"]["name"] == "University of the Strait"
    assert len(rows) == 5
    assert (checked.read, checked.kept, checked.merged) == (6, 5, 1)


def test_withdrawn_records_keep_their_successors(engine: Engine, checked: Checked) -> None:
    rows = {row["ror"]: row for row in engine.rows(checked.tables["organisations"])}
    assert rows["0eeeeee05"]["status"] == "withdrawn"
    relations = engine.rows(checked.tables["organisation_relations"])
    assert ("0eeeeee05", "successor", "0cccccc03") in {
        (one["ror"], one["kind"], one["other"]) for one in relations
    }


def test_the_date_is_that_of_the_newest_record(checked: Checked) -> None:
    assert checked.as_of == "2025-01-02"


def test_parts_of_an_older_record_are_left_out(engine: Engine, checked: Checked) -> None:
    names = [
        row["name"] for row in engine.rows(checked.tables["organisation_names"]) if row["ror"] == "0bbbbbb02"
    ]
    assert names == ["University of the Strait"]


@pytest.mark.parametrize(
    "line", ["{not json", '{"id": "https://ror.org/0aaaaaa01"}', "[1, 2]", '"text"', "[" * 5000]
)
def test_lines_that_are_no_record_are_refused(engine: Engine, raw: Path, line: str) -> None:
    good = (raw / "ror/v2.jsonl.gz").read_bytes()
    text = gzip.decompress(good).decode() + line + "\n"
    extract.put(raw / "ror/v2.jsonl.gz", text)
    checked = take_in(engine, SOURCE, holdings(SOURCE, raw))
    (refused,) = checked.refusals
    assert (refused.file, refused.row, refused.code) == ("ror/v2.jsonl.gz", 4, "json")
    assert (checked.read, checked.kept, checked.refused) == (7, 5, 1)
