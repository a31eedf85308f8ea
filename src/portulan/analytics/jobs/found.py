"""Cooperations that the sources show: with whom we share activity abroad, as an organisation or team by team."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs.serving import Shared
from portulan.analytics.measures import activity
from portulan.analytics.sources.decisions import Focal

Tables = Mapping[str, ir.Table]


def serving(tables: Tables, projects: Shared, works: Shared, focal: Focal) -> ServingTable:
    """One row for each source, team and organisation abroad: ``team_key`` is empty where the source names no team.

    Columns: source, team_key, key, name, country, count (int64), first_year, last_year (int64).
    """
    teams = tables["copublications"].select(activity="hal_id", source_id="aurehal", team_key="team_key")
    whole = projects.rows.mutate(team_key=ibis.literal(""))
    by_team = works.rows.inner_join(teams.distinct(), ["activity", "source_id"])
    found = ibis.union(_spans(whole, projects.source, focal), _spans(by_team, works.source, focal))
    return ServingTable("found", found, ("source", "team_key", "key"), ("team_key", "key"))


def _spans(rows: ir.Table, source: str, focal: Focal) -> ir.Table:
    abroad = rows.filter(rows.country != focal.home_country)
    by = ["team_key", "key"]
    named = abroad.group_by(by).agg(name=abroad.name.min(), country=abroad.country.min())
    counted = activity.spans(abroad, by=by).inner_join(named, by)
    return counted.select(
        "team_key", "key", "name", "country", "count", "first_year", "last_year", source=ibis.literal(source)
    )
