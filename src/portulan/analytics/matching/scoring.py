"""How good answers are: micro, multi-label; a wrong answer is a false positive, and the label it missed a miss."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision, recall and F1 over ``rows``, with the 95 % interval of F1 (bootstrap over rows)."""

    rows: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def counted(given: Sequence[set[int]], wanted: Sequence[set[int]]) -> Counts:
    """True positives, false positives and misses of each row: an array of shape (rows, 3)."""
    rows = [
        (len(one & gold), len(one - gold), len(gold - one)) for one, gold in zip(given, wanted, strict=True)
    ]
    return np.array(rows, np.int64).reshape(-1, 3)


def f1_of(totals: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """F1 of totals of shape (..., 3): 2 tp / (2 tp + fp + fn); 1 where there was nothing to find and nothing found."""
    tp, wrong = totals[..., 0], totals[..., 1] + totals[..., 2]
    whole = 2 * tp + wrong
    return np.where(whole > 0, 2 * tp / np.maximum(whole, 1), 1.0)


def quality(counts: Counts, *, seed: int = 5, draws: int = 400) -> Quality:
    """Quality of counted rows."""
    tp, fp, fn = (int(one) for one in counts.sum(axis=0))
    random = np.random.default_rng(seed)
    sums = np.array(
        [counts[random.integers(0, len(counts), len(counts))].sum(axis=0) for _ in range(draws)], np.float64
    )
    low, high = np.quantile(f1_of(sums), (0.025, 0.975)) if len(counts) else (0.0, 1.0)
    f1 = float(f1_of(np.array([tp, fp, fn], np.float64)))
    return Quality(len(counts), tp / max(1, tp + fp), tp / max(1, tp + fn), f1, float(low), float(high))


def recall_at(
    precision: float, given: Callable[[float], Counts], thresholds: Sequence[float]
) -> tuple[float, float]:
    """The best recall among thresholds whose precision is reached, and that threshold; 0 and 1 when none is."""
    best, at = 0.0, 1.0
    for threshold in thresholds:
        tp, fp, fn = (int(one) for one in given(threshold).sum(axis=0))
        recall = tp / max(1, tp + fn)
        if tp and tp / (tp + fp) >= precision and recall > best:
            best, at = recall, threshold
    return best, at


def isotonic(
    scores: npt.NDArray[np.float64], right: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Steps of the best non-decreasing map from score to probability (pool adjacent violators; Ayer et al. 1955).

    Gives at most 64 points to interpolate between: scores, probabilities.
    """
    order = np.argsort(scores, kind="stable")
    parts = [one for one in np.array_split(order, max(1, min(200, len(order) // 40))) if len(one)]
    blocks: list[list[float]] = []
    for part in parts:
        weight = float(weights[part].sum()) or 1e-9
        blocks.append(
            [float(np.median(scores[part])), float((right[part] * weights[part]).sum()) / weight, weight]
        )
        while len(blocks) > 1 and blocks[-2][1] >= blocks[-1][1]:
            last, before = blocks.pop(), blocks.pop()
            whole = last[2] + before[2]
            merged = [
                (a * before[2] + b * last[2]) / whole for a, b in zip(before[:2], last[:2], strict=True)
            ]
            blocks.append([*merged, whole])
    kept = blocks[:: max(1, len(blocks) // 63 + (len(blocks) % 63 > 0))]
    if kept[-1] is not blocks[-1]:
        kept.append(blocks[-1])
    return np.array([one[0] for one in kept]), np.clip([one[1] for one in kept], 0.0005, 0.9995)
