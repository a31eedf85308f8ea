"""How much we work with each country and organisation, against what size and fields alone would give.

Three expectations, each said beside its figure: the seats of European projects; our co-publications against those of
the home country; the home country's co-authorship against the world's.
"""

import ibis
import ibis.expr.types as ir

from portulan.analytics.measures.numbers import integer
from portulan.analytics.measures.shrinkage import shrunk_ratio

NEEDED = 10  # projects or works of the other side


def by_seats(taken: ir.Table, themes: ir.Table, *, us: str, home: str, by: str) -> ir.Table:
    """``by`` ("key" or "country"), ``observed`` (int64, our projects with it), ``size`` (int64, its projects),
    ``expected`` (float64).

    In each theme, the foreign seats of our projects are given out as all foreign seats of the theme are: with q the
    share of ``by`` among these, a project of ours with f foreign seats has it among them with the chance
    1 - (1 - q) ^ f. ``taken``: rows of ``seats``; ``themes``: activity, theme, share (parts of one).
    """
    abroad = taken.filter((taken.key != us) & (taken.country != home))
    ours = taken.filter(taken.key == us).select("activity")
    placed = abroad.inner_join(themes, "activity")
    theirs = placed.group_by([by, "theme"]).agg(_seats=placed.share.sum())
    every = placed.group_by("theme").agg(_every=placed.share.sum())
    chances = theirs.inner_join(every, "theme")
    chances = chances.select(by, "theme", _q=ibis.least(chances._seats / chances._every, 1.0))
    demand = _demand(abroad.semi_join(ours, "activity"), themes)
    met = chances.inner_join(demand, "theme")
    summed = met.group_by(by).agg(
        expected=(met._weight * (1 - (1 - met._q).pow(met._foreign))).sum().round(9)
    )
    observed = abroad.semi_join(ours, "activity").group_by(by).agg(observed=lambda t: t.activity.nunique())
    sizes = abroad.group_by(by).agg(size=abroad.activity.nunique())
    joined = sizes.left_join(summed, by).drop(f"{by}_right").left_join(observed, by).drop(f"{by}_right")
    return joined.select(
        by,
        observed=integer(joined.observed.fill_null(0)),
        size=integer(joined["size"]),
        expected=joined.expected.fill_null(0.0),
    )


def _demand(abroad: ir.Table, themes: ir.Table) -> ir.Table:
    """``theme``, ``_foreign`` (seats held abroad), ``_weight``: our projects of that theme with as many."""
    sizes = abroad.group_by("activity").agg(_foreign=abroad.key.nunique())
    placed = sizes.inner_join(themes, "activity")
    return placed.group_by(["theme", "_foreign"]).agg(_weight=placed.share.sum())


def by_home(ours: ir.Table, home: ir.Table) -> ir.Table:
    """``country``, ``observed``, ``size``, ``expected``: our works with each country, against the home country's.

    ``ours``: country, count (our works); ``home``: country, count (works of the home country in the same
    or the nearest years). All our pairs of a work and a country are given out as those of the home country are.
    """
    pairs = ours.aggregate(_ours=ours["count"].sum())
    whole = home.aggregate(_home=home["count"].sum())
    joined = home.left_join(ours, "country").cross_join(pairs).cross_join(whole)
    expected = joined._ours * joined["count"] / joined._home.nullif(0).cast("float64")
    return joined.select(
        "country",
        observed=integer(joined.count_right.fill_null(0)),
        size=integer(joined["count"]),
        expected=expected,
    )


def by_world(pairs: ir.Table, *, home: str) -> ir.Table:
    """``country``, ``observed``, ``size``, ``expected``: co-authored works of the home country with each other one,
    against W_home W_country / W, where W sums works shared with anybody (pairs of countries, each once from each
    side). ``pairs``: first, second, works."""
    apart = pairs.filter((pairs["first"] != pairs["second"]) & (pairs.works > 0))
    sides = ibis.union(
        apart.select(country="first", other="second", works="works"),
        apart.select(country="second", other="first", works="works"),
    )
    sizes = sides.group_by("country").agg(size=sides.works.sum())
    mine = sides.filter(sides.other == home).group_by("country").agg(observed=lambda t: t.works.sum())
    whole = sizes.aggregate(_whole=sizes.size.sum(), _home=sizes.size.sum(where=sizes.country == home))
    joined = sizes.filter(sizes.country != home).left_join(mine, "country").drop("country_right")
    joined = joined.cross_join(whole)
    expected = joined._home * joined.size / joined._whole.nullif(0).cast("float64")
    return joined.select(
        "country",
        observed=integer(joined.observed.fill_null(0)),
        size=integer(joined["size"]),
        expected=expected,
    )


def intensity(counted: ir.Table) -> ir.Table:
    """The table with ``ratio``, its bounds and ``ratio_k``: observed over expected, shrunk; null where ``size`` is
    below ``NEEDED`` or nothing is expected. The prior is that of the rows that are large enough."""
    large = counted.filter((counted.size >= NEEDED) & (counted.expected > 0))
    found = shrunk_ratio(large, observed="observed", expected="expected", name="ratio")
    small = counted.filter((counted.size < NEEDED) | (counted.expected <= 0))
    empty = {f"ratio{suffix}": ibis.null("float64") for suffix in ("", "_low", "_high", "_k")}
    return ibis.union(found.select(*counted.columns, *empty), small.mutate(**empty))
