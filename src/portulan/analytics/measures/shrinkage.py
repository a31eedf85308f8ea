"""Estimates of many small counts at once: each is drawn towards what all of them say, by as much as it is small.

Intervals hold 90 % of what is believed of the true value (the posterior), not 95 % of repeated samples.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

Z90 = 1.6448536269514722
_WEAKEST, _STRONGEST = 2.0, 50.0  # trials that the portfolio may weigh beside those of one partner
_FLATTEST, _STEEPEST = 0.5, 100.0  # expected counts, likewise
_PREFIX = ("", "_low", "_high")


@dataclass(frozen=True, slots=True)
class Share:
    """A share to estimate: the column ``part`` out of the column ``whole``, called ``name``."""

    part: str
    whole: str
    name: str


def shrunk_shares(counted: ir.Table, *shares: Share) -> ir.Table:
    """The table with ``name``, ``name_low``, ``name_high`` (float64) for each share, shrunk.

    Beta-binomial: the prior has the mean m of the portfolio (all rows) and the weight kappa that its spread asks for
    (moments, Kleinman 1973, Journal of the American Statistical Association 68, equation 3.5), between 2 and 50
    trials, and never less than one success and one failure; the estimate is (a + part) / (a + b + whole). Bounds are
    the 5th and 95th percentiles of the posterior by Paulson's normal approximation (1942, Annals of Mathematical
    Statistics 13, 233-235), within 0.01 of the exact ones. Null where ``whole`` is 0 or null.

    All priors are computed first, in one row: one after the other, each would repeat the recipe of those before.
    """
    joined = counted.cross_join(_priors(counted, shares))
    shown = {}
    for one in shares:
        alpha = joined[f"_{one.name}_hits"] + joined[one.part]
        beta = joined[f"_{one.name}_misses"] + joined[one.whole] - joined[one.part]
        values = (alpha / (alpha + beta), beta_bound(alpha, beta, z=-Z90), beta_bound(alpha, beta, z=Z90))
        shown |= _named(one.name, values, known=joined[one.whole] > 0)
    return joined.select(*counted.columns, **shown)


def _priors(counted: ir.Table, shares: Sequence[Share]) -> ir.Table:
    """One row: ``_NAME_hits`` and ``_NAME_misses`` of each share's prior. With rows of n trials and shares p, weighted
    mean m and weighted variance s = sum n (p - m)^2 / sum n, the moments give
    kappa = (m (1 - m) - s) / (s - m (1 - m) r / sum n), r the number of rows.
    """
    sums = {}
    for one in shares:
        n = counted[one.whole].nullif(0).cast("float64")
        x = counted[one.part].cast("float64")
        total = n.sum()
        sums |= {
            f"_{one.name}_mean": x.sum(where=n.notnull()) / total,
            f"_{one.name}_square": (x * x / n).sum() / total,
            f"_{one.name}_rows": n.count() / total,
        }
    moments = counted.aggregate(**sums)
    weighed = moments.aggregate(**{name: value for one in shares for name, value in _weighed(moments, one.name)})
    return weighed.aggregate(**{name: value for one in shares for name, value in _beta(weighed, one.name)})


def _weighed(moments: ir.Table, name: str) -> Iterator[tuple[str, ir.Scalar]]:
    mean = moments[f"_{name}_mean"]
    chance, spread = mean * (1 - mean), moments[f"_{name}_square"] - mean * mean
    excess = spread - chance * moments[f"_{name}_rows"]
    yield f"_{name}_mean", mean.max().fill_null(0.5)
    yield f"_{name}_kappa", ibis.ifelse(excess > 0, (chance - spread) / excess, _STRONGEST).max()


def _beta(weighed: ir.Table, name: str) -> Iterator[tuple[str, ir.Scalar]]:
    mean, kappa = weighed[f"_{name}_mean"], weighed[f"_{name}_kappa"]
    weight = kappa.clip(_WEAKEST, _STRONGEST).fill_null(_WEAKEST)
    yield f"_{name}_hits", ibis.greatest(mean * weight, 1.0).max()
    yield f"_{name}_misses", ibis.greatest((1 - mean) * weight, 1.0).max()


def beta_bound(alpha: ir.NumericValue, beta: ir.NumericValue, *, z: float) -> ir.Value:
    """The percentile of a Beta distribution that a normal one has at ``z``; both parameters are 1 or more."""
    a, b = 1 / (9 * alpha), 1 / (9 * beta)
    root = (a * (1 - b) * (1 - b) + b * (1 - a) * (1 - a) - a * b * z * z).sqrt()
    cube_root = ((1 - a) * (1 - b) + z * root) / ((1 - b) * (1 - b) - z * z * b)
    ratio = ibis.greatest(cube_root, 0.0).pow(3)
    return alpha * ratio / (beta + alpha * ratio)


def shrunk_ratio(counted: ir.Table, *, observed: str, expected: str, name: str) -> ir.Table:
    """The table with ``name``, ``name_low``, ``name_high``, ``name_k`` (float64): ``observed`` over ``expected``,
    shrunk towards 1.

    Gamma-Poisson: (observed + k) / (expected + k), where the prior counts k expected events, as many as the
    spread of the portfolio asks for by moments, sum E^2 / (sum (c - E)^2 - sum E) (Breslow 1984, Applied Statistics
    33, 38-44), between 0.5 and 100. Bounds are the 5th and 95th percentiles of the posterior (Wilson and Hilferty
    1931, Proceedings of the National Academy of Sciences 17, 684-688). Null where ``expected`` is 0 or null.
    """
    e = counted[expected].nullif(0).cast("float64")
    c = counted[observed].cast("float64")
    excess = ((c - e) * (c - e)).sum() - e.sum()
    k = ibis.ifelse(excess > 0, (e * e).sum() / excess, _STEEPEST).clip(_FLATTEST, _STEEPEST)
    joined = counted.cross_join(counted.aggregate(**{f"{name}_k": k.fill_null(_STEEPEST)}))
    strength = joined[f"{name}_k"]
    shape, rate = joined[observed] + strength, joined[expected] + strength
    values = (shape / rate, gamma_bound(shape, z=-Z90) / rate, gamma_bound(shape, z=Z90) / rate)
    return joined.mutate(**_named(name, values, known=joined[expected] > 0))


def gamma_bound(shape: ir.NumericValue, *, z: float) -> ir.Value:
    """The percentile of a Gamma distribution of scale 1 that a normal one has at ``z``."""
    root = 1 - 1 / (9 * shape) + z / (3 * shape.sqrt())
    return shape * ibis.greatest(root, 0.0).pow(3)


def _named(name: str, values: tuple[ir.Value, ...], *, known: ir.BooleanValue) -> dict[str, ir.Value]:
    pairs = zip(_PREFIX, values, strict=True)
    return {f"{name}{suffix}": ibis.ifelse(known, value, None) for suffix, value in pairs}
