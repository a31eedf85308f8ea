"""What the sample, and all of the development data, say: the figures the pages are known by."""

import os
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portulan.insight.figures import Figures, NotEnough, published
from portulan.insight.lake import build
from portulan.insight.progress import Silent

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PORTULAN_SHARED", ROOT.parent / "shared")) / "data"
SINGAPORE = {"200919745C": "CINTRA", "200619753Z": "IPAL", "201420852J": "", "201420851H": "BMC2"}


def decisions(pack: str) -> dict[str, Any]:
    """What the pack says of itself and of its structures abroad, as its domains would gather it."""
    about = tomllib.loads((ROOT / f"packs/{pack}/pack.toml").read_text("utf-8"))
    given = tomllib.loads((ROOT / f"packs/{pack}/structure_countries.toml").read_text("utf-8"))
    names = ("rnsr", "country", "source")
    return {
        "focal": {"pack": pack, "name": pack.upper(), "home_country": "FR", **about["focal"]},
        "structure_countries": [{name: one[name] for name in names} for one in given["structure"]],
    }


def figures(raw: Path, lake: Path, pack: str) -> Figures:
    build(raw=raw, lake=lake, decisions=decisions(pack), progress=Silent())
    found = published(lake)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def cnrs(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return figures(ROOT / "sample", tmp_path_factory.mktemp("cnrs"), "cnrs")


@pytest.fixture(scope="module")
def inria(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return figures(ROOT / "sample", tmp_path_factory.mktemp("inria"), "inria")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    if not SHARED.is_dir():
        pytest.skip(f"the development data is not there: {SHARED} (name its folder in PORTULAN_SHARED)")
    return figures(SHARED, tmp_path_factory.mktemp("whole"), "cnrs")


def check_singapore(found: Figures) -> None:
    works = {one.year: one.count for one in found.coauthorship("SG")}
    assert (works[2010], works[2018]) == (349, 809)
    there = [one for one in found.structures() if one.address_country == "SG" and one.international]
    assert {one.rnsr: one.short_name for one in there} == SINGAPORE
    assert all(one.country_why in {"crosswalk", "relation"} and one.country_source for one in there)
    assert found.eu_projects(country="SG") == []
    assert found.eu_growth("SG") == NotEnough(10, 0, "projects")


def test_singapore(cnrs: Figures) -> None:
    check_singapore(cnrs)


def test_parties_of_ipal(cnrs: Figures) -> None:
    names = {one.short_name for one in cnrs.structure_bodies("200619753Z")}
    assert {"CNRS", "NUS", "I2R A*STAR", "SORBONNE UNIV."} <= names


def test_germany_and_japan_have_projects(cnrs: Figures) -> None:
    assert cnrs.eu_total() == 830
    assert sum(one.projects for one in cnrs.eu_by_country() if one.country == "DE") > 300
    assert next(one.programme for one in cnrs.eu_programmes("JP")) == "MSCA"
    assert len(cnrs.eu_projects(country="JP")) == 14


def test_a_country_with_little(cnrs: Figures) -> None:
    assert cnrs.coauthorship("FJ")
    assert cnrs.eu_projects(country="FJ") == []


def test_structures_are_counted_by_who_supervises(cnrs: Figures) -> None:
    natures = [one.our_nature for one in cnrs.structures()]
    assert (natures.count("supervising"), natures.count("participating")) == (1602, 38)


def test_joint_laboratories_with_french_addresses(cnrs: Figures) -> None:
    home = {
        one.city: one.country_why
        for one in cnrs.structures()
        if one.international and one.address_country == "FR"
    }
    assert home == {"METZ": "home", "VILLEURBANNE CEDEX": "home", "ROSCOFF CEDEX": "home"}


def test_no_copublications_for_a_pack_without_them(cnrs: Figures) -> None:
    assert cnrs.copub_by_country() == []
    assert cnrs.source("hal").rows_kept == 8029


def test_teams_with_singapore(inria: Figures) -> None:
    assert inria.focal.has_copublications
    assert len(inria.copub_works(country="SG")) == sum(one.count for one in inria.copub_years("SG")) > 10
    assert inria.copub_total() == 3623
    assert len(inria.copub_teams()) == 120


def test_every_source_of_the_sample_is_read_without_loss(cnrs: Figures) -> None:
    refused = {one.key: one.reasons for one in cnrs.sources() if one.rows_refused}
    assert refused == {"natural_earth": {"country": 7}}
    assert not any(one.missing for one in cnrs.sources())
    assert all(one.as_of for one in cnrs.sources())


def test_the_sample_holds_no_mail_address_and_is_small() -> None:
    files = [path for path in (ROOT / "sample").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 8_000_000
    assert {path.parent.name for path in files if path.suffix in {".gz", ".zip"}} == {
        "copublications",
        "cordis",
        "country_coauthorship",
        "natural_earth",
        "openalex",
        "rnsr",
        "ror",
    }


@pytest.mark.shared
def test_singapore_in_all_of_the_data(whole: Figures) -> None:
    check_singapore(whole)


def by_key(found: Figures) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    """What is shared with each partner. Names are left aside: the sample is stricter on those a person may bear."""
    lines = found.partners()
    return {
        (one.key, one.country, one.source): (one.count, one.fractional, one.growth, one.how) for one in lines
    }


def bodies(found: Figures) -> list[tuple[str, str, str, str]]:
    """Bodies of structures as the source names them, whatever they are tied to."""
    return sorted((one.rnsr, one.name, one.label, one.nature) for one in found.structure_bodies())


@pytest.mark.shared
def test_the_sample_says_what_all_of_the_data_says(whole: Figures, cnrs: Figures) -> None:
    assert cnrs.coauthorship_by_country() == whole.coauthorship_by_country()
    assert cnrs.eu_by_country() == whole.eu_by_country()
    # The sample keeps the records that a name means word for word; the matcher finds others in the whole registry.
    ours, theirs = by_key(cnrs), by_key(whole)
    alike = sum(ours.get(key) == line for key, line in theirs.items())
    assert alike >= 0.95 * max(len(ours), len(theirs))
    assert [replace(one, labels=()) for one in cnrs.structures()] == [
        replace(one, labels=()) for one in whole.structures()
    ]
    assert bodies(cnrs) == bodies(whole)
    for one in cnrs.partners(limit=300):
        assert cnrs.organisation(one.key) is not None


@pytest.mark.shared
def test_what_is_refused_of_all_of_the_data(whole: Figures) -> None:
    reasons = {one.key: one.reasons for one in whole.sources() if one.rows_refused}
    assert reasons == {
        "cordis": {"person": 851},
        "openalex_institutions": {"missing": 1},
        "natural_earth": {"country": 7},
    }
