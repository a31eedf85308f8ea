"""The parties of a unit, each with every proof that a source gives."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.partners.queries import PartyView, ProofView
from portulan.foundations.ui.components import Proof

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
        source=proof.source,
        url=proof.source_url,
    )


def _with_label(proof: ProofView) -> str:
    if not proof.label:
        return proof.role_label
    return _("%(role)s, as %(label)s") % {"role": proof.role_label, "label": proof.label}
