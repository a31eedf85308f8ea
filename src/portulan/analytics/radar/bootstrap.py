"""Intervals: the focal organisations are drawn again, with replacement, and every figure is computed anew."""

from dataclasses import dataclass

import numpy as np

from portulan.analytics.radar.links import Array

DRAWS = 400
_SEED = 20161231
_LEVEL = (2.5, 97.5)  # per cent: a 95 % interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % percentile interval (Efron 1979); None where it cannot be said."""

    value: float | None
    low: float | None
    high: float | None


def drawn(units: int, draws: int = DRAWS, seed: int = _SEED) -> Array:
    """Units x (1 + draws), float64: how often each unit is drawn; the first column is the data as they are."""
    chance = np.random.default_rng(seed)
    again = chance.multinomial(units, np.full(units, 1 / units), size=draws).T
    return np.concatenate([np.ones((units, 1)), again], axis=1)


def estimate(figures: Array) -> Estimate:
    """Of a figure per draw, the first being the data as they are."""
    value, again = figures[0], figures[1:][np.isfinite(figures[1:])]
    if not np.isfinite(value):
        return Estimate(None, None, None)
    if len(again) < 2:
        return Estimate(float(value), None, None)
    low, high = np.percentile(again, _LEVEL)
    return Estimate(float(value), float(low), float(high))


def mean_of(values: Array, weights: Array) -> Array:
    """The weighted mean per draw of a value per unit; units without a value (NaN) do not count."""
    known = np.isfinite(values)
    total = weights[known].sum(axis=0)
    summed = values[known] @ weights[known]
    return np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0)


def ratio(above: Array, below: Array) -> Array:
    """One figure over another, draw by draw, so that what both share cancels out."""
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
