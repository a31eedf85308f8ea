"""95 % intervals of the sums and shares a page forms itself: the formulas of the published figures, on numbers."""

import math

Z95 = 1.959963984540054


def poisson(count: int) -> tuple[float, float]:
    """Low and high bounds of a count by Byar's approximation.

    Breslow and Day 1987, Statistical Methods in Cancer Research II, equations 2.12 and 2.13, page 69.
    """
    above = count + 1
    low = count * (1 - 1 / (9 * count) - Z95 / (3 * math.sqrt(count))) ** 3 if count else 0.0
    high = above * (1 - 1 / (9 * above) + Z95 / (3 * math.sqrt(above))) ** 3
    return max(low, 0.0), high


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Low and high bounds of a share (Wilson 1927, JASA 22, 209-212). Raises ValueError when ``whole`` is 0."""
    if whole <= 0:
        raise ValueError("a share of nothing has no bounds")
    share = part / whole
    middle = share + Z95 * Z95 / (2 * whole)
    spread = Z95 * math.sqrt(share * (1 - share) / whole + Z95 * Z95 / (4 * whole * whole))
    scale = 1 + Z95 * Z95 / whole
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)
