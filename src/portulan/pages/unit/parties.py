"""The parties of a unit, each with every proof that a source gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.partners.queries import PartyView, ProofView
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.ui.components import Proof
from portulan.pages.sources.phrases import in_words

REGISTRY = "rnsr"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """A party in words, where it leads, and its proofs."""

    name: str
    short_name: str
    country: str
    role: str
    label: str
    url: str
    proofs: tuple[Proof, ...]


def party_line(party: PartyView) -> PartyLine:
    """One party as pages show it."""
    return PartyLine(
        name=party.name,
        short_name=party.short_name,
        country=party.country,
        role=party.role_label,
        label=party.label,
        url=reverse("partner", args=[party.key]),
        proofs=tuple(proof_of(proof) for proof in party.proofs),
    )


def proof_of(proof: ProofView) -> Proof:
    """A line of a public registry is formalised; what another text says is declared."""
    return Proof(
        kind="formalised" if proof.source_key == REGISTRY else "declared",
        label=_with_label(proof),
        when=proof.source_as_of,
        source=in_words(proof.source),
        url=proof.source_url,
    )


def _with_label(proof: ProofView) -> str:
    if not proof.label:
        return proof.role_label
    return _("%(role)s, as %(label)s") % {"role": proof.role_label, "label": proof.label}


def party_table(parties: Sequence[PartyView]) -> Table:
    """One row per party and source: each proof apart."""
    count = len(parties)
    return Table(
        key="parties",
        title=_("Parties and proofs"),
        columns=[
            Column("party", _("Party"), "link"),
            Column("key", _("Key"), "code", screen=False),
            Column("short_name", _("Short name"), screen=False),
            Column("country", _("Country"), "code", none=_("unknown")),
            Column("role", _("Part")),
            Column("label", _("Label it gives"), none=_("none")),
            Column("source", _("Said by"), "link"),
            Column("source_url", _("Address of the source"), screen=False),
            Column("as_of", _("As of"), "date"),
        ],
        rows=[_row(party, proof) for party in parties for proof in party.proofs],
        counted=ngettext("%(count)s party", "%(count)s parties", count) % {"count": count},
        empty=_("No source names another party."),
    )


def _row(party: PartyView, proof: ProofView) -> dict[str, Any]:
    return {
        "party": Link(party.name, reverse("partner", args=[party.key])),
        "key": party.key,
        "short_name": party.short_name,
        "country": party.country or None,
        "role": proof.role_label,
        "label": proof.label or None,
        "source": Link(in_words(proof.source), proof.source_url),
        "source_url": proof.source_url,
        "as_of": proof.source_as_of,
    }
