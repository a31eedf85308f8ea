"""Shared activity, each value counted by hand from the raw folder of ``analytics.extract``."""

import pytest

from portulan.insight.figures import Figures, NotEnough, OrganisationRef, Period


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
        ("ror-0cccccc03", "DE", "cordis", 2, "match"),
        ("pic-900000003", "GR", "cordis", 1, "none"),
        ("pic-900000004", "NA", "cordis", 1, "none"),
        ("ror-0bbbbbb02", "SG", "hal", 1, "match"),
    ]
    german = figures.partners(country="DE")[0]
    assert (german.share, german.fractional, german.first_year, german.last_year) == (0.5, 1.5, 2015, 2016)
    assert german.share_low < 0.5 < german.share_high
    assert german.growth == NotEnough(10, 2, "projects", Period(2015, 2016))
    assert [one.key for one in figures.partners(source="hal", limit=1)] == ["hal-12"]
    assert [one.key for one in figures.partners(team="team-beta")] == ["ror-0bbbbbb02"]
    assert figures.partners(team="team-nobody") == []


def test_organisation_activity(figures: Figures) -> None:
    (line,) = figures.organisation_activity("ror-0cccccc03")
    assert (line.source, line.count) == ("cordis", 2)
    assert [(one.year, one.count) for one in figures.organisation_years("ror-0cccccc03", "cordis")] == [
        (2015, 1),
        (2016, 1),
    ]
    with pytest.raises(ValueError, match="cordis or hal"):
        figures.organisation_years("ror-0cccccc03", "partners")
