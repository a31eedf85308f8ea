"""What the sources show, counted by hand from the raw folder of ``analytics.extract``."""

from portulan.insight.figures import Figures


def test_the_whole_organisation_and_its_teams(figures: Figures) -> None:
    projects = figures.found("cordis")
    assert [(one.key, one.count, one.team_key) for one in projects] == [
        ("ror-0cccccc03", 2, ""),
        ("pic-900000003", 1, ""),
        ("pic-900000004", 1, ""),
    ]
    works = figures.found("hal", teams=("team-beta",))
    assert [(one.key, one.count, one.first_year) for one in works] == [("ror-0bbbbbb02", 1, 2022)]
    assert figures.teams_found() == ("team-alpha", "team-beta")


def test_one_organisation_is_found_under_all_its_keys(figures: Figures) -> None:
    (one,) = figures.found("hal", teams=("team-beta",), key="ror-0bbbbbb02")
    assert "hal-11" in one.aliases
    assert figures.found("cordis", key="ror-0bbbbbb02") == []


def test_a_version_of_an_earlier_code_shows_nothing_and_says_so(figures: Figures, monkeypatch) -> None:
    assert figures.counts_found()
    monkeypatch.setattr(type(figures._store), "has", lambda *_: False)
    assert not figures.counts_found()
