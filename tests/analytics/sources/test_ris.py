"""RIS records. All invented."""

from pathlib import Path

import pytest

from analytics.sources.reading import read
from portulan.analytics.sources.ris import SOURCE
from portulan.analytics.tables.publication_row import Author
from portulan.analytics.tables.refusal import UnusableError

RECORD = """TY  - JOUR
AU  - Somebody, Invented
AU  - Other, Another
TI  - A title
PY  - 2021/03//
DO  - https://doi.org/10.1000/ABC
AD  - Somebody, Invented: University, somebody@example.org
UR  - https://hal.science/hal-01234567v2
N1  - A note about Somebody
ER  - 

"""  # noqa: W291 - the format ends a record with a blank


def test_a_record(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, "\ufeff" + RECORD.replace("\n", "\r\n")).works
    assert (work.source, work.source_id, work.doi, work.hal_id) == (
        "ris",
        "10.1000/abc",
        "10.1000/abc",
        "hal-01234567",
    )
    assert (work.title, work.year, work.kind, work.authors) == (
        "A title",
        2021,
        "article",
        (Author(), Author()),
    )
    assert "Somebody" not in repr(work)
    assert "@" not in repr(work)


def test_other_tags_for_the_same(tmp_path: Path) -> None:
    text = "TY  - THES\nA1  - Somebody, I\nT1  - Another title\nY1  - 2019\nUR  - https://doi.org/10.1000/x\nER  -\n"
    (work,) = read(SOURCE, tmp_path, text).works
    assert (work.title, work.year, work.kind, work.doi) == (
        "Another title",
        2019,
        "dissertation",
        "10.1000/x",
    )


def test_a_record_without_identifier_is_known_by_its_title(tmp_path: Path) -> None:
    text = "TY  - JOUR\nID  - doe2020\nAU  - A, B\nTI  - A Title: of one\nPY  - 2020\nER  - \n"
    first, second = read(
        SOURCE, tmp_path, text + text.replace("doe2020", "other").replace("A Title: of", "A title of")
    ).works
    assert first.source_id == second.source_id == "atitleofone|2020|1"


def test_bad_records_are_refused(tmp_path: Path) -> None:
    bad = [
        RECORD.replace("PY  - 2021/03//\n", ""),
        RECORD.replace("https://doi.org/10.1000/ABC", "unknown doi"),
        RECORD.replace("ER  - \n", ""),
    ]
    found = read(SOURCE, tmp_path, RECORD + "".join(bad) + RECORD)
    assert (found.read, len(found.works)) == (5, 2)
    assert found.refused == [(12, "PY", "missing"), (22, "DO", "pattern"), (33, "ER", "truncated")]


def test_a_record_without_end_is_not_held(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="no line ER ends"):
        read(SOURCE, tmp_path, "TY  - JOUR\n" + ("AB  - " + "word " * 200 + "\n") * 5000)
