"""Choosing one row among several that say the same."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir


def first_of(table: ir.Table, *, by: Sequence[str], order: Sequence[ir.Value]) -> ir.Table:
    """For each value of ``by``, the row that comes first in ``order``: the same one at every run."""
    place = ibis.row_number().over(ibis.window(group_by=list(by), order_by=list(order)))
    return table.mutate(place=place).filter(lambda t: t.place == 0).drop("place")
