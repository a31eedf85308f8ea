"""The CSV that OpenAlex's site exports. All invented."""

from pathlib import Path

from analytics.sources.reading import read
from portulan.analytics.sources.openalex_files import SOURCE
from portulan.analytics.tables.publication_row import Affiliation, opaque

HEADING = (
    "id,authorships.author.display_name,authorships.author.id,authorships.countries,authorships.institutions.id,"
    "authorships.is_corresponding,cited_by_count,display_name,doi,is_retracted,publication_year,type"
)
ROW = (
    "https://openalex.org/W5,Invented Somebody|Invented Other,https://openalex.org/A1|https://openalex.org/A2,FR|SG,"
    "https://openalex.org/I1|https://openalex.org/I2|https://openalex.org/I1,True|False,3,"
    '"A title, with a comma",https://doi.org/10.1000/x,False,2023,article'
)


def test_authors_in_order_and_institutions_for_all_of_them(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, f"\ufeff{HEADING}\n{ROW}\n").works
    assert (work.source_id, work.title, work.year, work.cited, work.doi) == (
        "W5", "A title, with a comma", 2023, 3, "10.1000/x",
    )  # fmt: skip
    assert [(one.key, one.corresponding) for one in work.authors] == [
        (opaque("openalex", "A1"), True),
        (opaque("openalex", "A2"), False),
    ]
    everywhere = (
        Affiliation(institution="I1"),
        Affiliation(institution="I2"),
        Affiliation(country="FR"),
        Affiliation(country="SG"),
    )
    assert {one.affiliations for one in work.authors} == {everywhere}
    assert "Somebody" not in repr(work)


def test_saved_again_with_semicolons(tmp_path: Path) -> None:
    row = ROW.replace('"A title, with a comma"', "A title").replace(",", ";")
    assert len(read(SOURCE, tmp_path, f"{HEADING.replace(',', ';')}\r\n{row}\r\n").works) == 1


def test_rows_that_are_shifted_are_refused(tmp_path: Path) -> None:
    shifted = "Invented Somebody," + ROW.replace(",article", "")
    found = read(SOURCE, tmp_path, f"{HEADING}\n{ROW}\n{shifted}\n{ROW},more\n")
    assert len(found.works) == 1
    assert found.refused == [(3, "id", "missing"), (4, "", "cells")]
