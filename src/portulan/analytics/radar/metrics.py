"""How good a ranking is, with ties shared out fairly and with weights on focal organisations, for the bootstrap.

Pairs of equal score are not put in an order the score does not give: average precision is taken at the end of each
group of ties (as scikit-learn does), and a cut inside a group takes its expected value.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from portulan.analytics.radar.links import Array

_FIRST_ROWS = 4000


@dataclass(frozen=True, slots=True)
class Ranking:
    """Pairs from the best score down: ``label`` (bool), ``unit`` (place of what is drawn again by the bootstrap,
    usually the focal organisation) and ``group`` (int64, equal for equal scores, rising)."""

    label: Array
    unit: Array
    group: Array

    def of(self, kept: Array) -> "Ranking":
        """The same ranking, of the pairs (in this order) for which ``kept`` is True."""
        return Ranking(self.label[kept], self.unit[kept], self.group[kept])


def ordered(score: Array, label: Array, unit: Array) -> tuple[Ranking, Array]:
    """The ranking, and the order (places of the pairs) that made it."""
    order = np.argsort(-score, kind="stable")
    fallen = score[order]
    group = np.concatenate(([0], np.cumsum(fallen[1:] != fallen[:-1])))
    return Ranking(label[order], unit[order], group), order


def average_precision(ranking: Ranking, weights: Array) -> Array:
    """Average precision per column of ``weights`` (units x draws); NaN where a draw has no positive."""
    positive = np.unique(ranking.group[ranking.label])
    place = np.searchsorted(positive, ranking.group)  # pairs fall in the next group that holds a positive
    inside = place < len(positive)
    counts = _tally(place[inside], ranking.unit[inside], len(positive), len(weights)) @ weights
    hit = place[ranking.label]
    found = _tally(hit, ranking.unit[ranking.label], len(positive), len(weights)) @ weights
    above, reached = np.cumsum(counts, axis=0), np.cumsum(found, axis=0)
    precision = np.divide(reached, above, out=np.zeros_like(reached), where=above > 0)
    total = found.sum(axis=0)
    return np.divide(
        (found * precision).sum(axis=0), total, out=np.full(total.shape, np.nan), where=total > 0
    )


def precision_at(ranking: Ranking, weights: Array, k: int) -> Array:
    """Share of positives among the best ``k`` pairs, per column of ``weights``."""
    rows = _FIRST_ROWS
    while True:
        last = ranking.group[min(rows, len(ranking.group)) - 1]
        end = int(np.searchsorted(ranking.group, last, side="right"))
        group, unit, label = ranking.group[:end], ranking.unit[:end], ranking.label[:end]
        counts = _tally(group, unit, last + 1, len(weights)) @ weights
        if end == len(ranking.group) or (counts.sum(axis=0) >= k).all():
            break
        rows *= 4
    found = _tally(group[label], unit[label], last + 1, len(weights)) @ weights
    before = np.cumsum(counts, axis=0) - counts
    taken = np.clip(k - before, 0, counts)
    share = np.divide(taken, counts, out=np.zeros_like(counts), where=counts > 0)
    return (share * found).sum(axis=0) / np.minimum(k, counts.sum(axis=0))


def _tally(row: Array, column: Array, rows: int, columns: int) -> sp.csr_matrix:
    return sp.csr_matrix((np.ones(len(row)), (row, column)), shape=(rows, columns))


def per_focal(score: Array, label: Array, left: Array, focal: int, k: int = 10) -> tuple[Array, Array]:
    """Per focal organisation: precision among its best ``k`` (0 without positives), and average precision (NaN
    without positives). ``left`` must rise."""
    bounds = np.searchsorted(left, np.arange(focal + 1))
    one = np.ones((1, 1))
    precision, average = np.zeros(focal), np.full(focal, np.nan)
    for at in range(focal):
        here = slice(bounds[at], bounds[at + 1])
        if label[here].any():
            unit = np.zeros(bounds[at + 1] - bounds[at], dtype=np.int64)
            ranking, _ = ordered(score[here], label[here], unit)
            precision[at] = precision_at(ranking, one, k)[0]
            average[at] = average_precision(ranking, one)[0]
    return precision, average


def best_of_each(score: Array, left: Array, focal: int, k: int = 10) -> Array:
    """Places of the best ``k`` pairs of each focal organisation; ties fall by lot, the same at every run."""
    lot = np.random.default_rng(0).random(len(score))
    bounds = np.searchsorted(left, np.arange(focal + 1))
    chosen = [low + np.lexsort((lot[low:high], -score[low:high]))[:k] for low, high in pairwise(bounds)]
    return np.concatenate(chosen) if chosen else np.zeros(0, dtype=np.int64)
