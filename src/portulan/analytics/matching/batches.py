"""Strings of a table answered batch by batch, as columns: what the steps on DuckDB and on Spark run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.matcher import Answer, Matcher
from portulan.analytics.matching.model import SHIPPED, load
from portulan.analytics.matching.pins import Pin, Pins

# Columns of an answer and their types, as both engines name them.
COLUMNS: Mapping[str, str] = {
    "rors": "array<string>",
    "names": "array<string>",
    "probabilities": "array<double>",
    "spans": "array<string>",
    "abstained": "string",
    "error": "string",
    "registry": "string",
    "model": "string",
}
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a worker needs to answer alike. ``registry`` is a path, or the name of a file that was shipped to it."""

    registry: Path
    model: Path = SHIPPED
    threshold: float | None = None
    country: str = ""
    pins: tuple[Pin, ...] = ()


class Answering:
    """Answers lists of strings; each string once, and those met last are remembered."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe, self._pins = recipe, Pins(recipe.pins)
        self._matcher = Matcher(Registry(recipe.registry), load(recipe.model))
        self._known: dict[str, Answer] = {}

    def columns(self, texts: Sequence[str | None]) -> dict[str, list[Any]]:
        """One value for each string in each of ``COLUMNS``; None is answered like an empty string."""
        asked = [text or "" for text in texts]
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = [text for text in dict.fromkeys(asked) if text not in self._known]
        recipe = self._recipe
        answers = self._matcher.match(
            new, threshold=recipe.threshold, country=recipe.country, pins=self._pins
        )
        self._known.update(zip(new, answers, strict=True))
        rows = [self._row(self._known[text]) for text in asked]
        return {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}

    def _row(self, answer: Answer) -> tuple[Any, ...]:
        matches = answer.matches
        return (
            [one.ror for one in matches],
            [one.name for one in matches],
            [one.probability for one in matches],
            ["{}-{}".format(*one.span) for one in matches],
            answer.abstained,
            answer.error,
            self._matcher.registry.release,
            self._matcher.model.version,
        )
