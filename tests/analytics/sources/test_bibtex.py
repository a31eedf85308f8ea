"""BibTeX entries. All invented."""

from pathlib import Path

import pytest

from analytics.sources.reading import read
from portulan.analytics.sources.bibtex import SOURCE
from portulan.analytics.tables.publication_row import Author
from portulan.analytics.tables.refusal import UnusableError

ENTRY = r"""@article{somebody2021,
  title = {{An {\'E}tude \& more}},
  author = {Somebody, Invented and {The Invented and Other Collaboration} and Other, A. and others},
  journal = jx,
  year = {2021},
  doi = {10.1000/ABC\_1},
  affiliation = {Somebody, I (Corresponding Author), University, somebody@example.org},
}
"""


def test_an_entry(tmp_path: Path) -> None:
    text = '\ufeffSome words before.\n@string{jx = "A journal"}\n@comment{nothing}\n@preamble{"x"}\n' + ENTRY
    (work,) = read(SOURCE, tmp_path, text).works
    assert (work.source, work.source_id, work.doi, work.row) == (
        "bibtex",
        "10.1000/abc_1",
        "10.1000/abc_1",
        5,
    )
    assert (work.title, work.year, work.kind) == ("An Étude & more", 2021, "article")
    assert work.authors == (Author(), Author(), Author())
    assert "Somebody" not in repr(work)
    assert "@" not in repr(work)


def test_as_hal_exports_it(tmp_path: Path) -> None:
    text = (
        "@inproceedings{somebody:hal-01234567,\n  TITLE = {{A title}},\n  AUTHOR = {Somebody, Invented},\n"
        "  URL = {https://hal.science/hal-01234567},\n  YEAR = {2022},\n  HAL_ID = {hal-01234567},\n}\n"
    )
    (work,) = read(SOURCE, tmp_path, text).works
    assert (work.hal_id, work.source_id, work.title) == ("hal-01234567", "hal-01234567", "A title")


def test_bad_entries_are_refused_and_the_others_read(tmp_path: Path) -> None:
    good = "@book{a, title={A title of a book}, author={A and B}, year=2020}\n"
    bad = [
        "@book{b, title={Twice}, title={Twice}, year=2020}\n",
        "@book{c, title={Never closed, year=2020}\n",
        "@book{d, title={No year}}\n",
        "@book{e, title={Bad doi}, year=2020, doi={none of the kind}}\n",
        "@book{f, year=2020}\n",
    ]
    found = read(SOURCE, tmp_path, good + "".join(bad) + good)
    assert (found.read, len(found.works)) == (7, 2)
    assert found.refused == [
        (2, "field", "duplicate"),
        (3, "", "unreadable"),
        (4, "year", "missing"),
        (5, "doi", "pattern"),
        (6, "key", "missing"),
    ]


def test_an_entry_without_end_is_not_held(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="never closed"):
        read(SOURCE, tmp_path, "@article{a, title={" + ("word " * 200 + "\n") * 5000)
