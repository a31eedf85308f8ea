"""Delimited files: what a heading tells, which cells are read, and whatever bytes a file holds."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import BoundedIntake, Found, Head, Intake, Row, Sheet, sheet_rows, slug
from portulan.analytics.tables.refusal import Refusal, UnusableError

SHEET = Sheet("things", "Things", ";", ("code", "name"), ("size",))


def rows(path: Path, content: bytes, intake: Intake | None = None) -> list[Row]:
    path.write_bytes(content)
    found = [
        Found(RawFile(path, "folder/a.csv"), "things"),
        Found(RawFile(path / "absent", "other"), "other"),
    ]
    return list(sheet_rows(SHEET, found, intake or Intake()))


def test_headings_are_those_of_the_first_line() -> None:
    assert Head('"code"; name ;size\r\n1;2;3').headings(";") == {"code", "name", "size"}
    assert Head("").headings(";") == {""}


@pytest.mark.parametrize(
    ("text", "known"), [("name;code;more\n", True), ("code;size\n", False), ("code,name\n", False)]
)
def test_a_sheet_is_known_by_the_headings_it_must_have(text: str, known: bool) -> None:
    assert SHEET.kind.recognises(Head(text)) == known


def test_a_sheet_says_what_it_expects() -> None:
    assert SHEET.kind.expects == "a table, cells separated by ';', with the headings code, name"


def test_cells_come_in_the_order_asked_for(tmp_path: Path) -> None:
    intake = Intake()
    found = rows(tmp_path / "a.csv", b"size;more;name;code\n 3 ;x;One;a\n;x;Two;b\n", intake)
    assert found == [("folder/a.csv", 2, "a", "One", "3"), ("folder/a.csv", 3, "b", "Two", "")]
    assert (intake.read, intake.at_sight) == (2, [])


def test_an_optional_column_that_is_absent_is_empty(tmp_path: Path) -> None:
    assert rows(tmp_path / "a.csv", b"code;name\na;One\n") == [("folder/a.csv", 2, "a", "One", "")]


def test_a_row_with_too_few_cells_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    intake = Intake()
    assert rows(tmp_path / "a.csv", b"code;name\na\nb;Two\n", intake) == [("folder/a.csv", 3, "b", "Two", "")]
    remedy = "Look for a missing quotation mark."
    value = "1 cells where the heading has 2"
    assert intake.at_sight == [Refusal("folder/a.csv", 2, "", value, "cells", remedy)]
    assert intake.read == 2


def test_a_heading_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="It has a heading and no row"):
        rows(tmp_path / "a.csv", b"code;name\n")


@pytest.mark.parametrize("content", [b"code;name\r\ra;b\n", b"code;name\na\rb;c\n"])
def test_line_ends_of_another_time_are_said(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnusableError, match="one kind of line end") as caught:
        rows(tmp_path / "a.csv", content)
    assert caught.value.refusal.code == "unreadable"


PIECES = (b"code;name", b'"', b";", b"\n", b"\r", b"\x00", b"\xef\xbb\xbf", b"\xff", b"a", b"\x1f\x8b")
ANY = st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
HEADINGS = st.sampled_from((b"", b"code;name", b"code;name\n"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "a.csv"


@given(heading=HEADINGS, content=ANY, packed=st.booleans(), cut=st.integers(0, 3))
def test_whatever_the_bytes_rows_are_whole_or_the_file_is_refused(
    place: Path, heading: bytes, content: bytes, packed: bool, cut: int
) -> None:
    whole = heading + content
    intake = Intake()
    try:
        found = rows(place, gzip.compress(whole)[: -cut or None] if packed else whole, intake)
    except UnusableError as error:
        found, told = [], error.refusal.file
    else:
        told = ""
    assert told == "folder/a.csv" or len(found) + len(intake.at_sight) == intake.read > 0
    assert all(len(row) == 5 for row in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Université du Détroit", "universite-du-detroit"), ("  A&B -- C ", "a-b-c"), ("中", "")],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_bounded_intake_counts_all_and_keeps_some() -> None:
    intake = BoundedIntake(most=2)
    for row in range(5):
        intake.refuse("f", row, "missing" if row % 2 else "pattern", "Mend it.")
    assert [one.row for one in intake.at_sight] == [0, 1]
    assert intake.reasons == {"pattern": 3, "missing": 2}
