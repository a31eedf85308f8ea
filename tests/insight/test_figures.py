"""Figures handed out, each value counted by hand from the raw folder of ``analytics.extract``."""

import copy
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analytics import extract
from portulan.insight import figures as module
from portulan.insight.figures import Figures, NotEnough, OrganisationRef, Period, published
from portulan.insight.lake import LakeBrokenError, build
from portulan.insight.progress import Silent


def test_nothing_is_published_before_the_first_build(tmp_path: Path) -> None:
    assert published(tmp_path) is None
    assert published(tmp_path / "absent") is None


def test_who_and_when(figures: Figures) -> None:
    assert (figures.focal.key, figures.focal.home_country, figures.focal.has_copublications) == (
        "ror-0aaaaaa01",
        "FR",
        True,
    )
    assert figures.built_at.tzinfo is not None
    assert figures.version.startswith(f"{figures.built_at:%Y%m%dT%H%M%SZ}")


def test_sources(figures: Figures) -> None:
    assert [one.key for one in figures.sources()] == [
        "coauthorship",
        "cordis",
        "hal",
        "rnsr",
        "ror",
        "openalex_institutions",
        "natural_earth",
    ]
    ror = figures.source("ror")
    assert (ror.as_of, ror.rows_read, ror.rows_kept, ror.rows_merged, ror.missing) == (
        "2025-01-02",
        6,
        5,
        1,
        False,
    )
    assert [file.name for file in ror.files] == ["ror/v1.jsonl.gz", "ror/v2.jsonl.gz"]
    with pytest.raises(KeyError):
        figures.source("nothing")


def test_refused_rows(figures: Figures) -> None:
    (row,) = figures.refused("cordis")
    assert (row.file, row.row, row.column, row.value, row.code) == (
        "cordis/names.csv.gz",
        6,
        "name",
        "",
        "person",
    )
    assert figures.refused("cordis", limit=0) == []
    assert figures.refused("ror") == []


def test_countries(figures: Figures) -> None:
    assert [(one.code, one.alpha3, one.name_en) for one in figures.countries()] == [
        ("FR", "FRA", "France"),
        ("GF", "GUF", "French Guiana"),
        ("NO", "NOR", "Norway"),
        ("SG", "SGP", "Singapore"),
    ]


def test_coauthorship(figures: Figures) -> None:
    assert [(one.year, one.count) for one in figures.coauthorship("SG")] == [(2017, 3), (2018, 8)]
    assert [(one.year, one.count) for one in figures.coauthorship("NA")] == [(2018, 1)]
    assert figures.coauthorship("FJ") == []
    first = figures.coauthorship("SG")[0]
    assert first.low < 3 < first.high
    assert [
        (one.country, one.year, one.count, one.fractional) for one in figures.coauthorship_by_country()
    ] == [
        ("NA", 2018, 1, None),
        ("SG", 2017, 3, None),
        ("SG", 2018, 8, None),
    ]
    assert [(one.year, one.count) for one in figures.country_works("SG")] == [(2017, 10), (2018, 11)]


def test_too_little_for_a_growth(figures: Figures) -> None:
    assert figures.coauthorship_growth("SG") == NotEnough(10, 3, "works", Period(2017, 2017))
    assert figures.coauthorship_growth("FJ") == NotEnough(10, 0, "works", None)
    assert figures.eu_growth("DE") == NotEnough(10, 2, "projects", Period(2015, 2016))


def test_eu_projects_by_country(figures: Figures) -> None:
    found = [(one.country, one.year, one.projects, one.fractional) for one in figures.eu_by_country()]
    assert found == [("DE", 2015, 1, 0.5), ("DE", 2016, 1, 1.0), ("GR", 2015, 1, 0.5), ("NA", 2018, 1, 1.0)]
    assert figures.eu_total() == 4
    assert [(one.year, one.count) for one in figures.eu_years("DE")] == [(2015, 1), (2016, 1)]


def test_eu_programmes(figures: Figures) -> None:
    found = [
        (one.programme, one.projects, one.fractional, one.first_year) for one in figures.eu_programmes("DE")
    ]
    assert found == [("ERC", 1, 0.5, 2015), ("MSCA", 1, 1.0, 2016), ("SC1", 1, 0.5, 2015)]


