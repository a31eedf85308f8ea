"""The Lens's table. All invented."""

from pathlib import Path

from analytics.sources.reading import read
from portulan.analytics.sources.lens import SOURCE
from portulan.analytics.tables.publication_row import Author, Subject

HEADING = (
    '"Lens ID","Title","Publication Year","Publication Type","Author/s","Fields of Study","DOI",'
    '"Citing Works Count"'
)
ROW = (
    '"000-111-222-333-44X","A title","2020","journal article","Invented Somebody; Another Other",'
    '"Biology; Medicine","10.1000/ABC","6"'
)


def test_a_row(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, f"{HEADING}\n{ROW}\n").works
    assert (work.source, work.source_id, work.doi) == ("lens", "000-111-222-333-44X", "10.1000/abc")
    assert (work.title, work.year, work.kind, work.cited) == ("A title", 2020, "article", 6)
    assert work.authors == (Author(), Author())
    assert work.subjects == (Subject("other", "Biology"), Subject("other", "Medicine"))
    assert "Somebody" not in repr(work)


def test_what_it_writes_for_nothing(tmp_path: Path) -> None:
    row = ROW.replace('"10.1000/ABC"', '"NA"').replace('"6"', '"NA"').replace('"Biology; Medicine"', '"NA"')
    (work,) = read(SOURCE, tmp_path, f"{HEADING}\n{row}\n").works
    assert (work.doi, work.cited, work.subjects) == ("", None, ())


def test_bad_rows_are_refused(tmp_path: Path) -> None:
    bad = [ROW.replace("000-111", "111"), ROW.replace('"2020"', '"NA"'), ROW + ',"more"']
    found = read(SOURCE, tmp_path, "\n".join([HEADING, ROW, *bad]) + "\n")
    assert found.refused == [(3, "Lens ID", "missing"), (4, "Publication Year", "missing"), (5, "", "cells")]
