"""Intervals of figures that are no plain count: activities are left out a tenth at a time, and the figure made anew."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

GROUPS = 10
STUDENT = (
    1.8331129326536337  # 95th percentile of Student's t with 9 degrees of freedom: 90 % between both sides
)


def in_tenths(rows: ir.Table, *, by: Sequence[str], activity: str = "activity") -> ir.Table:
    """The rows with ``tenth`` (0 to 9): activities of each value of ``by`` are dealt out in their order."""
    place = ibis.dense_rank().over(ibis.window(group_by=list(by), order_by=[rows[activity]]))
    return rows.mutate(tenth=(place % GROUPS).cast("int64"))


def left_out(counted: ir.Table, *, by: Sequence[str], sums: Sequence[str]) -> ir.Table:
    """``by``, ``tenth``, and the columns ``sums`` without that tenth. ``counted``: by, tenth, and the sums of each.

    Every value of ``by`` gets all ten, also those that held nothing of it.
    """
    whole = counted.group_by(list(by)).agg(**{one: counted[one].sum() for one in sums})
    tenths = ibis.array([ibis.literal(one, "int64") for one in range(GROUPS)])
    spread = whole.mutate(tenth=tenths.unnest())
    held = counted.select(*by, "tenth", **{f"_{one}": counted[one] for one in sums})
    joined = spread.left_join(held, [*by, "tenth"])
    return joined.select(*by, "tenth", **{one: joined[one] - joined[f"_{one}"].fill_null(0) for one in sums})


def interval(
    whole: ir.Table,
    parts: ir.Table,
    *,
    by: Sequence[str],
    figure: str,
    low: float,
    high: float | None,
    corrected: bool = True,
) -> ir.Table:
    """``by``, ``figure``, ``figure_low``, ``figure_high``: the figure with its 90 % interval.

    ``whole`` has the figure for each value of ``by``, ``parts`` the same for each ``tenth`` left out. The estimate is
    10 f - 9 mean(f_t); its error sqrt(9/10 sum (f_t - mean)^2) times Student's t (Quenouille 1956, Biometrika 43,
    353-360; Tukey 1958); without ``corrected`` it is f itself, for a figure with corners, which the correction would
    throw far. Estimate and bounds are kept between ``low`` and ``high``.
    """
    several = parts.group_by(list(by)).agg(
        _mean=parts[figure].mean(), _spread=parts[figure].var(how="pop"), _count=parts[figure].count()
    )
    joined = whole.select(*by, figure).inner_join(several, list(by))
    freed = GROUPS * joined[figure] - (GROUPS - 1) * joined._mean
    estimate = freed if corrected else joined[figure]
    error = ((GROUPS - 1) * joined._spread).sqrt()
    enough = joined._count == GROUPS
    shown = {
        figure: estimate,
        f"{figure}_low": estimate - STUDENT * error,
        f"{figure}_high": estimate + STUDENT * error,
    }
    return joined.select(
        *by, **{name: ibis.ifelse(enough, _within(value, low, high), None) for name, value in shown.items()}
    )


def _within(value: ir.NumericValue, low: float, high: float | None) -> ir.Value:
    kept = ibis.greatest(value, low)
    return kept if high is None else ibis.least(kept, high)
