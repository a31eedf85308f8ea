"""95 % intervals of the sums and shares a page forms itself: the formulas of the published figures, on numbers."""

import math
from collections.abc import Sequence

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


def shannon(counts: Sequence[int]) -> tuple[float, float, float]:
    """Shannon's index of counts, in nats, freed of the bias of small numbers, with its 95 % bounds by the jackknife.

    Each count's units are left out one at a time (Zahl 1977, Ecology 58, 907-913, equations 4 to 6). Kept between 0
    and the logarithm of the number of counts. Raises ValueError with fewer than two units.
    """
    held = [count for count in counts if count > 0]
    total = sum(held)
    if total < 2:
        raise ValueError("the spread of fewer than two things cannot be said")
    weight = sum(_weighed(count) for count in held)
    plain = _entropy(total, weight)
    left = [
        (
            count,
            total * plain - (total - 1) * _entropy(total - 1, weight - _weighed(count) + _weighed(count - 1)),
        )
        for count in held
    ]
    value = sum(count * pseudo for count, pseudo in left) / total
    error = math.sqrt(sum(count * (pseudo - value) ** 2 for count, pseudo in left) / (total * (total - 1)))
    most = math.log(len(held))
    kept = (min(max(one, 0.0), most) for one in (value, value - Z95 * error, value + Z95 * error))
    return tuple(kept)  # type: ignore[return-value]


def _weighed(count: int) -> float:
    return count * math.log(count) if count else 0.0


def _entropy(total: int, weight: float) -> float:
    """In nats, from the sum of counts and the sum of each times its logarithm: leaving one out costs no new pass."""
    return math.log(total) - weight / total
