"""Tables as people save them: marks, separators, line ends, quotation marks, and what goes wrong with them."""

from pathlib import Path

import pytest

from analytics.sources.reading import file_of
from portulan.analytics.sources.records.sheets import cells, delimiter, records
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.refusal import UnusableError


def found(
    folder: Path, content: str | bytes
) -> tuple[list[tuple[int, dict[str, str]]], list[tuple[int, str]]]:
    intake = Intake()
    rows = list(records(file_of(folder, content), intake, required=("a", "b"), optional=("c",)))
    return rows, [(one.row, one.code) for one in intake.at_sight]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators_marks_and_line_ends(tmp_path: Path, mark: str) -> None:
    content = f'\ufeff"b"{mark}a\r\n"two{mark} lines\r\nof it"{mark} 1 \r\n\r\nx{mark}2\r\n'
    assert delimiter(Head(content.removeprefix("\ufeff")), ("a", "b")) == mark
    rows, refused = found(tmp_path, content)
    assert rows == [
        (2, {"a": "1", "b": f"two{mark} lines\r\nof it", "c": ""}),
        (5, {"a": "2", "b": "x", "c": ""}),
    ]
    assert refused == []


def test_no_such_table() -> None:
    assert delimiter(Head("a,c\n"), ("a", "b")) == ""


def test_ragged_rows_and_characters_of_control(tmp_path: Path) -> None:
    rows, refused = found(tmp_path, "a,b,c\n1,2,3\n1,2\n1,2,3,4\nx\0y,2,3\n")
    assert [row["a"] for _, row in rows] == ["1", "xy"]
    assert refused == [(3, "cells"), (4, "cells")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b,a\n1,2,3\n", "Two columns bear this heading"),
        ("a,b\n", "has a heading and no row"),
        ('a,b\n1,"' + "x" * (10 << 20) + '"\n', "too long to be read safely"),
        ('a,b\n1,"never closed\n' + "1,2\n" * 400_000, "too long to be read safely"),
        ("a,b\n1,é\n".encode("latin-1"), "looks like Windows-1252"),
        ("a,b\n1,2\n".encode("utf-16"), "looks like UTF-16"),
        (b"", "is empty"),
    ],
    ids=["double heading", "no row", "10 MB cell", "never closed", "Latin-1", "UTF-16", "empty"],
)
def test_files_that_cannot_be_used(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(UnusableError, match=said):
        found(tmp_path, content)


def test_cells_of_several_values() -> None:
    assert cells("a; b ;c", ";") == ["a", "b", "c"]
    assert cells("  ", ";") == []
