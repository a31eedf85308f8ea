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
_BLOCK = 80  # draws


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
    counts = _tally(place[inside], ranking.unit[inside], len(positive), len(weights))
    found = _tally(place[ranking.label], ranking.unit[ranking.label], len(positive), len(weights))
    return np.concatenate([_average(counts @ block, found @ block) for block in _blocks(weights)])


def _average(counts: Array, found: Array) -> Array:
    """Of pairs and positives per group (rows) and draw (columns)."""
    above, reached = np.cumsum(counts, axis=0), np.cumsum(found, axis=0)
    precision = np.divide(reached, above, out=np.zeros_like(reached), where=above > 0)
    total = found.sum(axis=0)
    return np.divide(
        (found * precision).sum(axis=0), total, out=np.full(total.shape, np.nan), where=total > 0
    )


def _blocks(weights: Array) -> list[Array]:
    """Draws by blocks: memory stays small whatever their number."""
    return [weights[:, start : start + _BLOCK] for start in range(0, weights.shape[1], _BLOCK)]


def precision_at(ranking: Ranking, weights: Array, k: int) -> Array:
    """Share of positives among the best ``k`` pairs, per column of ``weights``."""
    rows = _FIRST_ROWS
    while True:
        last = ranking.group[min(rows, len(ranking.group)) - 1]
        end = int(np.searchsorted(ranking.group, last, side="right"))
        group, unit, label = ranking.group[:end], ranking.unit[:end], ranking.label[:end]
        reach = np.bincount(unit, minlength=len(weights)) @ weights
        if end == len(ranking.group) or (reach >= k).all():
            break
        rows *= 4
    counts = _tally(group, unit, last + 1, len(weights))
    found = _tally(group[label], unit[label], last + 1, len(weights))
    return np.concatenate([_first(counts @ block, found @ block, k) for block in _blocks(weights)])


def _first(counts: Array, found: Array, k: int) -> Array:
    taken = np.clip(k - (np.cumsum(counts, axis=0) - counts), 0, counts)
    share = np.divide(taken, counts, out=np.zeros_like(counts), where=counts > 0)
    total = np.minimum(k, counts.sum(axis=0))
    return np.divide((share * found).sum(axis=0), total, out=np.full(total.shape, np.nan), where=total > 0)


def _tally(row: Array, column: Array, rows: int, columns: int) -> sp.csr_matrix:
    return sp.csr_matrix((np.ones(len(row)), (row, column)), shape=(rows, columns))


def per_focal(score: Array, label: Array, left: Array, focal: int, k: int = 10) -> tuple[Array, Array]:
    """Per focal organisation: precision among its best ``k`` (0 without positives), and average precision (NaN
    without positives). ``left`` must rise."""
    bounds = np.searchsorted(left, np.arange(focal + 1))
    precision, average = np.zeros(focal), np.full(focal, np.nan)
    for at, (low, high) in enumerate(pairwise(bounds)):
        if label[low:high].any():
            counts, found = _per_group(score[low:high], label[low:high])
            precision[at] = _first(counts, found, k)[0]
            average[at] = _average(counts, found)[0]
    return precision, average


def _per_group(score: Array, label: Array) -> tuple[Array, Array]:
    """Pairs and positives of each score, from the best down, as columns."""
    _, group = np.unique(-score, return_inverse=True)
    counts = np.bincount(group).astype(float)
    return counts[:, None], np.bincount(group, weights=label)[:, None]


def best_of_each(score: Array, left: Array, focal: int, k: int = 10) -> Array:
    """Places of the best ``k`` pairs of each focal organisation; ties fall by lot, the same at every run."""
    lot = np.random.default_rng(0).random(len(score))
    bounds = np.searchsorted(left, np.arange(focal + 1))
    chosen = [low + np.lexsort((lot[low:high], -score[low:high]))[:k] for low, high in pairwise(bounds)]
    return np.concatenate(chosen) if chosen else np.zeros(0, dtype=np.int64)
