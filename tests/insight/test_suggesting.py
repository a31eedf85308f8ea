"""Typing-ahead as pages call it: keys of insight, nothing before the first build."""

from pathlib import Path

from portulan.insight.suggesting import suggest


def test_nothing_is_suggested_before_the_first_build(tmp_path: Path) -> None:
    assert suggest(tmp_path / "lake", "university") == []


def test_suggestions_carry_the_keys_of_insight(lake: Path) -> None:
    found = suggest(lake, "0aaaaaa01")
    assert [(one.key, one.why) for one in found] == [("ror-0aaaaaa01", "identifier")]
    name = found[0].name
    assert suggest(lake, name, limit=1)[0].key == "ror-0aaaaaa01"
