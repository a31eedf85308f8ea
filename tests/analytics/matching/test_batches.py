"""Strings answered as columns: in order, each string asked once, an empty one too."""

from pathlib import Path

import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching.batches import COLUMNS, Answering, Recipe
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.pins import Pin


def test_columns_in_order_each_string_asked_once(
    registry_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    real = Matcher.match
    monkeypatch.setattr(
        Matcher, "match", lambda self, texts, **more: asked.append(list(texts)) or real(self, texts, **more)
    )
    answering = Answering(Recipe(registry_file))
    texts = ["Velmar University, Velmar, France", None, "Velmar University, Velmar, France"]
    found = answering.columns(texts)
    assert list(found) == list(COLUMNS)
    assert found["rors"] == [[ours.ror(ours.VELMAR)], [], [ours.ror(ours.VELMAR)]]
    assert found["spans"][0] == ["0-17"]
    assert found["abstained"] == ["", "empty", ""]
    answering.columns(texts[:1])
    assert asked == [["Velmar University, Velmar, France", ""], []]


def test_answers_of_people_and_threshold_are_in_the_recipe(registry_file: Path) -> None:
    pin = Pin("nowhere", "confirmed", (f"ror-{ours.ror(ours.LAB)}",))
    found = Answering(Recipe(registry_file, threshold=1.1, pins=(pin,))).columns(
        ["nowhere", "Velmar University"]
    )
    assert found["rors"] == [[ours.ror(ours.LAB)], []]
