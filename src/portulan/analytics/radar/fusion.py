"""The score of a pair: ranks of its six channels, fused. Nothing is learned, so the score can be read.

The score of radar.md is -[ln(rank_S + 10) + ln(rank_T + 10)]; here each term is written as ln((n + 10) / (rank + 10)),
n the number of pairs, which orders pairs alike, is zero for a pair without evidence, and is never negative. Four more
channels stand beside S and T, with the weights below: whole or half, none finer.
"""

from dataclasses import dataclass, fields

import numpy as np
from scipy.stats import rankdata

from portulan.analytics.radar.features import Evidence
from portulan.analytics.radar.links import Array

OFFSET = 10.0
WEIGHTS = {"shared": 1.0, "themed": 1.0, "rare": 0.5, "chained": 1.0, "ground": 1.0, "profile": 0.5}


@dataclass(frozen=True, slots=True)
class Score:
    """Per pair, the part of each channel (float64, 0 or more); ``total`` is their sum."""

    shared: Array
    themed: Array
    rare: Array
    chained: Array
    ground: Array
    profile: Array

    @property
    def total(self) -> Array:
        """The score by which pairs are ranked."""
        return self.shared + self.themed + self.rare + self.chained + self.ground + self.profile

    def parts(self, at: int) -> dict[str, float]:
        """The parts of one pair by channel."""
        return {one.name: float(getattr(self, one.name)[at]) for one in fields(self)}


def fused(found: Evidence) -> Score:
    """Each channel is ranked over all pairs (ties take the last rank), so only orders matter, not units."""
    names = [one.name for one in fields(Evidence)]
    return Score(**{name: WEIGHTS[name] * term(getattr(found, name)) for name in names})


def term(values: Array) -> Array:
    """ln((n + 10) / (rank + 10)) of each value, the greatest ranked first."""
    if not len(values):
        return np.zeros(0)
    return np.log((len(values) + OFFSET) / (rankdata(-values, method="max") + OFFSET))
