"""Suggestions of the version in use."""

import pytest

from portulan.insight.figures import Figures


def test_of_the_organisation_and_of_a_team(figures: Figures) -> None:
    ours, team = figures.suggested("ror-0aaaaaa01"), figures.suggested("team-alpha")
    assert ours is not None
    assert team is not None
    assert (ours["focal"], team["focal"]) == ("ror-0aaaaaa01", "team-alpha")
    assert set(ours["levels"]) == {"organisations", "countries", "themes"}


@pytest.mark.parametrize("key", ["team-nobody", "../manifest", "", "a/b"])
def test_nothing_is_read_beside(figures: Figures, key: str) -> None:
    assert figures.suggested(key) is None


def test_one_suggestion_with_its_list(figures: Figures) -> None:
    told = figures.suggested("ror-0aaaaaa01")
    assert told is not None
    found = [
        (kind, one["key"]) for kind in ("deepening", "fading") for one in told["levels"]["countries"][kind]
    ]
    kind, key = found[0]
    assert figures.suggestion("ror-0aaaaaa01", "countries", key) is not None
    assert figures.suggestion("ror-0aaaaaa01", "countries", key)[0] == kind  # type: ignore[index]
    assert figures.suggestion("ror-0aaaaaa01", "countries", "ZZ") is None
    assert figures.suggestion("ror-0aaaaaa01", "nothing", key) is None
