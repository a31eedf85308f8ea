"""Structures of the focal organisation: which are ours, which are joint laboratories, where they stand and why."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from portulan.analytics.tables.structures import JOINT_LABEL

# A French postcode: departments 01 to 95, overseas 97 and 98 without Monaco (980).
_POSTCODE = r"^(0[1-9]|[1-8]\d|9[0-5]|97|98[1-9])\d+$"


def bodies_of(bodies: ir.Table, focal: Sequence[str]) -> ir.Table:
    """Rows of ``bodies`` that are ours: ``focal`` holds UAI numbers or exact names."""
    keys = [f"uai-{one}" for one in focal]
    return bodies.filter(bodies.body.isin(keys) | bodies.name.isin(list(focal)))


def ours(structures: ir.Table, bodies: ir.Table, focal: Sequence[str]) -> ir.Table:
    """Structures with us among their bodies; adds ``our_nature``, ``our_label``, ``international``, ``joint_of_any``.

    ``international``: we ourselves label it UMI or IRL. ``joint_of_any``: any body does (an IRD one is not ours).
    """
    mine = bodies_of(bodies, focal).group_by("rnsr")
    held = mine.agg(our_nature=lambda t: t.nature.max(), our_label=lambda t: t.label.max())
    joint = bodies.group_by("rnsr").agg(joint_of_any=bodies.label.re_search(JOINT_LABEL).any())
    joined = structures.inner_join(held, "rnsr").left_join(joint, "rnsr").drop("rnsr_right")
    return joined.mutate(international=joined.our_label.re_search(JOINT_LABEL))


def domestic(structures: ir.Table, bodies: ir.Table) -> ir.Table:
    """``rnsr`` of structures whose postal address is in the registry's own country.

    CEDEX proves it. Five digits alone do not (00185 is Rome, 85721 Tucson): a unit that anyone labels UMI or IRL
    must also name a town that other units name with the same department.
    """
    joint = bodies.filter(bodies.label.re_search(JOINT_LABEL)).select("rnsr").distinct()
    located = structures.select(
        "rnsr",
        cedex=structures.city.upper().re_search(r"\bCEDEX\b"),
        coded=(structures.postcode.length() == 5) & structures.postcode.re_search(_POSTCODE),
        department=structures.postcode.substr(0, 2),
        town=_town(structures.city),
    )
    plain = located.anti_join(joint, "rnsr").filter(lambda t: t.coded)
    towns = plain.select("department", "town").distinct()
    doubtful = located.semi_join(joint, "rnsr").filter(lambda t: t.coded & ~t.cedex)
    confirmed = doubtful.semi_join(towns, ["department", "town"])
    proofs = (located.filter(located.cedex), plain, confirmed)
    return ibis.union(*(proof.select("rnsr") for proof in proofs), distinct=True)


def _town(city: ir.StringValue) -> ir.StringValue:
    return city.upper().re_replace(r"\s+CEDEX.*$", "").re_replace(r"[^A-Z]+", " ").strip()


def located(
    structures: ir.Table, *, domestic: ir.Table, crosswalk: ir.Table, related: ir.Table, home: str
) -> ir.Table:
    """Adds ``address_country`` (alpha-2 or null), ``country_why``, ``country_source`` and ``ror``.

    In this order: the pack's ``crosswalk`` (rnsr, country, source, as_of); a postal address at home
    (``domestic``: rnsr); a registry record tied to the structure (``related``: rnsr, ror, country); else unknown.
    """
    told = crosswalk.select("rnsr", told="country", told_by="source", told_on="as_of")
    inside = domestic.select("rnsr", inside=ibis.literal(True))
    tied = related.select("rnsr", ror="ror", tied="country")
    joined = structures
    for extra in (told, inside, tied):
        joined = joined.left_join(extra, "rnsr").drop("rnsr_right")
    cases = [
        (joined.told.notnull(), joined.told, "crosswalk", _said(joined)),
        (joined.inside, ibis.literal(home), "home", _posted(joined, home)),
        (joined.tied.notnull(), joined.tied, "relation", ibis.literal("ROR ") + joined.ror),
    ]
    dropped = ("told", "told_by", "told_on", "inside", "tied")
    return joined.mutate(
        address_country=ibis.cases(*((case, country) for case, country, _, _ in cases)),
        country_why=ibis.cases(*((case, why) for case, _, why, _ in cases), else_="unknown"),
        country_source=ibis.cases(*((case, source) for case, _, _, source in cases), else_=""),
    ).drop(*dropped)


def _said(joined: ir.Table) -> ir.StringValue:
    dated = joined.told_on.nullif("")
    return joined.told_by + ibis.ifelse(dated.isnull(), "", ibis.literal(", ") + dated.fill_null(""))


def _posted(joined: ir.Table, home: str) -> ir.StringValue:
    """The address, and what ROR says otherwise where it does."""
    address = ibis.literal("RNSR: ") + (joined.postcode + " " + joined.city).strip()
    differs = joined.tied.notnull() & (joined.tied != home)
    otherwise = ibis.literal("; ROR ") + joined.ror.fill_null("") + ": " + joined.tied.fill_null("")
    return address + ibis.ifelse(differs, otherwise, "")
