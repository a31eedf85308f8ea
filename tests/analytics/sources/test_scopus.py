"""Scopus: the table in both layouts, and the answers of its interface. All invented."""

import csv
import io
from pathlib import Path

import pytest

from analytics.sources.reading import read
from portulan.analytics.sources.scopus import SOURCE
from portulan.analytics.tables.publication_row import Affiliation, Author, opaque

NEW = {
    "Authors": "Somebody I.; van Other A.B.",
    "Author full names": "Somebody, Invented (111); van Other, Another B. (222)",
    "Author(s) ID": "111; 222",
    "Title": "A title",
    "Year": "2024",
    "Cited by": "5",
    "DOI": "10.1000/ABC",
    "Affiliations": "A lab, A university, Town, France; A university, Town, France; Another place, Lake, Singapore",
    "Authors with affiliations": "Somebody I., A lab, A university, Town, France; "
    "van Other A.B., A university, Town, France, Another place, Lake, Singapore",
    "Correspondence Address": "A.B. van Other; Another place, Lake, Singapore; email: other@example.org",
    "Document Type": "Conference paper",
    "EID": "2-s2.0-85000000001",
}
OLD = {
    **NEW,
    "Authors": "Somebody I., van Other A.B.",
    "Author(s) ID": "111;222;",
    "Authors with affiliations": "Somebody, I., A lab, A university, Town, France; "
    "van Other, A.B., A university, Town, France, Another place, Lake, Singapore",
    "Correspondence Address": "van Other, A.B.; Another place, Lake, Singapore",
}
LAB = Affiliation("A lab, A university, Town, France", country="FR")
UNIVERSITY = Affiliation("A university, Town, France", country="FR")
LAKE = Affiliation("Another place, Lake, Singapore", country="SG")


def sheet(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, NEW, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


@pytest.mark.parametrize("row", [NEW, OLD], ids=["since 2023", "before"])
def test_a_row_of_either_layout(tmp_path: Path, row: dict[str, str]) -> None:
    (work,) = read(SOURCE, tmp_path, sheet(row)).works
    assert (work.source, work.source_id, work.doi) == ("scopus", "2-s2.0-85000000001", "10.1000/abc")
    assert (work.title, work.year, work.kind, work.cited) == ("A title", 2024, "article", 5)
    assert work.authors == (
        Author(opaque("scopus", "111"), False, (LAB,)),
        Author(opaque("scopus", "222"), True, (UNIVERSITY, LAKE)),
    )
    assert "ther" not in repr(work).replace("Another", "")
    assert "@" not in repr(work)


def test_nobody_corresponds_where_two_bear_the_name(tmp_path: Path) -> None:
    twins = {
        **NEW,
        "Authors": "Somebody I.; Somebody I.",
        "Authors with affiliations": "Somebody I., Here, France; Somebody I., There, Singapore",
        "Correspondence Address": "I. Somebody; Here, France",
    }
    (work,) = read(SOURCE, tmp_path, sheet(twins)).works
    assert [one.corresponding for one in work.authors] == [None, None]
    assert [one.affiliations[0].country for one in work.authors] == ["FR", "SG"]


def test_no_author(tmp_path: Path) -> None:
    row = {
        **NEW,
        "Authors": "[No author name available]",
        "Author(s) ID": "",
        "Authors with affiliations": "",
    }
    (work,) = read(SOURCE, tmp_path, sheet(row)).works
    assert work.authors == ()


def test_bad_rows_are_refused(tmp_path: Path) -> None:
    bad = [
        {**NEW, "EID": "85000000001"},
        {**NEW, "Author(s) ID": "111"},
        {**NEW, "Authors with affiliations": "Somebody I., Here"},
        {**NEW, "Year": ""},
        {**NEW, "Title": "", "DOI": ""},
    ]
    found = read(SOURCE, tmp_path, sheet(NEW, *bad))
    assert (found.read, len(found.works)) == (6, 1)
    assert found.refused == [
        (3, "EID", "missing"),
        (4, "Authors with affiliations", "parallel"),
        (5, "Authors with affiliations", "parallel"),
        (6, "Year", "missing"),
        (7, "Title", "missing"),
    ]


ANSWER = """<?xml version="1.0" encoding="UTF-8"?>
<search-results xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
 <entry><eid>2-s2.0-85000000002</eid><dc:title>A title</dc:title><prism:coverDate>2024-01-31</prism:coverDate>
  <prism:doi>10.1000/DEF</prism:doi><citedby-count>3</citedby-count><subtypeDescription>Review</subtypeDescription>
  <affiliation><afid>60000001</afid><affilname>A university</affilname><affiliation-city>Town</affiliation-city>
   <affiliation-country>Germany</affiliation-country></affiliation>
  <author seq="1"><authid>111</authid><orcid>0000-0002-1825-0097</orcid><authname>Somebody I.</authname>
   <afid>60000001</afid></author>
  <author seq="2"><authid>222</authid><authname>Other A.</authname><afid>60000009</afid></author></entry>
 <entry><eid>wrong</eid><dc:title>Another</dc:title><prism:coverDate>2024-01-31</prism:coverDate></entry>
</search-results>"""


def test_answers_of_the_interface(tmp_path: Path) -> None:
    found = read(SOURCE, tmp_path, ANSWER)
    (work,) = found.works
    assert (work.source_id, work.year, work.kind, work.cited) == ("2-s2.0-85000000002", 2024, "review", 3)
    university = Affiliation("A university, Town, Germany", "60000001", country="DE")
    assert work.authors == (
        Author(opaque("orcid", "0000-0002-1825-0097"), None, (university,)),
        Author(opaque("scopus", "222"), None, (Affiliation(institution="60000009"),)),
    )  # fmt: skip
    assert [(column, code) for _, column, code in found.refused] == [("eid", "missing")]
    assert "Somebody" not in repr(work)
