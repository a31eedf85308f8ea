"""Cubes of publications: what we, each unit, each pair of countries and of organisations published, by field and year.

Every work counts once in its own field (the one its source puts first), so that fields add up. A work with very many
authors or countries (``hyper``) is counted apart: it says little about a partnership. Fractions share one among the
partners, countries or pairs of a work (Waltman and van Eck 2015, Journal of Informetrics 9, 872-894); they are whole
numbers of ten-billionths, so that neither the order of adding, nor the engine, nor a later subtraction shows.

Tables taken: ``works`` (work, year, field, cited, authors), ``standing`` (work, source, ror, country, structure,
position, corresponding: one row for each author and institution), ``ours`` (key: ROR identifier or structure of ours;
unit: a unit it belongs to). Every count is int64.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from portulan.analytics.tables.publications import HYPER_AUTHORS, HYPER_COUNTRIES

ONE = 10_000_000_000  # a whole work, in the unit of fractions
EDGE_ORGANISATIONS = 50  # a work of more organisations makes no edges

KEYS: Mapping[str, tuple[str, ...]] = {
    "unit_years": ("unit", "field", "year", "hyper"),
    "country_years": ("unit", "country", "field", "year", "hyper"),
    "partner_years": ("unit", "country", "partner", "field", "year", "hyper"),
    "world_pairs": ("country", "other", "field", "year", "hyper"),
    "organisation_edges": ("partner", "other", "year"),
}
"""The cubes, and what each is keyed on; all other columns are sums."""

_FLAGS = ("first", "last", "corresponding")


def cubes(works: ir.Table, standing: ir.Table, ours: ir.Table, home: str) -> dict[str, ir.Table]:
    """All cubes, each with the columns of its ``KEYS``, ``works``, and other sums (see each function)."""
    facts = with_size(works, standing)
    own = own_standing(mine(standing, ours))
    others = theirs(standing, ours, own)
    return {
        "unit_years": unit_years(facts, own, others, home),
        "country_years": _together(facts, own, countries_of(others), "country_years"),
        "partner_years": _together(facts, own, partners_of(others), "partner_years"),
        "world_pairs": world_pairs(facts, standing),
        "organisation_edges": organisation_edges(facts, standing),
    }


def with_size(works: ir.Table, standing: ir.Table) -> ir.Table:
    """Works with ``countries`` (distinct, known) and ``hyper`` (boolean)."""
    known = standing.filter(standing.country != "")
    counted = known.group_by("work").agg(countries=known.country.nunique())
    joined = works.left_join(counted, "work").drop("work_right")
    countries = joined.countries.fill_null(0)
    return joined.mutate(
        countries=countries, hyper=(joined.authors > HYPER_AUTHORS) | (countries > HYPER_COUNTRIES)
    )


def mine(standing: ir.Table, ours: ir.Table) -> ir.Table:
    """Standing at ours, once for each ``unit`` it is of."""
    by_ror = standing.inner_join(ours.select(ror="key", unit="unit"), "ror")
    structures = standing.filter(standing.structure != "")
    by_structure = structures.inner_join(ours.select(structure="key", unit="unit"), "structure")
    columns = (*standing.columns, "unit")
    return ibis.union(by_ror.select(*columns), by_structure.select(*columns))


def theirs(standing: ir.Table, ours: ir.Table, own: ir.Table) -> ir.Table:
    """Standing elsewhere, in works of ours only."""
    shared = standing.semi_join(own, "work")
    elsewhere = shared.anti_join(ours.select(ror="key"), "ror")
    return elsewhere.anti_join(ours.select(structure="key"), "structure")


def own_standing(at_ours: ir.Table) -> ir.Table:
    """work, unit, and whether ours is ``first``, ``last``, ``corresponding`` (int64, 0 or 1)."""
    return at_ours.group_by(["work", "unit"]).agg(**_flags(at_ours))


def partners_of(others: ir.Table) -> ir.Table:
    """work, partner (ROR), country, the three flags, and ``share``: a whole work shared among its partners."""
    known = others.filter(others.ror != "")
    one = known.group_by(["work", "ror"]).agg(country=known.country.max(), **_flags(known))
    return _shared(one.rename(partner="ror"))


def countries_of(others: ir.Table) -> ir.Table:
    """work, country, the three flags, and ``share`` among the countries of those who are not ours."""
    known = others.filter(others.country != "")
    return _shared(known.group_by(["work", "country"]).agg(**_flags(known)))


def _shared(one: ir.Table) -> ir.Table:
    many = one.group_by("work").agg(many=one.count())
    return one.inner_join(many, "work").mutate(share=lambda t: _part(t.many)).drop("many")


def _part(many: ir.NumericValue) -> ir.IntegerValue:
    return (ibis.literal(ONE, "int64") / many.cast("float64")).round().cast("int64")


def _flags(rows: ir.Table) -> dict[str, ir.Value]:
    found = {
        "first": rows.position == "first",
        "last": rows.position == "last",
        "corresponding": rows.corresponding.fill_null(False),
    }
    return {name: told.cast("int64").max() for name, told in found.items()}


def unit_years(facts: ir.Table, own: ir.Table, others: ir.Table, home: str) -> ir.Table:
    """Works of each unit: ``works``, ``abroad`` (with another country than ``home``), ``cited``, and our flags."""
    foreign = others.filter(others.country.notin(["", home])).select("work").distinct()
    abroad = foreign.mutate(abroad=ibis.literal(1, "int64"))
    rows = own.inner_join(facts, "work").left_join(abroad, "work")
    return _summed(
        rows,
        "unit_years",
        abroad=rows.abroad.fill_null(0).sum(),
        **{name: rows[name].sum() for name in _FLAGS},
    )


def _together(facts: ir.Table, own: ir.Table, with_them: ir.Table, name: str) -> ir.Table:
    """Works of each unit with each country or partner: ``works``, ``fraction``, ``cited``, our and ``their_`` flags."""
    others = with_them.rename(**{f"their_{flag}": flag for flag in _FLAGS})
    rows = own.inner_join(others, "work").inner_join(facts, "work")
    flags = [*_FLAGS, *(f"their_{flag}" for flag in _FLAGS)]
    return _summed(rows, name, fraction=rows.share.sum(), **{flag: rows[flag].sum() for flag in flags})


def world_pairs(facts: ir.Table, standing: ir.Table) -> ir.Table:
    """Works of each pair of countries, ``country`` before ``other``; a country with itself: all its works.

    ``works``, ``cited``, ``fraction``: a work shared among its pairs, or, with itself, among its countries.
    """
    known = standing.filter(standing.country != "").select("work", "country").distinct()
    rows = known.inner_join(facts, "work")
    alone = rows.mutate(other=rows.country, share=_part(rows.countries))
    several = rows.filter(rows.countries > 1)
    other = known.select(work="work", other="country")
    pairs = several.inner_join(other, ["work", several.country < other.other])
    pairs = pairs.mutate(share=_part(pairs.countries * (pairs.countries - 1) / 2))
    columns = (*KEYS["world_pairs"], "cited", "share")
    both = ibis.union(alone.select(*columns), pairs.select(*columns))
    return _summed(both, "world_pairs", fraction=both.share.sum())


def organisation_edges(facts: ir.Table, standing: ir.Table) -> ir.Table:
    """Works of each pair of organisations (ROR), ``partner`` before ``other``; not of works that are counted apart."""
    known = standing.filter(standing.ror != "").select("work", partner="ror").distinct()
    many = (
        known.group_by("work").agg(many=known.count()).filter(lambda t: t.many.between(2, EDGE_ORGANISATIONS))
    )
    kept = facts.filter(~facts.hyper).inner_join(many, "work").select("work", "year", "cited")
    one = known.inner_join(kept, "work")
    two = known.select(work="work", other="partner")
    pairs = one.inner_join(two, ["work", one.partner < two.other])
    return _summed(pairs, "organisation_edges")


def _summed(rows: ir.Table, name: str, **sums: ir.Value) -> ir.Table:
    keys = list(KEYS[name])
    return rows.group_by(keys).agg(works=rows.count(), cited=rows.cited.sum().cast("int64"), **_whole(sums))


def _whole(sums: Mapping[str, ir.Value]) -> dict[str, ir.Value]:
    return {name: one.cast("int64") for name, one in sums.items()}


def changed(name: str, before: ir.Table, after: ir.Table) -> ir.Table:
    """What to add to a cube: that of the works as they are now less that of the same works as they were."""
    keys = list(KEYS[name])
    sums = [column for column in after.columns if column not in keys]
    less = before.mutate(**{column: -before[column] for column in sums})
    both = ibis.union(less.select(*after.columns), after)
    return both.group_by(keys).agg(**{column: both[column].sum().cast("int64") for column in sums})


def examples(works: ir.Table, standing: ir.Table, ours: ir.Table) -> ir.Table:
    """Our works one can open: unit, country, partner, year, work, cited, title, doi, hal_id, source, source_id.

    One row for each unit and partner organisation of a work; ``partner`` is empty where a country has none known.
    """
    at_ours = mine(standing, ours).select("work", "unit").distinct()
    others = theirs(standing, ours, at_ours)
    named = others.filter(others.country != "").select("work", "country", partner="ror").distinct()
    columns = ("year", "field", "cited", "title", "doi", "hal_id", "source", "source_id")
    told = at_ours.inner_join(named, "work").inner_join(works.select("work", *columns), "work")
    return told.select("unit", "country", "partner", "work", *columns)
