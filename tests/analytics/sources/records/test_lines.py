"""Lines of records: a bad one is refused by itself, and a long one is not held."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from analytics.sources.reading import file_of
from portulan.analytics.sources.raw import Limits
from portulan.analytics.sources.records.lines import records
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.refusal import UnusableError


def found(
    folder: Path, content: bytes, limits: Limits | None = None
) -> tuple[list[tuple[int, str]], list[tuple[int, str]], int]:
    intake = Intake()
    given = list(records(file_of(folder, content), intake, limits or Limits()))
    return given, [(one.row, one.code) for one in intake.at_sight], intake.read


def test_lines_are_numbered_composed_and_unmarked(tmp_path: Path) -> None:
    content = "\ufeffone\r\n\n  \ne\u0301\nlast".encode()
    assert found(tmp_path, content) == ([(1, "one\r"), (4, "é"), (5, "last")], [], 3)


def test_a_line_that_is_not_utf_8_is_refused_by_itself(tmp_path: Path) -> None:
    assert found(tmp_path, b"one\ncaf\xe9\ntwo\n") == ([(1, "one"), (3, "two")], [(2, "encoding")], 3)


@pytest.mark.parametrize("ending", [b"\n", b""])
def test_a_line_that_is_too_long_is_refused_by_itself(tmp_path: Path, ending: bytes) -> None:
    small = Limits(line=10)
    assert found(tmp_path, b"one\n" + b"x" * 11 + ending, small) == ([(1, "one")], [(2, "too_long")], 2)
    assert found(tmp_path, b"x" * 10 + b"\n" + b"y" * 5_000_000 + b"\ntwo", small) == (
        [(1, "x" * 10), (3, "two")], [(2, "too_long")], 3,
    )  # fmt: skip


def test_fifty_megabytes_on_one_line_are_not_held(tmp_path: Path) -> None:
    path = tmp_path / "wide.gz"
    with gzip.open(path, "wb", 1) as out:
        out.write(b'{"a": 1}\n')
        for _ in range(50):
            out.write(bytes(range(32, 127)) * 11_000)
        out.write(b'\n{"a": 2}\n')
    tracemalloc.start()
    intake = Intake()
    given = list(records(file_of(tmp_path, path.read_bytes()), intake, Limits(ratio=10_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert given == [(1, '{"a": 1}'), (3, '{"a": 2}')]
    assert [(one.row, one.code) for one in intake.at_sight] == [(2, "too_long")]
    assert peak < 60 << 20


def test_a_file_cut_short_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="ends before its end"):
        found(tmp_path, gzip.compress(b"one\n" * 1000)[:-20])
