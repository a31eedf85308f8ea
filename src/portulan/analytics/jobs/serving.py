"""The tables that answer pages, computed from checked tables by the measures."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs.links import Links
from portulan.analytics.measures import activity, coauthorship, shared
from portulan.analytics.measures.growth import Periods, growth, periods
from portulan.analytics.measures.intervals import with_poisson
from portulan.analytics.sources.decisions import Focal

Tables = Mapping[str, ir.Table]
_COUNTRY = ("country", "year")


@dataclass(frozen=True, slots=True)
class Shared:
    """One source of shared activity: its name, rows with keys, groups of activities, total and periods."""

    source: str
    rows: ir.Table
    total: int
    over: Periods


def shared_activity(engine: Engine, tables: Tables, made: Links, focal: Focal) -> dict[str, Shared]:
    """What we share with others in European projects ("cordis") and in works ("hal"); works only where we have them."""
    ours = tables["participations"].filter(tables["participations"].pic.isin(list(focal.pics)))
    projects = shared.co_participations(tables["participations"], focal.pics)
    published = tables["copublications"].filter(ibis.literal(focal.copublications))
    works = shared.co_publications(published)
    sources = {
        "cordis": (projects, made.cordis, ours.rcn.nunique(), tables["participations"].start_year),
        "hal": (works, made.hal, published.hal_id.nunique(), published.year),
    }
    found = {}
    for name, (rows, keyed, total, year) in sources.items():
        kept = engine.keep(f"shared_{name}", shared.with_keys(rows, keyed, without=f"ror-{focal.ror}"))
        found[name] = Shared(name, kept, engine.scalar(total) or 0, _periods(engine, year))
    return found


def _periods(engine: Engine, year: ir.IntegerColumn) -> Periods:
    first, last = engine.scalar(year.min()), engine.scalar(year.max())
    return periods(first or 0, last or 0)


def country_tables(engine: Engine, tables: Tables, home: str) -> list[ServingTable]:
    """Co-authorship of the home country, works of each country, and shapes."""
    pairs = tables["country_coauthorship"]
    together = engine.keep("with_home", coauthorship.with_country(pairs, home))
    rates = growth(together, by=["country"], over=_periods(engine, pairs.year))
    return [
        ServingTable("coauthorship", with_poisson(together), _COUNTRY),
        ServingTable("coauthorship_growth", _with_periods(rates, _periods(engine, pairs.year)), ("country",)),
        ServingTable("country_works", with_poisson(coauthorship.of_countries(pairs)), _COUNTRY),
        ServingTable("country_shapes", tables["country_shapes"], ("code",)),
    ]


def shared_tables(one: Shared) -> list[ServingTable]:
    """Counts by country, year and partner, and growth, for one source of shared activity."""
    by_country = activity.counts(one.rows, by=_COUNTRY)
    by_partner_year = activity.counts(one.rows, by=["key", "year"])
    growing = _with_periods(growth(by_country, by=["country"], over=one.over), one.over)
    name = one.source
    return [
        ServingTable(f"{name}_countries", with_poisson(by_country), _COUNTRY),
        ServingTable(f"{name}_growth", growing, ("country",)),
        ServingTable(f"{name}_partner_years", with_poisson(by_partner_year), ("key", "year"), ("key",)),
        ServingTable(
            f"{name}_activities", one.rows.drop("weight"), ("country", "activity", "key"), ("key", "activity")
        ),
    ]


def partners(several: list[Shared]) -> ServingTable:
    """One row for each source, partner and country: counts, share, span of years, growth."""
    rows = ibis.union(*(_partners(one) for one in several))
    return ServingTable("partners", rows, ("country", "source", "key"), ("key",))


def _partners(one: Shared) -> ir.Table:
    by = ["key", "country"]
    spans = activity.with_share(activity.spans(one.rows, by=by), one.total)
    named = one.rows.group_by(by).agg(name=lambda t: t.name.min(), how=lambda t: t.how.max())
    rates = _with_periods(growth(activity.counts(one.rows, by=[*by, "year"]), by=by, over=one.over), one.over)
    joined = spans.inner_join(named, by).inner_join(rates, by)
    return joined.mutate(source=ibis.literal(one.source), total=ibis.literal(one.total, "int64"))


def _with_periods(rates: ir.Table, over: Periods) -> ir.Table:
    years = (*over.first_period, *over.last_period)
    names = ("first_from", "first_to", "last_from", "last_to")
    return rates.mutate(
        **{name: ibis.literal(year, "int64") for name, year in zip(names, years, strict=True)}
    )


def project_tables(tables: Tables, one: Shared, focal: Focal) -> list[ServingTable]:
    """Programme parts by country, and our projects with our role."""
    parts = tables["programme_parts"].select(activity="rcn", programme="programme")
    spans = activity.spans(activity.in_groups(one.rows, parts), by=["country", "programme"])
    ours = tables["participations"].filter(tables["participations"].pic.isin(list(focal.pics)))
    held = ours.group_by("rcn").agg(
        role=ours.role.min(), start=ours.start.min().cast("string"), end=ours.end.min().cast("string")
    )
    listed = parts.group_by("activity").agg(programmes=parts.programme.collect(order_by=parts.programme))
    projects = held.left_join(listed, held.rcn == listed.activity).drop("activity")
    return [
        ServingTable("cordis_programmes", spans, ("country", "programme")),
        ServingTable("projects", projects, ("rcn",), ("rcn",)),
    ]


def work_tables(tables: Tables, one: Shared, focal: Focal) -> list[ServingTable]:
    """Fields by country, teams, and works."""
    published = tables["copublications"].filter(ibis.literal(focal.copublications))
    fields = published.select(activity="hal_id", field=published.fields.unnest()).distinct()
    teams = published.select(
        activity="hal_id", source_id="aurehal", team_key="team_key", team="team"
    ).distinct()
    by_team = one.rows.inner_join(teams, ["activity", "source_id"])
    listed = fields.group_by("activity").agg(fields=fields.field.collect(order_by=fields.field))
    met = published.group_by("hal_id").agg(
        year=published.year.min(), teams=published.team.collect(distinct=True)
    )
    works = met.left_join(listed, met.hal_id == listed.activity).drop("activity")
    counted = activity.counts(activity.in_groups(one.rows, fields), by=["country", "field", "year"])
    return [
        ServingTable("hal_fields", counted, ("country", "field", "year")),
        ServingTable(
            "hal_team_activities", by_team.drop("weight"), ("team_key", "activity", "key"), ("key",)
        ),
        ServingTable("works", works, ("hal_id",), ("hal_id",)),
    ]
