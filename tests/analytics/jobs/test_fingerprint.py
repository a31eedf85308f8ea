"""The same input gives the same mark; any difference another."""

from pathlib import Path

from analytics import extract
from portulan.analytics.jobs.fingerprint import fingerprint, inputs
from portulan.analytics.sources.finding import holdings
from portulan.analytics.sources.ror import SOURCE


def mark(raw: Path, decisions: dict[str, object]) -> str:
    found = holdings(SOURCE, raw)
    return fingerprint([(SOURCE.key, found.as_of, inputs(found))], decisions)


def test_it_changes_with_files_dates_and_decisions(raw: Path) -> None:
    first = mark(raw, {"a": 1, "b": 2})
    assert mark(raw, {"b": 2, "a": 1}) == first
    assert mark(raw, {"a": 2, "b": 2}) != first
    extract.put(raw / "ror/about.toml", 'as_of = "2030"')
    dated = mark(raw, {"a": 1, "b": 2})
    assert dated != first
    extract.put(raw / "ror/v2.jsonl.gz", '{"id":"https://ror.org/0aaaaaa01"}')
    assert mark(raw, {"a": 1, "b": 2}) != dated
