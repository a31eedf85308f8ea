"""Does a chance of one in ten come true one time in ten? Chances are learned on an earlier window, then counted."""

from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np

from portulan.analytics.radar.features import evidence
from portulan.analytics.radar.fusion import fused
from portulan.analytics.radar.links import Array, Links
from portulan.analytics.radar.network import network_at
from portulan.analytics.radar.pairs import Scope, Window, labels, pairs_of

# Shares of all pairs, from the best: the very best are told apart, because links are rare below them.
BOUNDS = (0.0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, *(tenth / 10 for tenth in range(1, 11)))
_FEWEST = 30  # positives under which an earlier window teaches nothing
_YEAR = 365.25
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Chances:
    """``yearly``: new links a year between two ``BOUNDS`` of rank, as counted in an earlier window.

    Counts, not rates, are carried over: the number of new links follows the number of projects that are funded,
    and does not grow with the number of pairs one can form.
    """

    window: Window
    years: float
    positives: int
    yearly: Array

    def predicted(self, total: Array, years: float) -> Array:
        """The chance of each pair to link within ``years``, by the place of its score among all."""
        place = strata(total)
        counts = np.maximum(np.bincount(place, minlength=len(self.yearly)), 1)
        return np.minimum((self.yearly * years / counts)[place], 1.0)


@dataclass(frozen=True, slots=True)
class Decile:
    """A tenth of the pairs, 1 the best: predicted chance (None: cannot be said), realised rate, Wilson's interval."""

    decile: int
    pairs: int
    positives: int
    predicted: float | None
    realised: float
    low: float
    high: float


def strata(total: Array) -> Array:
    """The place among ``BOUNDS`` of each score: 0 for the best thousandth."""
    place = np.empty(len(total), dtype=np.int64)
    place[np.argsort(-total, kind="stable")] = np.arange(len(total))
    return np.searchsorted(np.array(BOUNDS[1:]), (place + 0.5) / max(len(total), 1))


def learned(links: Links, scope: Scope, window: Window) -> Chances | None:
    """From the latest window that ends before ``window`` begins: as long as it, or half as long, where as much
    history stands before it; None when there is no such window or it holds too few new links."""
    begun = date.fromordinal(int(links.start.min()))
    asked = window.until - window.after
    for length in (asked, asked / 2):
        after = window.after - length
        if after - begun + length / 12 < length:  # a month short in the year is no reason to refuse
            continue
        earlier = Window(after=after, until=window.after, strict=window.strict)
        found = _counted(links, scope, earlier)
        if found is not None:
            return found
    return None


def _counted(links: Links, scope: Scope, window: Window) -> Chances | None:
    network = network_at(links, window.after)
    pairs = pairs_of(network, scope)
    if not len(pairs):
        return None
    label = labels(pairs, links, window)
    if label.sum() < _FEWEST:
        return None
    years = (window.until - window.after).days / _YEAR
    place = strata(fused(evidence(network, pairs)).total)
    hits = np.bincount(place, weights=label, minlength=len(BOUNDS) - 1)
    return Chances(window, years, int(label.sum()), hits / years)


def deciles(total: Array, label: Array, chances: Chances | None, years: float) -> tuple[Decile, ...]:
    """Predicted against realised, per tenth of the pairs from the best down."""
    order = np.argsort(-total, kind="stable")
    chance = None if chances is None else chances.predicted(total, years)
    parts = np.array_split(order, 10)
    return tuple(_decile(at, part, label, chance) for at, part in enumerate(parts, start=1) if len(part))


def _decile(at: int, part: Array, label: Array, chance: Array | None) -> Decile:
    hits, count = int(label[part].sum()), len(part)
    low, high = wilson(hits, count)
    predicted = None if chance is None else float(chance[part].mean())
    return Decile(at, count, hits, predicted, hits / count, low, high)


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, square = hits / count, _Z * _Z
    middle = share + square / (2 * count)
    spread = _Z * (share * (1 - share) / count + square / (4 * count * count)) ** 0.5
    scale = 1 + square / count
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)
