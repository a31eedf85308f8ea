"""Publications as pages ask for them, from works counted by hand."""

from pathlib import Path

import pytest

from analytics import extract, works_extract
from analytics.works_extract import BAY, NORTH, OURS, STRAIT, put, work
from portulan.analytics.jobs.build import build
from portulan.analytics.jobs.running import Settings
from portulan.insight.figures import published
from portulan.insight.lake import LakeBrokenError
from portulan.insight.progress import Silent
from portulan.insight.publications import Lead, PartnerLine, Publications, as_of, growth, in_use, of
from portulan.insight.results import Growth, NotEnough, Period


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("publications")
    raw = extract.write(folder / "raw")
    many = work(8, [(OURS,), *[(STRAIT,)] * 120], year=2019)
    put(raw, "a.gz", [*works_extract.USUAL, many])
    settings = Settings(memory="256MB", threads=1)
    build(raw=raw, lake=folder / "lake", decisions=extract.DECISIONS, progress=Silent(), settings=settings)
    return folder / "lake"


@pytest.fixture(scope="module")
def held(lake: Path) -> Publications:
    found = in_use(lake)
    assert found is not None
    return found


def test_works_with_a_country(held: Publications) -> None:
    found = held.with_country("SG")
    assert found is not None
    assert (found.works, found.fractional, found.cited, found.hyper, found.first_seen) == (1, 1.0, 4, 1, 2019)
    assert [(one.year, one.count) for one in found.years] == [(2020, 1)]
    assert found.fields == (("asjc-17", {2020: 1}),)
    assert (found.ours, found.theirs) == (Lead(1, 0, 1), Lead(0, 1, 0))
    assert found.partners == (PartnerLine(f"ror-{STRAIT}", 1),)
    assert isinstance(found.growth, NotEnough)
    titles = [(one.year, one.url) for one in found.examples]
    assert titles == [(2020, "https://openalex.org/W1"), (2019, "https://openalex.org/W8")]
    assert held.with_country("BR") is None


def test_works_with_a_partner_and_of_a_unit(held: Publications) -> None:
    north = held.with_partner(f"ror-{NORTH}", country="NO")
    assert north is not None
    assert (north.works, north.fields) == (1, (("", {2021: 1}),))
    assert held.with_partner(f"ror-{BAY}") is None
    whole = held.of_unit()
    assert whole is not None
    assert (whole.works, whole.abroad, whole.theirs, whole.fractional) == (2, 2, None, None)
    assert held.of_unit("ror-0dddddd04") is None


def test_every_figure_knows_what_it_came_from(held: Publications, lake: Path) -> None:
    told = held.provenance
    assert told.sources == {"openalex": 6}
    assert (told.engine, told.as_of) == ("duckdb", "2026-01-31")
    assert "+" in told.counted
    again = as_of(lake, told.version)
    assert again is not None
    assert again.provenance == told
    with pytest.raises(LakeBrokenError):
        as_of(lake, "20000101T000000Z-00000000")


def test_a_version_without_publications_has_none(once: Path) -> None:
    figures = published(once)
    assert figures is not None
    assert of(figures) is None


def test_growth_between_two_periods_of_five_years() -> None:
    found = growth({2018: 10, 2023: 20}, last=2025)
    assert isinstance(found, Growth)
    assert round(found.rate, 6) == round(2 ** (1 / 5) - 1, 6)
    assert (found.first_period, found.last_period) == (Period(2016, 2020), Period(2021, 2025))
    assert found.low < found.rate < found.high
    assert growth({2018: 9, 2023: 20}, last=2025) == NotEnough(10, 9, "works", Period(2016, 2020))
