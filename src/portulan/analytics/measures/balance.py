"""The balance of a partnership, component by component: who leads, who is funded, who depends on whom.

``by`` is "key" (one partner) or "country" (all organisations of a country but ours, taken as one side). Nothing here
is added up into one number. Citations and the order of authors are in no source of projects: nothing is said of them.
"""

import ibis
import ibis.expr.types as ir

from portulan.analytics.measures import jackknife
from portulan.analytics.measures.numbers import integer
from portulan.analytics.measures.shrinkage import Share, shrunk_ratio, shrunk_shares

NEEDED = 10  # joint projects: with fewer, intervals cover nearly everything
_ONE_SIDE = ("count", "we_lead", "they_lead", "we_sign", "they_sign")


def joint(taken: ir.Table, *, us: str, by: str) -> ir.Table:
    """One row for each value of ``by`` and project that we share with it: ``we_lead``, ``they_lead``, ``we_sign``,
    ``they_sign`` (int64, 0 or 1), ``our_cents``, ``their_cents`` (int64, null where not told), ``year``.

    ``taken``: rows of ``seats``; ``us``: our own key.
    """
    ours = taken.filter(taken.key == us).select(
        "activity",
        we_lead=taken.coordinates.cast("int64"),
        we_sign=taken.funded.cast("int64"),
        our_cents="cents",
    )
    theirs = taken.filter(taken.key != us).group_by([by, "activity"])
    met = theirs.agg(
        they_lead=lambda t: t.coordinates.any().cast("int64"),
        they_sign=lambda t: t.funded.any().cast("int64"),
        their_cents=lambda t: ibis.ifelse(t.cents.isnull().any(), None, integer(t.cents.sum())),
        year=lambda t: t.year.min(),
    )
    return met.inner_join(ours, "activity")


def roles(together: ir.Table, *, by: str) -> ir.Table:
    """``by``, counts of ``joint`` (int64), and the shares ``lead_ours``, ``lead_theirs``, ``sign_ours``,
    ``sign_theirs`` of the joint projects, each with its bounds, shrunk; null with fewer than ``NEEDED`` projects."""
    summed = together.group_by(by).agg(
        count=together.activity.count(),
        **{name: integer(together[name].sum()) for name in _ONE_SIDE[1:]},
    )
    return shrunk_shares(
        summed,
        Share("we_lead", "count", "lead_ours"),
        Share("they_lead", "count", "lead_theirs"),
        Share("we_sign", "count", "sign_ours"),
        Share("they_sign", "count", "sign_theirs"),
    )


def contribution(together: ir.Table, *, by: str) -> ir.Table:
    """``by``, ``told`` (int64, joint projects in which the money of both sides is known), ``our_cents``,
    ``their_cents`` (int64, their sums), and ``money_ours`` with its bounds: our part of the sum, by the jackknife."""
    known = together.filter(together.our_cents.notnull() & together.their_cents.notnull())
    dealt = jackknife.in_tenths(known, by=[by])
    sums = ("told", "our_cents", "their_cents")
    counted = dealt.group_by([by, "tenth"]).agg(
        told=dealt.activity.count(), our_cents=dealt.our_cents.sum(), their_cents=dealt.their_cents.sum()
    )
    whole = counted.group_by(by).agg(**{one: integer(counted[one].sum()) for one in sums})
    parts = jackknife.left_out(counted, by=[by], sums=sums)
    shares = jackknife.interval(_money(whole), _money(parts), by=[by], figure="money_ours", low=0.0, high=1.0)
    joined = whole.left_join(shares, by).drop(f"{by}_right")
    return _blanked(joined, joined.told >= NEEDED, "money_ours")


def _money(table: ir.Table) -> ir.Table:
    total = (table.our_cents + table.their_cents).nullif(0)
    return table.mutate(money_ours=table.our_cents / total.cast("float64"))


def dependence(counted: ir.Table) -> ir.Table:
    """Inclusion both ways: ``depend_ours``, the share of our projects that have this partner in them, and
    ``depend_theirs``, the share of its own that have us; shrunk, with bounds.

    ``counted``: count, our_total, their_total (projects in company). Their ratio is that of both sides' sizes: a
    small partner depends more because it is small.
    """
    return shrunk_shares(
        counted,
        Share("count", "our_total", "depend_ours"),
        Share("count", "their_total", "depend_theirs"),
    )


def affinity(counted: ir.Table) -> ir.Table:
    """Probabilistic affinity ``affinity`` = c C / (c_i c_j) with bounds (Zitt, Bassecoulard and Okubo 2000,
    Scientometrics 47, 627-657), shrunk; its logarithm is symmetric around 0.

    ``counted``: count, our_total, their_total, total (all projects in company).
    """
    expected = counted.our_total * counted.their_total / counted.total.nullif(0).cast("float64")
    return shrunk_ratio(
        counted.mutate(affinity_expected=expected),
        observed="count",
        expected="affinity_expected",
        name="affinity",
    )


def enough(counted: ir.Table, *names: str) -> ir.Table:
    """The table, the estimates ``names`` and their bounds blanked where ``count`` is below ``NEEDED``."""
    return _blanked(counted, counted["count"] >= NEEDED, *names)


def _blanked(table: ir.Table, kept: ir.BooleanValue, *names: str) -> ir.Table:
    columns = [f"{name}{suffix}" for name in names for suffix in ("", "_low", "_high")]
    return table.mutate(**{one: ibis.ifelse(kept, table[one], None) for one in columns})
