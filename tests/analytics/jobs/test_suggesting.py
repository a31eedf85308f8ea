"""The radar's files of a build: one of ours each, levels apart, parts that add up, sources side by side."""

import json
from datetime import date
from pathlib import Path

import pytest

from analytics.jobs.conftest import Taken
from portulan.analytics.jobs import suggesting
from portulan.analytics.radar.links import Row

HOME = "FR"


def row(project: str, key: str, country: str, kind: str, year: int, *themes: str) -> Row:
    return Row(project, key, country, kind, date(year, 7, 1).toordinal(), frozenset(themes))


def works(*more: Row) -> suggesting.Sown:
    """Teams t and u share the partner k; u has met c, t has not. Team v and z are apart from all."""
    rows = [
        row("1", "team-t", HOME, "TEAM", 2020, "X"), row("1", "hal-k", "DE", "ORG", 2020, "X"),
        row("2", "team-t", HOME, "TEAM", 2021, "X"), row("2", "hal-k", "DE", "ORG", 2021, "X"),
        row("3", "team-u", HOME, "TEAM", 2021, "X"), row("3", "hal-k", "DE", "ORG", 2021, "X"),
        row("3", "hal-c", "IT", "ORG", 2021, "X"),
        row("4", "team-u", HOME, "TEAM", 2022, "X"), row("4", "hal-c", "IT", "ORG", 2022, "X"),
        row("5", "team-v", HOME, "TEAM", 2021, "Y"), row("5", "hal-z", "JP", "ORG", 2021, "Y"),
        row("6", "team-v", HOME, "TEAM", 2022, "Y"), row("6", "hal-z", "JP", "ORG", 2022, "Y"),
    ]  # fmt: skip
    return suggesting.Sown("hal", (*rows, *more), HOME)


def told(team: str) -> dict:
    return dict(suggesting._of_teams(works()))[team]


def test_a_team_is_told_whom_its_partners_know() -> None:
    new = [
        *told("team-t")["levels"]["organisations"]["hubs"],
        *told("team-t")["levels"]["organisations"]["long_tail"],
    ]
    assert [one["key"] for one in new] == ["hal-c"]
    assert [bridge["key"] for bridge in new[0]["bridges"]] == ["hal-k"]


def test_the_parts_of_a_new_one_add_up() -> None:
    levels = told("team-t")["levels"]["organisations"]
    new = [*levels["hubs"], *levels["long_tail"]]
    assert len(new) == 1
    for one in new:
        legs = sum(leg["part"] for leg in (*one["bridges"], *one["chains"]))
        rests = one["other_bridges"]["part"] + one["other_chains"]["part"]
        ground = sum(theme["ground"] for theme in one["themes"])
        assert legs + rests + ground == pytest.approx(one["score"])
        assert sum(one["parts"].values()) == pytest.approx(one["score"])


def test_countries_stand_for_their_organisations() -> None:
    levels = told("team-t")["levels"]["countries"]
    assert {one["key"] for kind in ("deepening", "fading") for one in levels[kind]} == {"DE"}
    assert {one["key"] for kind in ("hubs", "long_tail") for one in levels[kind]} == {"IT"}


def test_known_partners_of_several_sources_add_up() -> None:
    def met(key: str, source: str, weight: float) -> dict[str, object]:
        return {"key": key, "country": "DE", "source": source, "weight": weight}

    several = suggesting._added([[met("a", "cordis", 4.0), met("b", "cordis", 1.0)], [met("b", "hal", 10.0)]])
    assert [(one["key"], one["score"]) for one in several] == [("b", 1.25), ("a", 1.0)]
    assert sum(part["part"] for part in several[0]["parts"]) == several[0]["score"]


def test_what_another_source_knows_is_not_new() -> None:
    empty = {"cannot_say": False, "hubs": [], "long_tail": [], "deepening": [], "fading": []}
    new = {**empty, "hubs": [{"key": "a", "country": "DE", "source": "cordis", "score": 2.0}]}
    known = {**empty, "deepening": [{"key": "a", "country": "DE", "source": "hal", "weight": 1.0}]}
    found = suggesting._joined(
        "organisations", {"cordis": {"organisations": new}, "hal": {"organisations": known}}
    )
    assert found["hubs"] == []
    assert [one["key"] for one in found["deepening"]] == ["a"]


def test_a_build_writes_a_file_for_us_and_for_each_team(taken: Taken, tmp_path: Path) -> None:
    suggesting.write(taken.engine, taken.tables, taken.links, taken.focal, tmp_path)
    files = sorted(path.name for path in (tmp_path / "radar").iterdir())
    assert files == ["ror-0aaaaaa01.json", "team-alpha.json", "team-beta.json"]
    ours = json.loads((tmp_path / "radar" / "ror-0aaaaaa01.json").read_text("utf-8"))
    assert ours["sources"] == {
        "cordis": {"day": "2018-03-01", "weight": 1.0},
        "hal": {"day": "2023-07-01", "weight": 1.0},
    }
    assert set(ours["levels"]) == set(suggesting.LEVELS)
    beta = json.loads((tmp_path / "radar" / "team-beta.json").read_text("utf-8"))
    assert beta["levels"]["organisations"]["cannot_say"] is True  # one work only


def test_a_team_is_told_the_chance_of_each_new_partner() -> None:
    """Forty partners, each met by one more team every year: enough to learn on, and all parts told."""
    rows = [
        row(f"w{year}-{far}", key, country, kind, 2016 + year, "X")
        for year in range(6)
        for far in range(40)
        for key, country, kind in (
            (f"team-{(far + year) % 9}", HOME, "TEAM"),
            (f"hal-{far}", "DE" if far % 2 else "IT", "ORG"),
        )
    ]
    told = dict(suggesting._of_teams(suggesting.Sown("hal", tuple(rows), HOME)))["team-0"]
    learnt = told["odds"]
    assert (learnt["windows"], learnt["until"], learnt["exploratory"]) == (4, "2021-07-01", False)
    levels = told["levels"]
    new = [*levels["organisations"]["hubs"], *levels["organisations"]["long_tail"]]
    assert new
    for one in new:
        odds = one["odds"]
        assert len(odds["parts"]) == 10
        assert odds["base"] + sum(odds["parts"].values()) == pytest.approx(odds["score"])
        assert 0 < odds["chance"] < 1
    assert all("odds" not in one for one in levels["countries"]["long_tail"])
    assert "odds" not in dict(suggesting._of_teams(works()))["team-t"]