def test_eu_project_list(figures: Figures) -> None:
    everything = figures.eu_projects()
    assert [one.rcn for one in everything] == ["100005", "100003", "100002", "100001"]
    (first,) = figures.eu_projects(country="GR")
    assert (first.programmes, first.start, first.our_role) == (("ERC", "SC1"), "2015-01-01", "coordinator")
    assert first.countries == ("DE", "GR")
    assert first.partners == (
        OrganisationRef("ror-0cccccc03", "Universität am Fluss", "DE"),
        OrganisationRef("pic-900000003", "Institut für Meer GMBH", "GR"),
    )
    german = figures.eu_projects(organisation="ror-0cccccc03")
    assert [one.rcn for one in german] == ["100002", "100001"]
    assert [one.rcn for one in figures.eu_projects(limit=1, offset=1)] == ["100003"]
    assert figures.eu_projects(country="SG") == []
    alone = next(one for one in everything if one.rcn == "100003")
    assert (alone.partners, alone.programmes) == ((), ())


def test_copublications(figures: Figures) -> None:
    found = [(one.country, one.year, one.works, one.fractional) for one in figures.copub_by_country()]
    assert found == [("CH", 2022, 1, 0.5), ("CH", 2023, 1, 1.0), ("SG", 2022, 1, 0.5)]
    fields = [(one.field, one.year, one.works, one.fractional) for one in figures.copub_fields("SG")]
    assert fields == [("Computer Science", 2022, 1, 0.5), ("Mathematics", 2022, 1, 0.5)]
    assert figures.copub_total() == 2
    assert [(one.year, one.count) for one in figures.copub_years("CH")] == [(2022, 1), (2023, 1)]


def test_teams(figures: Figures) -> None:
    found = [(one.key, one.team, one.works, one.partners) for one in figures.copub_teams()]
    assert found == [("team-alpha", "ALPHA", 2, 2), ("team-beta", "BETA", 1, 1)]
    assert [one.team for one in figures.copub_teams(country="CH")] == ["ALPHA"]
    assert [one.team for one in figures.copub_teams(organisation="ror-0bbbbbb02")] == ["ALPHA", "BETA"]


def test_works(figures: Figures) -> None:
    newest, first = figures.copub_works()
    assert (newest.hal_id, first.hal_id) == ("hal-00000002", "hal-00000001")
    assert first.url == "https://hal.science/hal-00000001"
    assert (first.teams, first.fields) == (("ALPHA", "BETA"), ("Computer Science", "Mathematics"))
    assert {one.key for one in first.partners} == {"hal-12", "ror-0bbbbbb02"}
    assert [one.hal_id for one in figures.copub_works(team="team-beta")] == ["hal-00000001"]
    assert [one.hal_id for one in figures.copub_works(country="CH", limit=1)] == ["hal-00000002"]


def test_partners(figures: Figures) -> None:
    lines = [(one.key, one.country, one.source, one.count, one.how) for one in figures.partners()]
    assert lines == [
        ("hal-12", "CH", "hal", 2, "none"),
        ("ror-0cccccc03", "DE", "cordis", 2, "exact name"),
        ("pic-900000003", "GR", "cordis", 1, "none"),
        ("pic-900000004", "NA", "cordis", 1, "none"),
        ("ror-0bbbbbb02", "SG", "hal", 1, "exact name"),
    ]
    german = figures.partners(country="DE")[0]
    assert (german.share, german.fractional, german.first_year, german.last_year) == (0.5, 1.5, 2015, 2016)
    assert german.share_low < 0.5 < german.share_high
    assert german.growth == NotEnough(10, 2, "projects", Period(2015, 2016))
    assert [one.key for one in figures.partners(source="hal", limit=1)] == ["hal-12"]
    assert [one.key for one in figures.partners(team="team-beta")] == ["ror-0bbbbbb02"]
    assert figures.partners(team="team-nobody") == []


def test_organisation(figures: Figures) -> None:
    one = figures.organisation("ror-0bbbbbb02")
    assert one is not None
    assert (one.name, one.country, one.works_count, one.source) == (
        "University of the Strait",
        "SG",
        5000,
        "ror",
    )
    assert {(link.source, link.source_id, link.how) for link in one.links} == {
        ("hal", "11", "exact name"),
        ("openalex_institutions", "I2", "identifier"),
    }


def test_an_organisation_known_by_its_pic_only(figures: Figures) -> None:
    one = figures.organisation("pic-900000004")
    assert one is not None
    assert (one.name, one.country, one.city, one.status) == (
        "UNIVERSITY OF THE DUNES",
        "NA",
        "Dunes",
        "unregistered",
    )


