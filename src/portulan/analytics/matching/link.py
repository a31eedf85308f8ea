"""Links from names and identifiers of other sources to the registry: one function, to be replaced by a matcher."""

import ibis
import ibis.expr.types as ir

from portulan.analytics.matching.names import normalised, variants
from portulan.analytics.tables.selection import first_of

BY_IDENTIFIER = "identifier"
BY_NAME = "exact name"

# Which kind of name of the registry is believed first when several organisations bear the same one.
_ORDER = {"ror_display": 0, "label": 1, "alias": 2}


def registry(organisations: ir.Table, names: ir.Table) -> ir.Table:
    """What one may link to: key, name (normalised), country, rank (0 is the best), from ROR's two tables.

    Acronyms are left out: two thousand of them belong to several organisations. Withdrawn records too.
    """
    kept = names.mutate(rank=_rank(names.kinds)).filter(lambda t: t.rank < len(_ORDER))
    joined = kept.inner_join(organisations.select("ror", "country", "status"), "ror")
    usable = joined.filter(joined.status != "withdrawn")
    spread = usable.mutate(spelling=variants(usable.name).unnest())
    rank = spread.rank * 2 + (spread.status != "active").cast("int64")
    rows = spread.select(
        key="ror-" + spread.ror, name=normalised(spread.spelling), country="country", rank=rank
    )
    return rows.filter(rows.name.length() > 2).group_by("key", "name", "country").agg(rank=rows.rank.min())


def _rank(kinds: ir.ArrayValue) -> ir.IntegerValue:
    cases = [(kinds.contains(kind), place) for kind, place in _ORDER.items()]
    return ibis.cases(*cases, else_=len(_ORDER))


def link(names: ir.Table, registry: ir.Table, identifiers: ir.Table | None = None) -> ir.Table:
    """Tie organisations of other sources to the registry.

    ``names``: source, source_id, name, country (alpha-2; empty is never matched), one row or several for each
    source_id. ``registry``: as ``registry()`` gives. ``identifiers``: source, source_id, key, for those whose
    identifier the registry or a crosswalk knows. Returns source, source_id, key, how ("identifier" or "exact
    name"), one row for each that is tied. A name that two organisations of equal rank bear in the country ties
    nothing.
    """
    exact = _by_name(names, registry)
    if identifiers is None:
        return exact
    known = identifiers.select("source", "source_id", "key", how=ibis.literal(BY_IDENTIFIER))
    return ibis.union(known, exact.anti_join(known, ["source", "source_id"]))


def _by_name(names: ir.Table, registry: ir.Table) -> ir.Table:
    given = names.filter((names.country != "") & (names.name != ""))
    spread = given.mutate(spelling=variants(given.name).unnest())
    sought = spread.select("source", "source_id", "country", name=normalised(spread.spelling)).distinct()
    met = sought.inner_join(registry, ["name", "country"])
    best = met.group_by("source", "source_id", "key").agg(rank=met["rank"].min())
    place = best.group_by("source", "source_id").agg(rank=best["rank"].min())
    first = best.inner_join(place, ["source", "source_id", "rank"])
    single = first.group_by("source", "source_id").agg(n=first.key.nunique(), key=first.key.min())
    return single.filter(single.n == 1).select("source", "source_id", "key", how=ibis.literal(BY_NAME))


def keyed(names: ir.Table, links: ir.Table, prefix: str) -> ir.Table:
    """One row for each source_id: source_id, key (the registry's, else ``prefix`` and the id), how ("none" else)."""
    once = first_of(names, by=["source", "source_id"], order=[names.name])
    tied = once.left_join(links, ["source", "source_id"], rname="tied_{name}")
    own = ibis.literal(prefix) + tied.source_id
    return tied.select(
        "source",
        "source_id",
        "name",
        "country",
        key=ibis.coalesce(tied.key, own),
        how=tied.how.fill_null("none"),
    )
