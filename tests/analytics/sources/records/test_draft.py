"""A record made from what is written, or refused with the name of the field that people see."""

import pytest

from portulan.analytics.sources.records.draft import (
    Fields,
    Place,
    clean_title,
    country,
    country_of_address,
    day,
    given,
    orcid,
    publication,
)
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.publication_row import Author, Subject

PLACE = Place("test", "file.csv", 7, Fields("Key", "Title", "Year", "DOI", "Archive", "Who"))
GOOD = {"source_id": " K1 ", "title": "A  title", "year": "2020-05", "doi": "https://doi.org/10.1000/A"}


def test_normal_forms() -> None:
    intake = Intake()
    found = publication(
        PLACE,
        intake,
        **GOOD,
        hal_id="hal-00000001v3",
        cited="12",
        updated="2026-01-31T00:00:00Z",
        authors=[Author()] * 2,
        subjects=[Subject("hal", "a")] * 2,
    )  # type: ignore[arg-type]
    assert found is not None
    assert (found.source_id, found.title, found.year, found.doi, found.hal_id) == (
        "K1",
        "A title",
        2020,
        "10.1000/a",
        "hal-00000001",
    )
    assert (found.cited, found.updated, len(found.authors), len(found.subjects)) == (12, "2026-01-31", 2, 1)
    assert (found.file, found.row, intake.at_sight) == ("file.csv", 7, [])


@pytest.mark.parametrize(
    ("change", "column", "code", "value"),
    [
        ({"source_id": " "}, "Key", "missing", ""),
        ({"source_id": "N/A"}, "Key", "missing", "N/A"),
        ({"doi": "10.x"}, "DOI", "pattern", "10.x"),
        ({"hal_id": "x"}, "Archive", "pattern", "x"),
        ({"title": " <b></b> ", "doi": ""}, "Title", "missing", ""),
        ({"year": ""}, "Year", "missing", ""),
        ({"year": "soon"}, "Year", "not_a_date", "soon"),
        ({"year": "12345"}, "Year", "not_a_date", "12345"),
        ({"year": "1499"}, "Year", "out_of_range", "1499"),
        ({"year": "2101"}, "Year", "out_of_range", "2101"),
        ({"authors": [Author()] * 10_000}, "Who", "too_many", "10000"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], column: str, code: str, value: str) -> None:
    intake = Intake()
    assert publication(PLACE, intake, **{**GOOD, **change}) is None  # type: ignore[arg-type]
    (refused,) = intake.at_sight
    assert (refused.file, refused.row, refused.column, refused.code, refused.value) == (
        "file.csv",
        7,
        column,
        code,
        value,
    )
    assert refused.remedy.endswith(".")


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("", None),
        ("NA", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 12, None),
        ("0", 0),
        ("12", 12),
    ],
)
def test_citations_are_a_number_or_nothing(written: str, cited: int | None) -> None:
    found = publication(PLACE, Intake(), **GOOD, cited=written)
    assert found is not None
    assert found.cited == cited


def test_a_title_or_a_doi_is_enough() -> None:
    assert publication(PLACE, Intake(), source_id="K", title="", year="2020", doi="10.1000/a") is not None
    assert publication(PLACE, Intake(), source_id="K", title="A", year="2020") is not None


def test_texts() -> None:
    assert clean_title(" A\x00\n <sub>b</sub>\u0065\u0301 < 5") == "A bé < 5"
    assert [given(text) for text in (" x ", "NA", "none", "--", "")] == ["x", "", "", "", ""]
    assert [day(text) for text in ("2026-01-31 10:00", "2026", "")] == ["2026-01-31", "", ""]
    assert [orcid(text) for text in ("https://orcid.org/0000-0002-1825-009x", "123", "")] == [
        "0000-0002-1825-009X",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("fr", "FR"),
        ("France", "FR"),
        (" South  Korea. ", "KR"),
        ("NA", "NA"),
        ("Namibia", "NA"),
        ("Nowhere", ""),
        ("", ""),
        ("ZZ", ""),
    ],
)
def test_countries(written: str, code: str) -> None:
    assert country(written) == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Lab, Town, France.", "FR"),
        ("Lab, Stanford, CA 94305 USA", "US"),
        ("Lab, Town, United Kingdom;", "GB"),
        ("France", "FR"),
        ("Lab, Town", ""),
        ("", ""),
    ],
)
def test_the_country_that_ends_an_address(address: str, code: str) -> None:
    assert country_of_address(address) == code
