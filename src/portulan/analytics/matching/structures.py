"""Structures of the national registry tied to records of the registry of organisations."""

import ibis
import ibis.expr.types as ir

from portulan.analytics.matching.names import normalised
from portulan.analytics.tables.structures import JOINT_LABEL


def related(
    structures: ir.Table,
    bodies: ir.Table,
    *,
    organisations: ir.Table,
    names: ir.Table,
    ids: ir.Table,
    relations: ir.Table,
    focal: str,
    home: str,
) -> ir.Table:
    """``rnsr``, ``ror``, ``country``, ``how`` for structures that have exactly one record, and the record one of them.

    First by the label that the registry keeps as an identifier (CNRS: "UMI2820"), whoever the record is related
    to; then, among records related to ``focal`` (its ROR), by a name that is the label ("USR3134") or the name of
    the structure, and last by an acronym of four letters or more, unless that would bring a laboratory labelled
    UMI or IRL back to ``home``: two laboratories bear the same acronym, then.
    """
    near = _related_to(relations, focal)
    named = names.semi_join(near, "ror")
    spellings = named.select("ror", word=normalised(named.name), acronym=named.kinds.contains("acronym"))
    labelled = bodies.filter(bodies.label != "").select("rnsr", word=_joined(bodies.label)).distinct()
    codes = ids.filter(ids.kind == "cnrs").select("ror", word=_joined(ids["value"]))
    titled = structures.select("rnsr", word=normalised(structures.name))
    short = structures.filter(structures.short_name.length() > 3)
    short = short.select("rnsr", word=normalised(short.short_name))
    full = spellings.filter(~spellings.acronym)
    acronyms = spellings.filter(spellings.acronym)
    steps = (
        (labelled, codes, "identifier"),
        (labelled, full, "exact name"),
        (titled, full, "exact name"),
        (short, acronyms, "acronym"),
    )
    tied = ibis.union(*(_pairs(*step, rank=rank) for rank, step in enumerate(steps)))
    found = _one_to_one(tied).inner_join(organisations.select("ror", "country"), "ror")
    joint = bodies.filter(bodies.label.re_search(JOINT_LABEL)).select("rnsr").distinct()
    return found.anti_join(
        found.filter((found.how == "acronym") & (found.country == home)).semi_join(joint, "rnsr"), "rnsr"
    )


def _related_to(relations: ir.Table, focal: str) -> ir.Table:
    kinds = ("parent", "child", "related")
    used = relations.filter(relations.kind.isin(kinds))
    down = used.filter(used.ror == focal).select(ror="other")
    up = used.filter(used.other == focal).select("ror")
    return ibis.union(down, up, distinct=True)


def _joined(label: ir.StringValue) -> ir.StringValue:
    return label.lower().re_replace(r"[\s_]+", "")


def _pairs(left: ir.Table, right: ir.Table, how: str, *, rank: int) -> ir.Table:
    met = left.inner_join(right, "word")
    return met.select("rnsr", "ror", how=ibis.literal(how), rank=ibis.literal(rank, "int64")).distinct()


def _one_to_one(tied: ir.Table) -> ir.Table:
    """The best kind of tie for each structure, where it names one record, and that record no other structure."""
    best = tied.group_by("rnsr").agg(best=tied["rank"].min())
    first = tied.inner_join(best, "rnsr").filter(lambda t: t["rank"] == t.best)
    single = first.group_by("rnsr").agg(
        n=first.ror.nunique(), ror=first.ror.min(), how=first.how.min(), best=first.best.min()
    )
    sure = single.filter(single.n == 1)
    rival = sure.mutate(others=sure.rnsr.count().over(ibis.window(group_by=["ror", "best"])))
    lowest = rival.mutate(first=rival.best.min().over(ibis.window(group_by="ror")))
    return lowest.filter((lowest.others == 1) & (lowest.best == lowest.first)).select("rnsr", "ror", "how")