def test_a_key_that_is_tied_leads_to_the_registry(figures: Figures) -> None:
    found = [
        figures.organisation(key) for key in ("pic-900000002", "hal-11", "pic-900000001", "uai-0750001A")
    ]
    assert [one.key for one in found if one] == [
        "ror-0cccccc03",
        "ror-0bbbbbb02",
        "ror-0aaaaaa01",
        "ror-0aaaaaa01",
    ]
    assert figures.organisation("ror-0zzzzzz09") is None


def test_successors(figures: Figures) -> None:
    old = figures.organisation("ror-0eeeeee05")
    assert old is not None
    assert old.status == "withdrawn"
    assert old.successors == (OrganisationRef("ror-0cccccc03", "Universität am Fluss", "DE"),)


def test_organisation_activity(figures: Figures) -> None:
    (line,) = figures.organisation_activity("ror-0cccccc03")
    assert (line.source, line.count) == ("cordis", 2)
    assert [(one.year, one.count) for one in figures.organisation_years("ror-0cccccc03", "cordis")] == [
        (2015, 1),
        (2016, 1),
    ]
    with pytest.raises(ValueError, match="cordis or hal"):
        figures.organisation_years("ror-0cccccc03", "partners")


def test_organisations_in(figures: Figures) -> None:
    assert [(one.key, one.works_count) for one in figures.organisations_in("DE")] == [("ror-0cccccc03", 400)]


def test_structures(figures: Figures) -> None:
    found = {one.rnsr: one for one in figures.structures()}
    assert {number: (one.address_country, one.country_why, one.international, one.our_nature)
            for number, one in found.items()} == {
        "201000001A": ("FR", "home", False, "supervising"),
        "201000002B": ("JP", "relation", True, "supervising"),
        "201000003C": ("SG", "crosswalk", True, "supervising"),
        "201000004D": (None, "unknown", False, "participating"),
    }  # fmt: skip
    assert found["201000003C"].country_source == "the pack, 2022-03"
    assert found["201000002B"].ror == "0dddddd04"
    assert [(one.text, one.body_key) for one in found["201000001A"].labels] == [("UMR 1", "ror-0aaaaaa01")]
    assert (found["201000001A"].erc_panels, found["201000001A"].as_of) == (("PE2", "PE3"), "2022")


def test_structure_bodies(figures: Figures) -> None:
    us, them = figures.structure_bodies("201000003C")
    assert (us.key, us.label, us.country, us.how) == ("ror-0aaaaaa01", "IRL 4", "FR", "identifier")
    assert (them.key, them.country, them.how) == ("rnsrbody-universite-du-detroit", None, "none")
    assert {one.rnsr for one in figures.structure_bodies()} == {
        f"20100000{n}" for n in ("1A", "2B", "3C", "4D")
    }


def test_an_answer_is_remembered_and_nobody_alters_it(figures: Figures) -> None:
    figures.partners().clear()
    assert len(figures.partners()) == 5
    assert figures.organisation("ror-0bbbbbb02") is figures.organisation("ror-0bbbbbb02")


def test_memory_is_bounded(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portulan.insight.version.REMEMBERED", 10)
    for number in range(50):
        figures.organisation(f"ror-{number}")
    assert len(figures._answers) <= 10


def test_many_threads_at_once(once: Path) -> None:
    asked: list[Callable[[Figures], object]] = [
        lambda one: one.coauthorship("SG"),
        lambda one: one.partners(),
        lambda one: one.organisation("ror-0bbbbbb02"),
        lambda one: one.structures(),
    ]
    module._open.pop(once, None)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: asked[n % 4](published(once)), range(80)))  # type: ignore[arg-type]
    assert all(one == found[n % 4] for n, one in enumerate(found))


def test_a_new_version_is_seen_and_an_old_one_read_to_the_end(raw: Path, lake: Path) -> None:
    old = published(lake)
    assert old is not None
    changed = copy.deepcopy(extract.DECISIONS)
    changed["focal"]["copublications"] = False
    build(raw=raw, lake=lake, decisions=changed, progress=Silent())
    new = published(lake)
    assert new is not None
    assert new.version != old.version
    assert new.copub_by_country() == []
    shutil.rmtree(lake / "versions" / old.version)
    assert len(old.copub_by_country()) == 3
    assert old.refused("cordis") == []  # the file of refused rows has gone with its version


def test_the_pointer_alone_is_looked_at(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = published(lake)
    monkeypatch.setattr(module, "_opened", lambda _: pytest.fail("it was opened again"))
    assert published(lake) is first


def test_a_pointer_to_nothing_is_said(lake: Path) -> None:
    shutil.rmtree(lake / "versions")
    os.utime(lake / "CURRENT", ns=(1, 1))
    with pytest.raises(LakeBrokenError, match="build again"):
        published(lake)
