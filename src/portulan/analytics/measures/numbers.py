"""Types that engines widen on their own, brought back."""

import ibis.expr.types as ir


def integer(total: ir.NumericValue) -> ir.IntegerValue:
    """A sum of whole numbers as int64: engines add these in a wider type, unsaid, that a table then keeps.

    Exact up to 2 ** 53. The step through float64 is needed: a cast to the type a value is thought to have is dropped.
    """
    return total.cast("float64").cast("int64")
