"""Annual growth between two periods of equal length, with its interval, or none where there is too little."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from portulan.analytics.measures.intervals import wilson

NEEDED = 10  # counts in the first period: with fewer the interval says nothing
LONGEST = 5  # years in a period


@dataclass(frozen=True, slots=True)
class Periods:
    """Two periods of ``length`` years, the second right after the first and ending in ``last``."""

    last: int
    length: int

    @property
    def first_period(self) -> tuple[int, int]:
        return self.last - 2 * self.length + 1, self.last - self.length

    @property
    def last_period(self) -> tuple[int, int]:
        return self.last - self.length + 1, self.last


def periods(first_year: int, last_year: int) -> Periods:
    """The two longest equal periods, of five years at most, that end with the last year there is."""
    return Periods(last_year, max(1, min(LONGEST, (last_year - first_year + 1) // 2)))


def growth(counts: ir.Table, *, by: Sequence[str], over: Periods) -> ir.Table:
    """Growth of ``count`` (int64) by ``year`` (int64), for each value of the columns ``by``.

    Returns ``by``, ``count_first``, ``count_last`` (int64), ``rate``, ``low``, ``high`` (float64, 0.05 is five
    per cent a year; null where the first period counts fewer than ``NEEDED``). Given the sum of both counts, the
    later one is binomial (Przyborowski and Wilenski 1940, Biometrika 31, 313-323); the interval of its share is
    Wilson's (1927), and a share s is a rate of (s / (1 - s)) ** (1 / length) - 1.
    """
    first = _within(counts, over.first_period)
    last = _within(counts, over.last_period)
    summed = counts.group_by(list(by)).agg(count_first=first.fill_null(0), count_last=last.fill_null(0))
    total = summed.count_first + summed.count_last
    low, high = wilson(summed.count_last, total)
    enough = summed.count_first >= NEEDED
    rates = {
        "rate": _rate(summed.count_last / total.nullif(0).cast("float64"), over.length),
        "low": _rate(low, over.length),
        "high": _rate(high, over.length),
    }
    return summed.mutate(**{name: ibis.ifelse(enough, rate, None) for name, rate in rates.items()})


def _within(counts: ir.Table, period: tuple[int, int]) -> ir.IntegerScalar:
    return counts["count"].sum(where=counts.year.between(*period)).cast("int64")


def _rate(share: ir.FloatingValue, length: int) -> ir.FloatingValue:
    return (share / (1 - share).nullif(0)).pow(1 / length) - 1
