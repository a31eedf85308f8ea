"""Both schemas of the registry; the newest record of an identifier; successors."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import Checked, take_in
from portulan.analytics.sources.finding import holdings
from portulan.analytics.sources.ror import SOURCE, read
from portulan.analytics.tables.refusal import UnusableError


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


def release(raw: Path, *members: tuple[str, list[dict[str, object]]]) -> None:
    """The zip of a release instead of the files of lines."""
    for path in (raw / "ror").iterdir():
        path.unlink()
    with zipfile.ZipFile(raw / "ror/release.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, records in members:
            extract.put_in(archive, name, json.dumps(records, indent=2))


def test_a_release_is_read_from_its_zip_in_its_newer_schema(engine: Engine, raw: Path) -> None:
    first = [extract.schema_1("0aaaaaa01", "Us of old", "FR")]
    second = [extract.schema_2("0aaaaaa01", "Us", "FR"), extract.schema_2("0bbbbbb02", "Them", "SG")]
    names = ("v1.60-2025-02-27-ror-data.json", "v1.60-2025-02-27-ror-data_schema_v2.json")
    release(raw, (names[0], first), (names[1], second))
    checked = take_in(engine, SOURCE, holdings(SOURCE, raw))
    rows = {row["ror"]: row["name"] for row in engine.rows(checked.tables["organisations"])}
    assert rows == {"0aaaaaa01": "Us", "0bbbbbb02": "Them"}
    assert (checked.read, checked.kept, checked.refused) == (2, 2, 0)


def test_a_release_of_schema_1_alone(engine: Engine, raw: Path) -> None:
    release(raw, ("v1.9-2022-09-01-ror-data.json", [extract.schema_1("0aaaaaa01", "Us", "FR")]))
    checked = take_in(engine, SOURCE, holdings(SOURCE, raw))
    assert [row["name"] for row in engine.rows(checked.tables["organisations"])] == ["Us"]


def test_a_bad_record_of_a_release_is_refused_by_itself(engine: Engine, raw: Path) -> None:
    records = [extract.schema_2("0aaaaaa01", "Us", "FR"), {"id": "https://ror.org/0bbbbbb02"}, "text"]
    release(raw, ("v2.1-2026-01-31-ror-data.json", records))  # type: ignore[arg-type]
    checked = take_in(engine, SOURCE, holdings(SOURCE, raw))
    found = [(one.file, one.row, one.code) for one in checked.refusals]
    name = "ror/release.zip/v2.1-2026-01-31-ror-data.json"
    assert found == [(name, 2, "json"), (name, 3, "json")]
    assert (checked.read, checked.kept) == (3, 1)


def test_a_list_out_of_its_zip(engine: Engine, raw: Path) -> None:
    for path in (raw / "ror").iterdir():
        path.unlink()
    extract.put(raw / "ror/all.json", json.dumps([extract.schema_2("0aaaaaa01", "Us", "FR")], indent=1))
    checked = take_in(engine, SOURCE, holdings(SOURCE, raw))
    assert [row["name"] for row in engine.rows(checked.tables["organisations"])] == ["Us"]


def test_a_release_cut_short_stops_the_build(engine: Engine, raw: Path) -> None:
    release(raw)
    with zipfile.ZipFile(raw / "ror/release.zip", "w") as archive:
        text = json.dumps([extract.schema_2("0aaaaaa01", "Us", "FR")])
        extract.put_in(archive, "v2.1-2026-01-31-ror-data.json", text[: len(text) // 2])
    with pytest.raises(UnusableError, match="ends before its end"):
        take_in(engine, SOURCE, holdings(SOURCE, raw))
