"""Values of JSON objects in the types promised; others are a fault of the record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.sources.reading import file_of
from portulan.analytics.sources.records import typed
from portulan.analytics.sources.records.typed import WrongTypeError
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.publication_row import Publication

ONE: dict[str, Any] = {
    "text": "x",
    "number": 5,
    "list": ["a", None, 3],
    "part": {"a": 1},
    "parts": [{}],
    "flag": False,
    "null": None,
}


def test_what_is_there_and_what_is_not() -> None:
    assert [typed.text(ONE, key) for key in ("text", "number", "null", "absent")] == ["x", "5", "", ""]
    assert [typed.texts(ONE, key) for key in ("list", "text", "null")] == [["a", "3"], ["x"], []]
    assert [typed.part(ONE, key) for key in ("part", "null")] == [{"a": 1}, {}]
    assert [typed.parts(ONE, key) for key in ("parts", "null")] == [[{}], []]
    assert [typed.flag(ONE, key) for key in ("flag", "null")] == [False, None]


@pytest.mark.parametrize(
    ("read", "key"),
    [
        (typed.text, "list"),
        (typed.text, "part"),
        (typed.texts, "parts"),
        (typed.part, "text"),
        (typed.parts, "part"),
        (typed.parts, "list"),
        (typed.flag, "text"),
        (typed.flag, "number"),
    ],
)
def test_another_type_is_said(read: Callable[[dict[str, Any], str], object], key: str) -> None:
    with pytest.raises(WrongTypeError, match=key):
        read(ONE, key)


def test_a_record_of_a_wrong_type_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    intake = Intake()

    def read(row: int, one: dict[str, Any]) -> Publication | None:
        return Publication("test", typed.text(one, "id"), "", 2020, "f", row) if "id" in one else None

    found = list(
        typed.publications([(1, {"id": []}), (2, {"id": "a"}), (3, {})], file_of(tmp_path, "x"), intake, read)
    )
    assert [one.source_id for one in found] == ["a"]
    assert [(one.row, one.column, one.code, one.value) for one in intake.at_sight] == [(1, "id", "type", "")]
