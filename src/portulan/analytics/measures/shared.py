"""Activity shared with others, in one shape whatever the source: one row for each activity and partner.

Columns: ``activity`` (identifier of a project or work), ``year`` (int64), ``source_id`` (partner's identifier in
the source), ``country`` (alpha-2), ``weight`` (float64, one over the number of partners of the activity other
than us, so that the weights of an activity sum to one).
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir


def co_participations(participations: ir.Table, pics: Sequence[str]) -> ir.Table:
    """Other organisations in the projects in which one of ``pics`` takes part; a project alone gives no row.

    ``participations``: rcn, pic, country, start_year. An organisation with two roles in a project counts once.
    """
    ours = participations.filter(participations.pic.isin(list(pics))).select("rcn").distinct()
    others = participations.filter(participations.pic.notin(list(pics)))
    met = others.semi_join(ours, "rcn").group_by("rcn", "pic")
    once = met.agg(year=lambda t: t.start_year.min(), country=lambda t: t.country.min())
    return _weighted(once.select(activity="rcn", year="year", source_id="pic", country="country"))


def co_publications(copublications: ir.Table) -> ir.Table:
    """Foreign organisations of each work, whatever the number of our teams in it.

    ``copublications``: hal_id, aurehal, country, year.
    """
    met = copublications.group_by("hal_id", "aurehal")
    once = met.agg(year=lambda t: t.year.min(), country=lambda t: t.country.min())
    return _weighted(once.select(activity="hal_id", year="year", source_id="aurehal", country="country"))


def _weighted(met: ir.Table) -> ir.Table:
    partners = met.source_id.count().over(ibis.window(group_by="activity"))
    return met.mutate(weight=1.0 / partners)


def with_keys(shared: ir.Table, keyed: ir.Table, *, without: str) -> ir.Table:
    """The same with ``key``, ``name``, ``how`` of each partner, leaving out the key ``without`` (ourselves).

    ``keyed``: source_id, key, name, how.
    """
    joined = shared.inner_join(keyed.select("source_id", "key", "name", "how"), "source_id")
    return joined.filter(joined.key != without)
