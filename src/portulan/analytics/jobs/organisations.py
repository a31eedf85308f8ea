"""Organisations as pages ask for them: one row each, from the registry, or from the one source that names them."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs.links import Links
from portulan.analytics.tables.selection import first_of

Tables = Mapping[str, ir.Table]
_COLUMNS = (
    "key",
    "name",
    "country",
    "city",
    "latitude",
    "longitude",
    "types",
    "status",
    "established",
    "website",
    "works_count",
    "cited_by",
    "as_of",
    "source",
)


def serving(tables: Tables, made: Links) -> list[ServingTable]:
    """Tables of organisations, each found by ``key``."""
    lines = _lines(tables, made)
    return [
        ServingTable("organisations", lines, ("country", "key"), ("key",)),
        ServingTable(
            "organisation_names", _keyed(tables["organisation_names"]), ("key", "name", "lang"), ("key",)
        ),
        ServingTable(
            "organisation_ids", _keyed(tables["organisation_ids"]), ("key", "kind", "value"), ("key",)
        ),
        ServingTable(
            "organisation_relations", _relations(tables), ("key", "kind", "other", "label"), ("key",)
        ),
        ServingTable("organisation_links", _links(made), ("key", "source", "source_id"), ("key", "alias")),
    ]


def _keyed(parts: ir.Table) -> ir.Table:
    return parts.mutate(key=ibis.literal("ror-") + parts.ror).drop("ror")


def _lines(tables: Tables, made: Links) -> ir.Table:
    return ibis.union(_registered(tables), _unregistered(tables, made))


def _registered(tables: Tables) -> ir.Table:
    sizes = tables["openalex_institutions"]
    largest = first_of(sizes, by=["ror"], order=[sizes.works.desc(), sizes.openalex])
    joined = (
        tables["organisations"].left_join(largest.select("ror", "works", "cited_by"), "ror").drop("ror_right")
    )
    return joined.mutate(
        key=ibis.literal("ror-") + joined.ror, works_count="works", source=ibis.literal("ror")
    ).select(*_COLUMNS)


def _unregistered(tables: Tables, made: Links) -> ir.Table:
    """Organisations that no link ties to the registry, under the key of their own source."""
    alone = made.all().filter(lambda t: t.how == "none")
    once = first_of(alone, by=["key"], order=[alone.source, alone.name])
    towns = ibis.union(
        tables["pic_names"].select(key=ibis.literal("pic-") + tables["pic_names"].pic, city="city"),
        tables["aurehal_organisations"].select(
            key=ibis.literal("hal-") + tables["aurehal_organisations"].aurehal, city="city"
        ),
    )
    joined = once.left_join(towns, "key").drop("key_right")
    empty = {"types": "array<string>", "status": "string", "established": "int64", "website": "string"}
    numbers = {"latitude": "float64", "longitude": "float64", "works_count": "int64", "cited_by": "int64"}
    nothing = {name: ibis.null(kind) for name, kind in {**empty, **numbers, "as_of": "string"}.items()}
    return joined.mutate(**nothing).mutate(status=ibis.literal("unregistered")).select(*_COLUMNS)


def _relations(tables: Tables) -> ir.Table:
    """Relations with the name and country of the other, where its record is there."""
    relations = tables["organisation_relations"]
    others = tables["organisations"].select(other="ror", known="name", country="country")
    joined = relations.left_join(others, "other")
    return joined.select(
        key=ibis.literal("ror-") + joined.ror,
        kind="kind",
        other=ibis.literal("ror-") + joined.other,
        label=ibis.coalesce(joined.known, joined.label),
        country=joined.country.fill_null(""),
    )


def _links(made: Links) -> ir.Table:
    """Identifiers elsewhere, and the key each would have had by itself (``alias``), so that old addresses lead on."""
    rows = made.all()
    prefixes = rows.source.cases(("cordis", "pic-"), ("hal", "hal-"), else_="")
    return rows.select("key", "source", "source_id", "name", "how", alias=prefixes + rows.source_id)
