import gzip
from datetime import date
from pathlib import Path

import pytest

from analytics.radar.conftest import PROJECTS, TODAY, Write, rows_of
from portulan.analytics.radar.links import Links, UnusableLinksError, read

GOOD = ["p1", "a", "FR", "HES", "2015-01-31", "X"]
OTHERS = [["p1", key, "DE", "HES", "2015-01-31", "X"] for key in "bcdefgh"]


def test_the_arrays_say_what_the_rows_say(small: Links) -> None:
    assert small.organisations == list("abcdek")
    assert list(small.country) == ["FR", "FR", "DE", "DE", "IT", "FR"]
    assert list(small.kind) == ["HES"] * 5 + ["PRC"]
    assert small.projects == [f"p{at}" for at in range(1, 8)]
    assert date.fromordinal(int(small.start[2])) == date(2015, 6, 30)
    assert list(small.size) == [2, 2, 2, 3, 2, 2, 3]
    assert small.themes == ["X", "Y"]
    assert small.theme[4].toarray().tolist() == [[1, 1]]
    assert small.reading.kept == small.reading.rows == 16


def test_gzip_reads_alike(write: Write, tmp_path: Path, small: Links) -> None:
    packed = tmp_path / "links.csv.gz"
    packed.write_bytes(gzip.compress(write(rows_of(PROJECTS)).read_bytes()))
    assert (read(packed, today=TODAY).incidence != small.incidence).nnz == 0


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (["p1", "a", "FR", "HES", "2015-01-31"], "number of cells"),
        (["", "a", "FR", "HES", "2015-01-31", "X"], "no project"),
        (["p1", " ", "FR", "HES", "2015-01-31", "X"], "no organisation"),
        (["p1", "a", "France", "HES", "2015-01-31", "X"], "country is not two letters"),
        (["p1", "a", "FR", "HES", "31/01/2015", "X"], "no date"),
        (["p1", "a", "FR", "HES", "2015-02-30", "X"], "no date"),
        (["p1", "a", "FR", "HES", "2031-01-31", "X"], "date in the future"),
        (OTHERS[0], "duplicate"),
    ],
)
def test_a_row_that_cannot_be_used_is_counted(write: Write, wrong: list[str], reason: str) -> None:
    reading = read(write([*OTHERS, wrong]), today=TODAY).reading
    assert (reading.rows, reading.kept) == (8, 7)
    assert reading.refused == {reason: 1}
    assert reading.first_line == {reason: 9}


def test_what_is_settled_is_counted(write: Write) -> None:
    again = ["p2", "b", "IT", "REC", "2016", ""]
    other_day = ["p1", "z", "IT", "REC", "2014-01-01", "Y"]
    links = read(write([*OTHERS, again, other_day]), today=TODAY)
    assert {note: count for note, count in links.reading.notes.items() if count} == {
        "organisation under several countries": 1,
        "organisation under several types": 1,
        "project under several dates": 1,
        "date known to the year only": 1,
    }
    assert links.country[0] == "DE"  # as often as IT, and first in the alphabet
    assert date.fromordinal(int(links.start[0])) == date(2014, 1, 1)
    assert date.fromordinal(int(links.start[1])) == date(2016, 7, 1)


def test_without_themes_there_is_one(write: Write) -> None:
    links = read(write([[*row[:5], ""] for row in OTHERS]), today=TODAY)
    assert links.themes == [""]
    assert links.theme.sum() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must be exactly project,organisation,country,type,start,theme"),
        ("project,organisation\n", "the columns are project,organisation"),
        ("project,organisation,country,type,start,theme\n", "the file has no rows"),
        ("project,organisation,country,type,start,theme\np,a,FR,HES,never,\n", "no date 1 (first on line 2)"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "links.csv"
    path.write_text(text)
    with pytest.raises(UnusableLinksError) as refused:
        read(path, today=TODAY)
    assert said in str(refused.value)


@pytest.mark.parametrize("content", [b"\x1f\x8bnot gzip", b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "links.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableLinksError, match="cannot be read"):
        read(path, today=TODAY)
