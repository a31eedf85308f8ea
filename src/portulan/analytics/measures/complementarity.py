"""What each side is strong in where the other is weak, over the themes of all projects (not only the joint ones).

Revealed advantage RCA = (p_if / p_i) / (p_f / P) (Balassa 1965, Manchester School 33, 99-123; as activity index
Rousseau 2019), RSI = (RCA^2 - 1) / (RCA^2 + 1), between -1 and 1. What the other side brings is the sum over
themes of max(0, RSI_j) max(0, -RSI_i); between 0 and the number of themes, and 0 between equal profiles. The other
side's profile is first drawn towards that of all, as if it had ``PRIOR`` more projects like everybody's: with few
projects, RSI jumps from -1 to 1 on a single one.
"""

from functools import partial

import ibis
import ibis.expr.types as ir

from portulan.analytics.measures import jackknife

PRIOR = 10.0  # projects


def profiles(rows: ir.Table, *, by: str) -> ir.Table:
    """``by``, ``tenth``, ``theme``, ``amount`` (float64): projects under each theme, in parts, each project once.

    ``rows``: by, activity, theme, share.
    """
    once = rows.select(by, "activity", "theme", "share").distinct()
    dealt = jackknife.in_tenths(once, by=[by])
    return dealt.group_by([by, "tenth", "theme"]).agg(amount=dealt.share.sum())


def complementarity(theirs: ir.Table, ours: ir.Table, every: ir.Table, *, by: str) -> ir.Table:
    """``by``, ``they_bring``, ``we_bring`` (float64), each with its bounds, by the jackknife over their projects; our
    profile and that of all are taken as they are.

    ``theirs``: rows of ``profiles``; ``ours`` and ``every``: theme, amount.
    """
    reference = _advantage(ours, every)
    summed = theirs.group_by([by, "theme"]).agg(amount=theirs.amount.sum())
    spread = jackknife.left_out(theirs, by=[by, "theme"], sums=["amount"])
    whole = _both_ways(summed, reference, keys=[by])
    parts = _both_ways(spread, reference, keys=[by, "tenth"])
    bounded = partial(jackknife.interval, whole, parts, by=[by], low=0.0, high=None, corrected=False)
    found = [bounded(figure=figure) for figure in ("they_bring", "we_bring")]
    return found[0].inner_join(found[1], by)


def _advantage(ours: ir.Table, every: ir.Table) -> ir.Table:
    """``theme``, ``_all`` (share of all in it), ``_ours`` (our RSI)."""
    total = every.aggregate(_total=every.amount.sum())
    shares = every.cross_join(total).select("theme", _all=lambda t: t.amount / t._total)
    mine = ours.cross_join(ours.aggregate(_total=ours.amount.sum()))
    mine = mine.select(theme=mine.theme, _mine=mine.amount / mine._total)
    joined = shares.left_join(mine, "theme").drop("theme_right")
    return joined.select("theme", "_all", _ours=_rsi(joined._mine.fill_null(0.0) / joined._all))


def _both_ways(amounts: ir.Table, reference: ir.Table, *, keys: list[str]) -> ir.Table:
    """Themes in which the other side has nothing count too: there its RSI is near -1."""
    sizes = amounts.group_by(keys).agg(_size=amounts.amount.sum())
    grid = sizes.cross_join(reference)
    joined = grid.left_join(amounts, [*keys, "theme"])
    held = (joined.amount.fill_null(0.0) + PRIOR * joined._all) / (joined._size + PRIOR)
    rsi = _rsi(held / joined._all)
    rows = joined.mutate(
        _they=ibis.greatest(rsi, 0.0) * ibis.greatest(-joined._ours, 0.0),
        _we=ibis.greatest(-rsi, 0.0) * ibis.greatest(joined._ours, 0.0),
    )
    return rows.group_by(keys).agg(they_bring=rows._they.sum(), we_bring=rows._we.sum())


def _rsi(rca: ir.NumericValue) -> ir.NumericValue:
    return (rca * rca - 1) / (rca * rca + 1)
