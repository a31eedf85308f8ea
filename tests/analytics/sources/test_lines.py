"""Lines of JSON: quickly when all is well, carefully when it is not."""

import gzip
import json
from pathlib import Path
from typing import Any

import ibis
import pytest

from portulan.analytics.sources import lines
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.refusal import UnusableError

COLUMNS = ibis.schema({"id": "string", "n": "int64", "deep": "array<struct<a: boolean>>"})


def file(tmp_path: Path, content: bytes) -> RawFile:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(content))
    return RawFile(path, "a.gz")


def kept(tmp_path: Path, content: bytes, **limits: Any) -> tuple[list[Any], list[tuple[int, str, str]]]:
    intake = Intake()
    good = [json.loads(line) for line in lines.careful(file(tmp_path, content), COLUMNS, intake, **limits)]
    return good, [(one.row, one.code, one.column) for one in intake.at_sight]


def test_quickly_all_is_handed_on(tmp_path: Path) -> None:
    content = b'{"id": 1}\n' * 300_000
    assert b"".join(lines.quick(file(tmp_path, content))) == content


def test_quickly_a_line_that_is_too_long_is_found(tmp_path: Path) -> None:
    content = b'{"id": 1}\n' + b"x" * (lines.LONGEST + 2_000_000) + b"\n"
    with pytest.raises(lines.TooLongError):
        list(lines.quick(file(tmp_path, content)))


def test_carefully_columns_asked_for_are_kept_in_their_types(tmp_path: Path) -> None:
    content = (
        json.dumps({"id": "x", "n": "12", "deep": [{"a": True, "b": 1}, None], "more": {}}).encode() + b"\n\n"
    )
    assert kept(tmp_path, content) == ([{"id": "x", "n": 12, "deep": [{"a": True}, None]}], [])


def test_carefully_bad_lines_are_refused_with_their_numbers(tmp_path: Path) -> None:
    content = (
        b'{"id": "a"}\n{"id": "\xff"}\nno\n[1]\n{"n": 1.5}\n{"deep": {}}\n{"deep": [{"a": 1}]}\n{"id": {}}\n'
    )
    content += b"x" * 2000 + b'\n{"id": "z"}'
    good, refused = kept(tmp_path, content, limit=1000)
    assert [one["id"] for one in good] == ["a", "z"]
    assert refused == [
        (2, "encoding", "byte 9"),
        (3, "json", ""),
        (4, "json", ""),
        (5, "type", "n"),
        (6, "type", "deep"),
        (7, "type", "deep.a"),
        (8, "type", "id"),
        (9, "too_long", ""),
    ]


def test_a_file_cut_short_is_named(tmp_path: Path) -> None:
    one = file(tmp_path, b'{"id": 1}\n' * 10_000)
    one.path.write_bytes(one.path.read_bytes()[:-20])
    with pytest.raises(UnusableError, match=r"a\.gz: ends before its end"):
        list(lines.quick(one))


def test_columns_that_no_record_has(tmp_path: Path) -> None:
    assert lines.lacking(file(tmp_path, b'{"id": 1}\n{"n": 2}\n'), ("id", "n", "deep")) == ["deep"]
    assert lines.lacking(file(tmp_path, b"nonsense\n"), ("id",)) == []
