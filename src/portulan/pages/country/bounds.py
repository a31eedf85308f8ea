"""95 % intervals of the sums and shares a page forms itself; the same formulas as the published figures.

A test holds them against the intervals that insight hands out.
"""

import math

Z95 = 1.959963984540054


def poisson(count: int) -> tuple[float, float]:
    """Low and high bounds of a count by Byar's approximation (Breslow and Day 1987, II, equations 2.12, 2.13)."""
    above = count + 1
    low = count * (1 - 1 / (9 * count) - Z95 / (3 * math.sqrt(count))) ** 3 if count else 0.0
    high = above * (1 - 1 / (9 * above) + Z95 / (3 * math.sqrt(above))) ** 3
    return max(low, 0.0), high


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Low and high bounds of a share (Wilson 1927, JASA 22, 209-212); ``whole`` is above zero."""
    share = part / whole
    middle = share + Z95 * Z95 / (2 * whole)
    spread = Z95 * math.sqrt(share * (1 - share) / whole + Z95 * Z95 / (4 * whole * whole))
    scale = 1 + Z95 * Z95 / whole
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)
