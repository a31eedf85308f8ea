"""Names close to a stretch of tokens: rare words first, then a comparison of what is shared and of the letters."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from portulan.analytics.matching.index import Registry

_BUDGET = 800
_LONG = 2000
_FEW = 24
_LEAST_SHARED = 0.55
_KEPT = 4
_SPELLING = 84
_MEMORY = 50_000


@dataclass(frozen=True, slots=True)
class Near:
    """A key near the tokens: how much of its weight is met, of the tokens' weight, and the letters' likeness (0-1).

    ``lost``: how rare the rarest word of the key is that the tokens lack.
    """

    key: int
    of_key: float
    of_text: float
    letters: float
    first: int
    last: int
    lost: float


class Searcher:
    """Looks for near keys in an open registry."""

    def __init__(self, registry: Registry) -> None:
        self._keys, self._words = registry.keys, registry.words
        self._idf, self._start = registry.view("word_idf"), registry.view("word_start")
        self._lists, self._weights_of = registry.arrays["word_key"], registry.arrays["key_weight"]
        self._weight = registry.view("key_weight")
        self._unknown = max(self._idf, default=10.0)
        self._spelt: OrderedDict[str, str] = OrderedDict()
        self._met: dict[tuple[str, ...], list[Near]] = {}

    def near(self, tokens: list[str]) -> list[Near]:
        """The few keys nearest to the tokens, best first; what was sought last is remembered."""
        asked = tuple(tokens)
        known = self._met.get(asked)
        if known is None:
            known = self._met[asked] = self._nearest(tokens)
            if len(self._met) > _MEMORY:
                self._met.clear()
        return known

    def _nearest(self, tokens: list[str]) -> list[Near]:
        spelt = self._rejoined([self.corrected(token) for token in tokens])
        weights = self._weights(spelt)
        total = sum(weight for _, weight in weights.values()) or 1.0
        found = []
        for key in self._likely(weights, 0.3 * total):
            text = self._keys.restore_key(key)
            shared = sum([weights[word][1] for word in {*text.split()} if word in weights])
            if shared >= _LEAST_SHARED * self._weight[key] and shared >= 0.3 * total:
                shares = (shared / self._weight[key], shared / total)
                found.append(_near(key, text, shares, spelt, self._lost(text, weights)))
        found.sort(key=lambda one: (-(one.of_key + one.of_text + one.letters), one.key))
        return found[:_KEPT]

    def _lost(self, text: str, weights: dict[str, tuple[int, float]]) -> float:
        return max(
            [self._idf[self._words[word]] for word in text.split() if word not in weights], default=0.0
        )

    def _weights(self, tokens: list[str]) -> dict[str, tuple[int, float]]:
        found = {}
        for token in tokens:
            number = self._words.get(token, -1)
            found[token] = (number, self._idf[number] if number >= 0 else self._unknown * 0.6)
        return found

    def _likely(self, weights: dict[str, tuple[int, float]], least: float) -> list[int]:
        """The keys of the best share of weight, both ways, among those that hold one of the rarest words."""
        keys, scores = self._gathered(weights)
        if not len(keys):
            return []
        own = self._weights_of[keys]
        kept = (scores >= max(least, 0.6 * float(scores.max()))) & (scores >= _LEAST_SHARED * own)
        keys, scores = keys[kept], scores[kept]
        first: list[int] = keys[np.argsort(-scores * scores / own[kept], kind="stable")[:_FEW]].tolist()
        return first

    def _gathered(
        self, weights: dict[str, tuple[int, float]]
    ) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float64]]:
        """Keys that hold one of the rarest words, in order, with the weight they share; common words only add to it."""
        start = self._start
        sized = ((start[n + 1] - start[n], n, weight) for n, weight in weights.values() if n >= 0)
        known = sorted(one for one in sized if one[0])
        short, spent = 0, 0
        while (
            short < len(known)
            and known[short][0] <= _LONG
            and (not short or spent + known[short][0] <= _BUDGET)
        ):
            spent += known[short][0]
            short += 1
        if not spent:
            return np.empty(0, np.uint32), np.empty(0)
        every = np.concatenate([self._lists[start[n] : start[n + 1]] for _, n, _ in known[:short]])
        shares = np.repeat(
            [weight for _, _, weight in known[:short]], [length for length, _, _ in known[:short]]
        )
        keys, scores = summed(every, shares) if short > 1 else (every, shares)
        for _, number, weight in known[short:]:
            holders = self._lists[start[number] : start[number + 1]]
            met = np.minimum(holders.searchsorted(keys), len(holders) - 1)
            scores += weight * (holders[met] == keys)
        return keys, scores

    def _rejoined(self, tokens: list[str]) -> list[str]:
        """Two tokens that are one word of the registry, as that word, twice: places of tokens stay the same."""
        words = self._words
        for place in range(len(tokens) - 1):
            both = tokens[place] + tokens[place + 1]
            if len(both) > 6 and both in words and (len(tokens[place]) < 5 or tokens[place] not in words):
                tokens[place] = tokens[place + 1] = both
        return tokens

    def corrected(self, token: str) -> str:
        """The token, or the word of the registry it is a misspelling of."""
        if len(token) < 5 or token in self._words or token.isdigit():
            return token
        known = self._spelt.get(token)
        if known is None:
            known = self._closest(token)
            self._spelt[token] = known
            if len(self._spelt) > _MEMORY:
                self._spelt.popitem(last=False)
        return known

    def _closest(self, token: str) -> str:
        beginning = token[:3]
        words = [word for word in self._words.keys(beginning) if abs(len(word) - len(token)) < 3]
        best = process.extractOne(token, words, scorer=fuzz.ratio, score_cutoff=_SPELLING)
        return best[0] if best else token


def summed(
    keys: npt.NDArray[np.uint32], shares: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float64]]:
    """Each key once, in order, with the sum of its shares."""
    order = keys.argsort(kind="stable")
    ordered = keys[order]
    first = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    begins = np.concatenate([[0], first])
    return ordered[begins], np.add.reduceat(shares[order], begins)


def _near(key: int, text: str, shares: tuple[float, float], tokens: list[str], lost: float) -> Near:
    parts = set(text.split())
    places = [place for place, token in enumerate(tokens) if token in parts]
    first, last = places[0], places[-1]
    letters = fuzz.token_sort_ratio(text, " ".join(tokens[first : last + 1])) / 100
    return Near(key, min(shares[0], 1.0), shares[1], letters, first, last, lost)
