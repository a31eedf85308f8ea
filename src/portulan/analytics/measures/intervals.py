"""Uncertainty of counts and shares, as column expressions; 95 % unless said."""

import ibis
import ibis.expr.types as ir

Z95 = 1.959963984540054


def wilson(
    successes: ir.NumericValue, trials: ir.NumericValue, *, z: float = Z95
) -> tuple[ir.Value, ir.Value]:
    """Low and high bounds of a share (Wilson 1927, JASA 22, 209-212); null where there are no trials."""
    n = trials.nullif(0).cast("float64")
    share = successes / n
    middle = share + z * z / (2 * n)
    spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).sqrt()
    scale = 1 + z * z / n
    return ibis.greatest((middle - spread) / scale, 0.0), ibis.least((middle + spread) / scale, 1.0)


def poisson(count: ir.NumericValue, *, z: float = Z95) -> tuple[ir.Value, ir.Value]:
    """Low and high bounds of a Poisson count by Byar's approximation.

    Breslow and Day 1987, Statistical Methods in Cancer Research II, equations 2.12 and 2.13, page 69; within 1 %
    of the exact bounds from a count of 5, and 0 as low bound of 0.
    """
    x = count.cast("float64")
    above = x + 1
    safe = ibis.greatest(x, 1.0)
    low = x * (1 - 1 / (9 * safe) - z / (3 * safe.sqrt())).pow(3)
    high = above * (1 - 1 / (9 * above) + z / (3 * above.sqrt())).pow(3)
    return ibis.greatest(low, 0.0), high


def with_poisson(counts: ir.Table) -> ir.Table:
    """The table with ``low`` and ``high`` (float64) for its column ``count``."""
    low, high = poisson(counts["count"])
    return counts.mutate(low=low, high=high)
