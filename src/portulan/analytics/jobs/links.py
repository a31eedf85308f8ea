"""All links of a build: PIC, AureHAL, OpenAlex and supervising bodies to the registry of organisations.

By what people answered, by identifier, else by the matcher.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.matching.link import BY_IDENTIFIER, BY_PERSON, NOT_LINKED, Linked, Sought, link
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.pins import Pins
from portulan.analytics.tables.selection import first_of

Tables = Mapping[str, ir.Table]
_FOREIGN = ("UNIV_ETR", "OP_PUB_ETR")
_TIED = ("source", "source_id", "key", "how")
_TEXTS = pa.schema(
    [
        ("place", pa.int64()),
        *((name, pa.string()) for name in ("source", "source_id", "text", "country")),
        ("count", pa.int64()),
        ("key", pa.string()),
        ("how", pa.string()),
        ("probability", pa.float64()),
        *((name, pa.list_(pa.string())) for name in ("keys", "names", "countries")),
        ("probabilities", pa.list_(pa.float64())),
    ]
)


@dataclass(frozen=True, slots=True)
class Links:
    """For each source, one row for each identifier: source, source_id, name, country, key, how.

    ``texts``: what was sought and not tied by an identifier, as ``analytics.tables`` has no source for: source, text,
    country, count (rows of the source that bear it), key, how, probability, candidates, place (0 is worth a look most).
    """

    cordis: ir.Table
    hal: ir.Table
    rnsr: ir.Table
    openalex: ir.Table
    texts: ir.Table

    def all(self) -> ir.Table:
        columns = ("source", "source_id", "name", "country", "key", "how")
        return ibis.union(
            *(one.select(*columns) for one in (self.cordis, self.hal, self.rnsr, self.openalex))
        )


def links(
    engine: Engine,
    tables: Tables,
    located: ir.Table,
    focal: ir.Table,
    *,
    matcher: Matcher | None,
    pins: Pins,
) -> Links:
    """Make all links. ``located``: rnsr, address_country of structures; ``focal``: source, source_id, key.

    ``matcher`` is None where there is no registry file: identifiers and people's answers alone tie, then.
    """
    known = {(row["source"], row["source_id"]): row["key"] for row in engine.rows(focal)}
    made = [
        link(some, identifiers=known, matcher=matcher, pins=pins) for some in sought(engine, tables, located)
    ]
    tied = [_tied(engine, f"tied_{place}", rows, tables) for place, rows in enumerate(made)]
    tables_of = {
        "cordis": keyed(_pics(tables), tied[0], "pic-"),
        "hal": keyed(_aurehal(tables), tied[1], "hal-"),
        "rnsr": keyed(_bodies(tables), tied[2], ""),
        "openalex": _openalex(tables),
    }
    kept = {name: engine.keep(f"keyed_{name}", table) for name, table in tables_of.items()}
    titled = {name: _titled(table, tables["organisations"]) for name, table in kept.items()}
    whole = {name: engine.keep(f"links_{name}", table) for name, table in titled.items()}
    return Links(**whole, texts=_texts(engine, [one for rows in made for one in rows], tables))


def sought(engine: Engine, tables: Tables, located: ir.Table) -> list[list[Sought]]:
    """The names to tie to the registry: of PIC, of AureHAL, of supervising bodies."""
    columns = ("source", "source_id", "name", "country")
    names = (_pic_names(tables), _aurehal(tables), _body_names(tables, located))
    return [
        [
            Sought(*(row[name] or "" for name in columns))
            for row in engine.rows(some.select(*columns).distinct().order_by(list(columns)))
        ]
        for some in names
    ]


def _tied(engine: Engine, name: str, rows: list[Linked], tables: Tables) -> ir.Table:
    """Rows that are tied: source, source_id, key, how. A key of the registry must have its record among ours."""
    held = [one for one in rows if one.key]
    columns = [[getattr(one, field) for one in held] for field in _TIED]
    arrays = [pa.array(column, pa.string()) for column in columns]
    schema = pa.schema([(field, pa.string()) for field in _TIED])
    staged = engine.stage(name, schema=schema, batches=[pa.RecordBatch.from_arrays(arrays, schema=schema)])
    keys = tables["organisations"].select(key=ibis.literal("ror-") + tables["organisations"].ror)
    ours = staged.filter(staged.how == BY_IDENTIFIER)
    return ibis.union(ours, staged.filter(staged.how != BY_IDENTIFIER).semi_join(keys, "key"))


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
        how=tied.how.fill_null(NOT_LINKED),
    )


def _texts(engine: Engine, rows: list[Linked], tables: Tables) -> ir.Table:
    counts = {(row["source"], row["source_id"]): row["n"] for row in engine.rows(_counts(tables))}
    looked = [one for one in rows if one.how not in (BY_IDENTIFIER, BY_PERSON) and one.text]
    worth = {
        place: counts.get((one.source, one.source_id), 1) * _doubt(one) for place, one in enumerate(looked)
    }
    order = sorted(worth, key=lambda place: (-worth[place], looked[place].text, looked[place].source_id))
    told = [_told(rank, looked[place], counts) for rank, place in enumerate(order)]
    batch = pa.RecordBatch.from_pylist(told, schema=_TEXTS)
    return engine.stage("texts_to_check", schema=_TEXTS, batches=[batch])


def _doubt(one: Linked) -> float:
    """How likely the answer is wrong: what it is tied to, or that it is tied to nothing."""
    return 1 - one.probability if one.key else max(one.probability, 0.05)


def _told(rank: int, one: Linked, counts: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "place": rank,
        "source": one.source,
        "source_id": one.source_id,
        "text": one.text,
        "country": one.country,
        "count": counts.get((one.source, one.source_id), 1),
        "key": one.key,
        "how": one.how,
        "probability": one.probability,
        "keys": [each.key for each in one.candidates],
        "names": [each.name for each in one.candidates],
        "countries": [each.country for each in one.candidates],
        "probabilities": [each.probability for each in one.candidates],
    }


def _counts(tables: Tables) -> ir.Table:
    """How many rows of its source name an identifier: projects of a PIC, works of an AureHAL, structures of a body."""
    projects, works, bodies = tables["participations"], tables["copublications"], tables["structure_bodies"]
    counted = (
        projects.group_by(source_id="pic")
        .agg(n=projects.rcn.nunique())
        .mutate(source=ibis.literal("cordis")),
        works.group_by(source_id="aurehal").agg(n=works.hal_id.nunique()).mutate(source=ibis.literal("hal")),
        bodies.group_by(source_id="body").agg(n=bodies.rnsr.nunique()).mutate(source=ibis.literal("rnsr")),
    )
    return ibis.union(*(one.select("source", "source_id", "n") for one in counted))


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
        how=ibis.literal(BY_IDENTIFIER),
    )
