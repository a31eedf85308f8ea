"""Our structures and their bodies, as pages ask for them."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs.links import Links
from portulan.analytics.matching.structures import related
from portulan.analytics.measures import structures as measures
from portulan.analytics.sources.decisions import Focal

Tables = Mapping[str, ir.Table]


def located(engine: Engine, tables: Tables, focal: Focal) -> ir.Table:
    """Our structures with the country they stand in, and why we say so."""
    bodies = tables["structure_bodies"]
    ours = engine.keep("our_structures", measures.ours(tables["structures"], bodies, focal.rnsr_bodies))
    mine = measures.bodies_of(bodies, focal.rnsr_bodies)
    tied = related(
        ours,
        mine,
        organisations=tables["organisations"],
        names=tables["organisation_names"],
        ids=tables["organisation_ids"],
        relations=tables["organisation_relations"],
        focal=focal.ror,
        home=focal.home_country,
    )
    whole = measures.located(
        ours,
        domestic=measures.domestic(tables["structures"], bodies),
        crosswalk=tables["structure_countries"],
        related=engine.keep("structures_in_registry", tied),
        home=focal.home_country,
    )
    return engine.keep("located_structures", whole)


def serving(tables: Tables, structures: ir.Table, made: Links) -> list[ServingTable]:
    """Our structures, and all bodies of each."""
    bodies = tables["structure_bodies"].semi_join(structures, "rnsr")
    keys = made.rnsr.select(body="source_id", key="key", how="how", national=made.rnsr.country.nullif(""))
    countries = tables["organisations"].select(
        key=ibis.literal("ror-") + tables["organisations"].ror, known="country"
    )
    joined = bodies.inner_join(keys, "body").left_join(countries, "key").drop("key_right")
    joined = joined.mutate(country=ibis.coalesce(joined.known, joined.national)).drop("known", "national")
    return [
        ServingTable("structures", structures, ("rnsr",), ("rnsr",)),
        ServingTable("structure_bodies", joined, ("rnsr", "position"), ("rnsr",)),
    ]
