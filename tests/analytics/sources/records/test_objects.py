"""JSON objects wherever they stand; damaged, endless and swelling texts are stopped in bounded memory."""

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from analytics.sources.reading import file_of
from portulan.analytics.sources.raw import Limits, RawFile
from portulan.analytics.sources.records import objects
from portulan.analytics.sources.records.objects import Nesting, Sight, head_of, sight
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.refusal import UnusableError

ONE = {"id": "a", "more": [1, {"id": "inner"}], "name": "é"}


@pytest.mark.parametrize(
    ("text", "place", "by_line"),
    [
        (json.dumps(ONE), "", True),
        (json.dumps(ONE) + "\n" + json.dumps(ONE), "", True),
        (json.dumps(ONE, indent=1), "", False),
        (json.dumps([ONE, ONE]), "item", False),
        ("\ufeff \n" + json.dumps([ONE], indent=1), "item", False),
        (
            json.dumps({"responseHeader": {"docs": 1}, "response": {"numFound": 1, "docs": [ONE]}}),
            "response.docs.item",
            False,
        ),
        (json.dumps({"took": 1, "hits": {"total": {"value": 1}, "hits": [ONE]}}), "hits.hits.item", False),
        (json.dumps({"status": "ok", "message": {"items": [ONE]}}), "message.items.item", False),
        (json.dumps({"status": "ok", "message": ONE}), "message", False),
        (json.dumps({"meta": {}, "results": [ONE]}), "results.item", False),
        (json.dumps({"items": [ONE]}), "items.item", False),
    ],
)
def test_where_records_are(tmp_path: Path, text: str, place: str, by_line: bool) -> None:
    seen = sight(Head(text))
    assert seen == Sight(place, by_line, {"id": "a", "more": "", "name": "é"})
    intake = Intake()
    file = file_of(tmp_path, text)
    assert next(objects.records(file, sight(head_of(file)), intake))[1] == ONE  # type: ignore[arg-type]
    assert intake.at_sight == []


def test_a_head_that_breaks_off_shows_what_it_can() -> None:
    text = json.dumps({**ONE, "long": "x" * 1000})
    assert sight(Head(text[:60])) == Sight("", True, {"id": "a", "more": "", "name": "é"})


@pytest.mark.parametrize("text", ["", "text", "<xml/>", "{", "[", "{]", "[1, 2]", "{'a': 1}", "\x00{}"])
def test_what_is_no_list_of_objects(text: str) -> None:
    assert sight(Head(text)) is None


def test_what_is_no_object_is_refused(tmp_path: Path) -> None:
    file, intake = file_of(tmp_path, '[{"a": 1}, 2, null, "text", {"a": 3}]'), Intake()
    assert list(objects.records(file, Sight("item", False, {}), intake)) == [(1, {"a": 1}), (5, {"a": 3})]
    assert [(one.row, one.code) for one in intake.at_sight] == [(2, "json"), (3, "json"), (4, "json")]
    assert intake.read == 5


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"a": 1}, {"a": 2', "line 2: ends before its end"),
        (b'[{"a": 1}, {"a" 2}]', "line 2: .*not a JSON object"),
        (b'[{"a": 1}, {"a": "\xff\xfe"}]', "line 2: .*not a JSON object"),
        (b'[{"a": 1}, ' + b"[" * 200_000, "not a JSON object"),
    ],
)
def test_where_a_list_breaks_off(tmp_path: Path, content: bytes, said: str) -> None:
    file, given = file_of(tmp_path, content), []
    with pytest.raises(UnusableError, match=said):
        given.extend(objects.records(file, Sight("item", False, {}), Intake()))


def test_a_list_of_200_megabytes_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    line = json.dumps({"id": "a", "text": "x" * 2000}).encode()
    with path.open("wb") as out:
        out.write(b"[" + line)
        for _ in range(100):
            out.write((b",\n" + line) * 1000)
        out.write(b"]")
    assert path.stat().st_size > 200_000_000
    tracemalloc.start()
    count = sum(1 for _ in objects.records(RawFile(path, path.name), Sight("item", False, {}), Intake()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 100_001
    assert peak < 20 << 20


def test_one_endless_value_is_stopped(tmp_path: Path) -> None:
    file = file_of(tmp_path, b'[{"a": "' + b"x" * (20 << 20) + b'"}]')
    with pytest.raises(UnusableError, match="too long to be read safely"):
        list(objects.records(file, Sight("item", False, {}), Intake()))


def test_a_gzip_that_swells_is_stopped(tmp_path: Path) -> None:
    file = file_of(tmp_path, gzip.compress(b"[" + b" " * (200 << 20)), "bomb")
    with pytest.raises(UnusableError, match=r"too long|grows far larger"):
        list(objects.records(file, Sight("item", False, {}), Intake(), Limits(line=1 << 30)))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_brackets_in_texts_are_no_nesting(size: int) -> None:
    text = json.dumps([{"a": "[[[{{{" * 300, "b": '\\"[' * 300, "c": "\\"}]).encode()
    nesting = Nesting()
    assert not any(nesting.too_deep(text[start : start + size]) for start in range(0, len(text), size))
    deep = Nesting()
    assert any(deep.too_deep(b'"]"['[start % 4 : start % 4 + 1]) for start in range(4 * 250))


def test_a_head_of_brackets_is_no_list() -> None:
    assert sight(Head("[" * 60_000)) is None
