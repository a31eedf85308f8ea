"""Find names near what is being typed: shared trigrams choose a few, edit distance ranks them.

Trigrams of words padded with blanks, weighted by how rare they are (Zobel and Dart, 1995, "Finding approximate
matches in large lexicons"); the few best are ranked by normalised indel distance.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

CONSIDERED = 60
SHORT = 4  # letters under which a mistake cannot be told from another name
LEAST = 0.72
_NONE: npt.NDArray[np.int32] = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Near:
    """The place of a name in the list that was indexed, and how close it is (0 to 1)."""

    place: int
    score: float


class NameIndex:
    """Normal forms, indexed once and read by many threads."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.names):
            for gram in trigrams(name):
                found.setdefault(gram, []).append(place)
        self._places = {gram: np.asarray(places, dtype=np.int32) for gram, places in found.items()}
        self._count = len(self.names)

    def near(self, text: str, *, limit: int = 20, among: npt.NDArray[np.bool_] | None = None) -> list[Near]:
        """Names near a normal form that is being typed, best first; ``among`` marks the places that count.

        The others are as if they were not in the list: they take no place of the few, and do not make a trigram
        common.
        """
        grams, count = trigrams(text), self._count if among is None else int(among.sum())
        if not grams or not count:
            return []
        weights = np.zeros(self._count, dtype=np.float32)
        for gram in grams:
            places = self._places.get(gram, _NONE)
            counted = places if among is None else places[among[places]]
            weights[counted] += math.log(1 + count / (1 + len(counted)))
        chosen = _best(weights, CONSIDERED)
        scored = [Near(int(place), nearness(text, self.names[place])) for place in chosen]
        return ranked(scored, limit=limit)


def ranked(scored: Sequence[Near], *, limit: int) -> list[Near]:
    """Those near enough, best first, then in the order of the list."""
    enough = [one for one in scored if one.score >= LEAST]
    return sorted(enough, key=lambda one: (-one.score, one.place))[:limit]


def _best(weights: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.intp]:
    few = len(weights) <= count
    chosen = np.arange(len(weights)) if few else np.argpartition(weights, -count)[-count:]
    return chosen[weights[chosen] > 0]


def trigrams(text: str) -> set[str]:
    """Trigrams of each word with two blanks before and one after; a name in ideograms gives its characters too."""
    found: set[str] = set()
    for word in text.split():
        padded = f"  {word} "
        found.update(padded[place : place + 3] for place in range(len(padded) - 2))
        if not word.isascii() and len(word) > 1 and word[0] >= "\u2e80":
            found.update(word)
    return found


def nearness(typed: str, name: str) -> float:
    """From 0 to 1: how well a name (normal form) answers what is typed (normal form, its last word unfinished)."""
    if typed == name:
        return 1.0
    if name.startswith(typed):
        return 0.95
    if _begun(typed.split(), name.split()):
        return 0.9
    if len(typed) < SHORT:
        return 0.0
    sort = fuzz.token_sort_ratio(typed, name)
    part = fuzz.partial_ratio(typed, name) if len(typed) <= len(name) + 3 else 0.0
    return 0.88 * max(sort, part * 0.97) / 100


def _begun(typed: list[str], words: list[str]) -> bool:
    """Whether each word typed begins a word of the name, each time another one."""
    left = list(words)
    for word in typed:
        met = next((one for one in left if one.startswith(word)), None)
        if met is None:
            return False
        left.remove(met)
    return True
