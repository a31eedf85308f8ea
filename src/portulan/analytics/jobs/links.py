"""All links of a build: PIC, AureHAL, OpenAlex and supervising bodies to the registry of organisations."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.matching.link import keyed, link, registry

Tables = Mapping[str, ir.Table]
_FOREIGN = ("UNIV_ETR", "OP_PUB_ETR")


@dataclass(frozen=True, slots=True)
class Links:
    """For each source, one row for each identifier: source, source_id, name, country, key, how."""

    cordis: ir.Table
    hal: ir.Table
    rnsr: ir.Table
    openalex: ir.Table

    def all(self) -> ir.Table:
        columns = ("source", "source_id", "name", "country", "key", "how")
        return ibis.union(
            *(one.select(*columns) for one in (self.cordis, self.hal, self.rnsr, self.openalex))
        )


def links(engine: Engine, tables: Tables, located: ir.Table, focal: ir.Table) -> Links:
    """Make all links. ``located``: rnsr, address_country of structures; ``focal``: source, source_id, key."""
    known = engine.keep("registry", registry(tables["organisations"], tables["organisation_names"]))
    made = {
        "cordis": keyed(_pics(tables), link(_pic_names(tables), known, focal), "pic-"),
        "hal": keyed(_aurehal(tables), link(_aurehal(tables), known, focal), "hal-"),
        "rnsr": keyed(_bodies(tables), link(_body_names(tables, located), known, focal), ""),
        "openalex": _openalex(tables),
    }
    kept = {name: engine.keep(f"keyed_{name}", table) for name, table in made.items()}
    titled = {name: _titled(table, tables["organisations"]) for name, table in kept.items()}
    return Links(**{name: engine.keep(f"links_{name}", table) for name, table in titled.items()})


def _titled(keyed_rows: ir.Table, organisations: ir.Table) -> ir.Table:
    """The registry's name where there is one: sources write theirs in many ways."""
    titles = organisations.select(key=ibis.literal("ror-") + organisations.ror, title="name")
    joined = keyed_rows.left_join(titles, "key").drop("key_right")
    return joined.mutate(name=ibis.coalesce(joined.title, joined.name)).drop("title")


def _pic_names(tables: Tables) -> ir.Table:
    """Names, and names without their own acronym at the end ("CENTRE NATIONAL ... SCIENTIFIQUE CNRS")."""
    names = tables["pic_names"]
    own = ibis.literal(" ") + names.short_name.upper()
    ends = (names.short_name != "") & names.name.upper().endswith(own)
    bare = names.filter(ends).mutate(
        name=lambda t: t.name.substr(0, t.name.length() - t.short_name.length() - 1)
    )
    return ibis.union(names, bare).select(
        source=ibis.literal("cordis"), source_id="pic", name="name", country=lambda t: t.country.fill_null("")
    )


def _pics(tables: Tables) -> ir.Table:
    """Every PIC that takes part or has a name; without a name, the PIC stands for it."""
    taken = tables["participations"].group_by("pic").agg(met=lambda t: t.country.min())
    names = tables["pic_names"].select(pic="pic", name="name", given="country")
    joined = taken.outer_join(names, "pic")
    pic = ibis.coalesce(joined.pic, joined.pic_right)
    country = ibis.coalesce(joined.met, joined.given.nullif(""), ibis.literal(""))
    name = ibis.coalesce(joined.name, ibis.literal("PIC ") + pic)
    return joined.select(source=ibis.literal("cordis"), source_id=pic, name=name, country=country)


def _aurehal(tables: Tables) -> ir.Table:
    names = tables["aurehal_organisations"]
    return names.select(source=ibis.literal("hal"), source_id="aurehal", name="name", country="country")


def _bodies(tables: Tables) -> ir.Table:
    """Supervising bodies; the registry is French, and marks those that are foreign by their type."""
    bodies = tables["structure_bodies"]
    country = ibis.ifelse(bodies.type.isin(_FOREIGN), "", "FR")
    rows = bodies.select(source=ibis.literal("rnsr"), source_id="body", name="name", country=country)
    return rows.distinct()


def _body_names(tables: Tables, located: ir.Table) -> ir.Table:
    """Names to seek; the registry gives a foreign body no country: it is sought where its structures stand."""
    bodies = tables["structure_bodies"].filter(lambda t: t.type.isin(_FOREIGN))
    abroad = bodies.inner_join(located.filter(located.address_country.notnull()), "rnsr")
    sought = abroad.select(
        source=ibis.literal("rnsr"), source_id="body", name="name", country="address_country"
    ).distinct()
    return ibis.union(_bodies(tables), sought)


def _openalex(tables: Tables) -> ir.Table:
    """OpenAlex gives the ROR identifier itself."""
    rows = tables["openalex_institutions"].semi_join(tables["organisations"], "ror")
    return rows.select(
        source=ibis.literal("openalex_institutions"),
        source_id="openalex",
        name="name",
        country=rows.country.fill_null(""),
        key=ibis.literal("ror-") + rows.ror,
        how=ibis.literal("identifier"),
    )
