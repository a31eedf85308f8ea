"""How concentrated or interdisciplinary a portfolio is over its themes, and which theme would change that most."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from portulan.analytics.measures import jackknife

NEEDED = 10  # projects or works


def distances(rows: ir.Table) -> ir.Table:
    """``theme``, ``other``, ``distance`` (0 to 1): one minus the cosine of two themes, by who is active in them.

    ``rows``: key, activity, theme. A theme is the list of its organisations with their projects or works; two themes
    with the same organisations in the same proportions are 0 apart, two without any in common are 1 apart.
    """
    counts = rows.group_by(["theme", "key"]).agg(n=rows.activity.nunique())
    lengths = counts.group_by("theme").agg(length=(counts.n * counts.n).cast("float64").sum().sqrt())
    right = counts.select(other="theme", key="key", m="n")
    both = counts.inner_join(right, "key")
    product = both.group_by(["theme", "other"]).agg(dot=(both.n * both.m).cast("float64").sum())
    other = lengths.select(other="theme", far="length")
    grid = lengths.cross_join(other).left_join(product, ["theme", "other"])
    cosine = grid.dot.fill_null(0.0) / (grid.length * grid.far)
    apart = ibis.greatest(1.0 - cosine, 0.0).round(9)
    return grid.select("theme", "other", distance=ibis.ifelse(grid.theme == grid.other, 0.0, apart))


def amounts(rows: ir.Table, *, by: Sequence[str]) -> ir.Table:
    """``by``, ``tenth``, ``theme``, ``amount``: each activity once, shared equally among its themes.

    ``rows``: by, activity, theme.
    """
    once = rows.select(*by, "activity", "theme").distinct()
    number = once.theme.count().over(ibis.window(group_by=[*by, "activity"]))
    dealt = jackknife.in_tenths(once.mutate(share=1.0 / number), by=by)
    return dealt.group_by([*by, "tenth", "theme"]).agg(amount=dealt.share.sum())


def indices(held: ir.Table, apart: ir.Table, *, by: Sequence[str]) -> ir.Table:
    """``by``, ``themes`` (int64), ``shannon`` (nats, 0 to ln of the themes), ``rao`` (0 to the greatest distance).

    Shannon 1948: - sum p ln p. Rao-Stirling: sum over ordered pairs of themes of d p_i p_j (Rao 1982, Theoretical
    Population Biology 21, 24-43; Stirling 2007, Journal of the Royal Society Interface 4, 707-719).
    ``held``: by, theme, amount; ``apart``: theme, other, distance.
    """
    some = held.filter(held.amount > 1e-9)
    totals = some.group_by(list(by)).agg(_total=some.amount.sum())
    parts = some.inner_join(totals, list(by))
    parts = parts.select(*by, "theme", p=parts.amount / parts._total)
    entropy = parts.group_by(list(by)).agg(
        themes=parts.theme.count(), shannon=-(parts.p * parts.p.ln()).sum()
    )
    right = parts.select(*by, other="theme", q="p")
    pairs = parts.inner_join(right, list(by)).inner_join(apart, ["theme", "other"])
    mixed = pairs.group_by(list(by)).agg(rao=(pairs.distance * pairs.p * pairs.q).sum())
    joined = entropy.left_join(mixed, list(by))
    return joined.select(*by, "themes", "shannon", rao=joined.rao.fill_null(0.0))


def diversity(rows: ir.Table, apart: ir.Table, *, by: Sequence[str]) -> ir.Table:
    """``by``, ``count``, ``themes`` (int64), ``shannon``, ``rao`` with their bounds (null below ``NEEDED``
    activities), by the jackknife, which also frees them of the bias of small portfolios (Zahl 1977, Ecology 58,
    907-913). ``rows``: by, activity, theme."""
    held = amounts(rows, by=by)
    counted = rows.group_by(list(by)).agg(count=rows.activity.nunique())
    whole = indices(_summed(held, by), apart, by=by)
    spread = jackknife.left_out(held, by=[*by, "theme"], sums=["amount"])
    parts = indices(spread, apart, by=[*by, "tenth"])
    most = apart.theme.nunique()
    bounded = [
        jackknife.interval(whole, parts, by=by, figure=figure, low=0.0, high=None)
        for figure in ("shannon", "rao")
    ]
    joined = counted.inner_join(whole.select(*by, "themes"), list(by))
    for one in bounded:
        joined = joined.left_join(one, list(by)).drop(*(f"{name}_right" for name in by))
    joined = joined.cross_join(apart.aggregate(_most=most.cast("float64").ln()))
    return _told(joined)


def _told(joined: ir.Table) -> ir.Table:
    kept = joined["count"] >= NEEDED
    highest = {"shannon": joined._most, "rao": ibis.literal(1.0)}
    columns = {
        f"{name}{suffix}": ibis.ifelse(kept, ibis.least(joined[f"{name}{suffix}"], high), None)
        for name, high in highest.items()
        for suffix in ("", "_low", "_high")
    }
    return joined.mutate(**columns).drop("_most")


def _summed(held: ir.Table, by: Sequence[str]) -> ir.Table:
    return held.group_by([*by, "theme"]).agg(amount=held.amount.sum())


def levers(rows: ir.Table, apart: ir.Table, *, by: Sequence[str]) -> ir.Table:
    """``by``, ``theme``, ``amount``, ``share``, ``shannon_change``, ``rao_change``: what one more activity under each
    theme, also one not held yet, would add to the plain indices (not to the estimates freed of bias)."""
    held = _summed(amounts(rows, by=by), by)
    totals = held.group_by(list(by)).agg(_total=held.amount.sum(), _logs=_logs(held.amount).sum())
    themes = apart.select("theme").distinct()
    grid = totals.cross_join(themes).left_join(held, [*by, "theme"])
    grid = grid.select(*by, "theme", "_total", "_logs", amount=grid.amount.fill_null(0.0))
    near = held.select(*by, other="theme", _n="amount")
    reach = grid.left_join(near, list(by)).drop(*(f"{name}_right" for name in by))
    reach = reach.inner_join(apart, ["theme", "other"])
    pulled = reach.group_by([*by, "theme"]).agg(_pull=(reach.distance * reach._n).sum())
    joined = grid.inner_join(pulled, [*by, "theme"])
    mixed = joined.group_by(list(by)).agg(_mixed=(joined.amount * joined._pull).sum())
    joined = joined.inner_join(mixed, list(by))
    return joined.select(
        *by,
        "theme",
        "amount",
        share=joined.amount / joined._total,
        shannon_change=_entropy(
            joined._total + 1, joined._logs + _logs(joined.amount + 1) - _logs(joined.amount)
        )
        - _entropy(joined._total, joined._logs),
        rao_change=(joined._mixed + 2 * joined._pull) / (joined._total + 1).pow(2)
        - joined._mixed / joined._total.pow(2),
    )


def _logs(amount: ir.NumericValue) -> ir.NumericValue:
    return ibis.ifelse(amount > 1e-9, amount * ibis.greatest(amount, 1e-9).ln(), 0.0)


def _entropy(total: ir.NumericValue, logs: ir.NumericValue) -> ir.NumericValue:
    """- sum p ln p of amounts n: ln N - (sum n ln n) / N."""
    return total.ln() - logs / total
