"""OpenAlex's records as our tables; the real sample read in place."""

import json
from pathlib import Path
from typing import Any

import ibis
import pytest

from analytics.works_extract import NORTH, OURS, STRAIT, line, work
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.layout import Lines
from portulan.analytics.sources import openalex_works
from portulan.analytics.tables import publications as tables

SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "data" / "openalex" / "works_sample.jsonl"


def staged(engine: Engine, content: list[bytes]) -> ibis.Table:
    part = Lines("a.gz", Path("a.gz"), lambda: content)
    raw = engine.stage_lines("raw", columns=openalex_works.RAW, parts=[part])
    return raw.mutate(row=ibis.literal(0, "int64"))


def made(engine: Engine, *records: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found = openalex_works.tables(staged(engine, [line(one) for one in records]))
    return {name: engine.rows(table) for name, table in found.items()}


def test_a_record_becomes_rows_of_all_tables(engine: Engine) -> None:
    told = made(engine, work(7, [(OURS, STRAIT), ()], cited=3, doi="10.1000/ABC", corresponding=1))
    assert told["works"] == [
        {
            "work": 7,
            "source": "openalex",
            "source_id": "W7",
            "doi": "10.1000/abc",
            "hal_id": "",
            "title": "On the tides of the strait",
            "year": 2020,
            "type": "article",
            "authors": 2,
            "cited": 3,
            "retracted": False,
            "updated": "2026-01-31",
            "field": "asjc-17",
        }
    ]
    first, last = sorted(told["authorships"], key=lambda row: row["place"])
    assert (first["author"], first["position"], first["corresponding"]) == ("A1", "first", True)
    assert first["texts"] == [f"Somewhere {OURS},", f"Somewhere {STRAIT},"]  # addresses of mail are gone
    assert (last["place"], last["position"], last["texts"]) == (2, "last", [])
    assert sorted((row["place"], row["ror"], row["country"]) for row in told["affiliations"]) == [
        (1, OURS, "FR"),
        (1, STRAIT, "SG"),
    ]
    assert told["subjects"] == [{"work": 7, "scheme": "asjc", "field": "17", "code": "T1701", "main": True}]
    assert "Nobody Real" not in repr(told)


def test_what_is_empty_null_or_unknown(engine: Engine) -> None:
    one = work(8, [(NORTH,)], field=None, cited=None, doi="not a doi")
    one["authorships"][0]["institutions"][0] |= {"country_code": "ZZ", "ror": None}
    one["title"] = None
    told = made(engine, one, work(9, []))
    first = next(row for row in told["works"] if row["work"] == 8)
    assert (first["title"], first["doi"], first["cited"], first["field"]) == ("", "", 0, "")
    assert [(row["ror"], row["country"]) for row in told["affiliations"]] == [("", "")]
    assert len(told["works"]) == 2


def test_what_would_be_refused_is_seen_at_once(engine: Engine) -> None:
    bad = [
        work(1, year=None),
        work(2, year=1200),
        work(3, cited=-1),
        work(4, [()] * 10_000),
        {**work(5), "id": "X5"},
    ]
    raw = staged(engine, [line(one) for one in [*bad, work(6)]])
    seen = engine.rows(openalex_works.looked_at(raw))
    draft = tables.WORKS.flagged(openalex_works.works(raw), alone=True)
    assert sorted((row["source_id"], row["refused"]) for row in seen) == sorted(
        (row["source_id"], row["refused"]) for row in engine.rows(draft)
    )
    assert [row["source_id"] for row in seen if not row["refused"]] == ["W6"]


def test_merged_and_deleted_identifiers(engine: Engine) -> None:
    raw = ibis.memtable(
        {
            "merge_date": ["2026-02-28"] * 2,
            "id": ["W1", "W2"],
            "merge_into_id": ["W3", openalex_works.DELETED],
        }
    )
    found = sorted(engine.rows(openalex_works.merged(raw)), key=lambda row: row["source_id"])
    assert [(row["source_id"], row["into"], row["since"]) for row in found] == [
        ("W1", "W3", "2026-02-28"),
        ("W2", "", "2026-02-28"),
    ]


@pytest.mark.shared
def test_the_real_sample_is_read_whole(engine: Engine) -> None:
    if not SAMPLE.exists():
        pytest.skip(f"{SAMPLE} is absent: the development data lie beside the project.")
    records = SAMPLE.read_bytes().splitlines(keepends=True)
    raw = staged(engine, records)
    for contract in (tables.WORKS, tables.AUTHORSHIPS, tables.AFFILIATIONS, tables.SUBJECTS):
        table = openalex_works.tables(raw)[contract.name].mutate(
            file=ibis.literal("a"), row=ibis.literal(0, "int64")
        )
        assert engine.rows(contract.faults(table, alone=True)) == []
    authors = sum(len(json.loads(one)["authorships"]) for one in records)
    assert len(engine.rows(openalex_works.authorships(raw))) == authors
    assert len(engine.rows(openalex_works.works(raw))) == len(records)
