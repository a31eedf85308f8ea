"""Counts of shared activity, full and fractional, by whatever one asks; see ``shared`` for the rows counted.

Full counting gives one to each country, partner or field of an activity; fractional counting shares one among
the partners of the activity (Waltman and van Eck 2015, Journal of Informetrics 9, 872-894).
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from portulan.analytics.measures.intervals import wilson


def counts(shared: ir.Table, *, by: Sequence[str]) -> ir.Table:
    """``by``, ``count`` (int64, distinct activities), ``fractional`` (float64, sum of weights)."""
    return shared.group_by(list(by)).agg(count=shared.activity.nunique(), fractional=_fraction(shared))


def spans(shared: ir.Table, *, by: Sequence[str]) -> ir.Table:
    """As ``counts``, with ``first_year`` and ``last_year`` (int64)."""
    return shared.group_by(list(by)).agg(
        count=shared.activity.nunique(),
        fractional=_fraction(shared),
        first_year=shared.year.min(),
        last_year=shared.year.max(),
    )


def _fraction(shared: ir.Table) -> ir.FloatingScalar:
    """The sum of weights, to a millionth: the order in which an engine adds must not show."""
    return shared.weight.sum().round(6)


def in_groups(shared: ir.Table, groups: ir.Table) -> ir.Table:
    """Each shared row once for each group (programme, field, team) of its activity.

    ``groups``: activity, and the column of the group. An activity in several groups counts in each.
    """
    return shared.inner_join(groups.distinct(), "activity")


def with_share(counted: ir.Table, total: int) -> ir.Table:
    """The table with ``share``, ``share_low``, ``share_high`` (float64): ``count`` out of ``total``, Wilson 95 %."""
    trials = ibis.literal(total)
    low, high = wilson(counted["count"], trials)
    return counted.mutate(
        share=counted["count"] / trials.nullif(0).cast("float64"), share_low=low, share_high=high
    )


def top(counted: ir.Table, *, by: Sequence[str], number: int) -> ir.Table:
    """For each value of ``by``, the ``number`` rows with the largest ``count``; ties by ``key``, the first first."""
    order = [counted["count"].desc(), counted.key]
    place = ibis.row_number().over(ibis.window(group_by=list(by), order_by=order))
    return counted.mutate(place=place).filter(lambda t: t.place < number).drop("place")
