"""Who sits where: one row for each project and organisation, whatever the number of its identifiers and roles in it.

Columns: ``activity`` (project), ``key`` and ``country`` of the organisation, ``year`` (int64), ``coordinates`` and
``funded`` (boolean: it coordinates; it signs the grant, and so may receive money), ``cents`` (int64, what the Union
gives it in the project, null where the source does not tell for one of its identifiers).
"""

import ibis
import ibis.expr.types as ir

from portulan.analytics.measures.numbers import integer

_COORDINATES = "coordinator"
_SIGNS = ("coordinator", "participant")


def seats(participations: ir.Table, keyed: ir.Table) -> ir.Table:
    """``participations``: rcn, pic, role, country, start_year, contribution; ``keyed``: source_id, key."""
    named = participations.inner_join(keyed.select("source_id", "key"), participations.pic == keyed.source_id)
    signs = named.role.isin(_SIGNS)
    untold = (signs & named.contribution.isnull()).any()
    return named.group_by(activity=named.rcn, key=named.key).agg(
        country=named.country.min(),
        year=named.start_year.min(),
        coordinates=(named.role == _COORDINATES).any(),
        funded=signs.any(),
        cents=ibis.ifelse(untold, None, integer(named.contribution.sum().fill_null(0))),
    )


def in_company(taken: ir.Table) -> ir.Table:
    """Seats of the projects in which two organisations or more sit: the others hold no cooperation."""
    crowd = taken.group_by("activity").agg(_several=taken.key.nunique() > 1)
    return taken.semi_join(crowd.filter(crowd._several), "activity")


def themed(parts: ir.Table, taken: ir.Table) -> ir.Table:
    """``activity``, ``theme``, ``share`` (float64): the themes of each project, in equal parts that sum to one.

    ``parts``: activity, theme. A project without any stands under the theme "".
    """
    every = taken.select("activity").distinct()
    several = parts.select("activity", "theme").distinct()
    joined = every.left_join(several, "activity")
    told = joined.select(activity=joined.activity, theme=joined.theme.fill_null(""))
    number = told.theme.count().over(ibis.window(group_by="activity"))
    return told.mutate(share=1.0 / number)
