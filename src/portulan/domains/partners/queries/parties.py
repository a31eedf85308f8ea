"""Partners of the register and parties of units; all of it is public, the same for everybody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.queries import joint_laboratories as joint_units
from portulan.domains.organisation.queries import units_by_id
from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.partners.models import Partner, Party
from portulan.domains.partners.queries.keys import partner_row, row_for
from portulan.domains.partners.vocabulary import SHOWN_NAME, PartyRole
from portulan.foundations.model.base import in_force
from portulan.foundations.model.softdate import SoftDate


@dataclass(frozen=True, slots=True)
class PartnerView:
    """An organisation we deal with; country and ROR are empty when not known."""

    key: str
    ror: str
    name: str
    short_name: str
    country: str
    city: str = ""
    website: str = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofView:
    """One source that says so: ``source_key`` is "rnsr" (the registry) or "pack" (a source the pack names)."""

    source_key: str
    source: str
    source_url: str
    source_as_of: SoftDate | None
    role: str
    role_label: str
    label: str
    since: SoftDate | None
    until: SoftDate | None


@dataclass(frozen=True, slots=True)
class PartyView:
    """A partner of a unit with every proof; role and label are the registry's where it has one."""

    key: str
    name: str
    short_name: str
    country: str
    role: str
    role_label: str
    label: str
    proofs: tuple[ProofView, ...]


@dataclass(frozen=True, slots=True)
class JointLaboratory:
    """A joint laboratory with its parties; the organisation itself is not among them."""

    unit: UnitLine
    parties: tuple[PartyView, ...]


@dataclass(frozen=True, slots=True)
class PartnerUnit:
    """A unit a partner is party to."""

    unit: UnitLine
    role: str
    role_label: str
    label: str
    proofs: tuple[ProofView, ...]


def partner(key: str) -> PartnerView | None:
    """The partner with this key, or with another of its keys; None for an organisation we do not deal with."""
    row = partner_row(key)
    return _view(row) if row else None


def partner_for(key: str, *, reach: Reach) -> PartnerView | None:
    """The same for a reader: None for a record the reader may not know of."""
    row = row_for(reach, key=key)
    return _view(row) if row else None


def _view(row: Partner) -> PartnerView:
    return PartnerView(
        key=row.key,
        ror=row.ror or "",
        name=row.name[:SHOWN_NAME],
        short_name=row.short_name,
        country=row.country.code if row.country else "",
        city=row.city,
        website=row.website,
        types=tuple(row.types),
    )


def parties_of(unit_code: str, at: date) -> tuple[PartyView, ...]:
    """The parties of one unit on ``at``, the supervising bodies first."""
    return _parties(Party.objects.filter(unit__code=unit_code), at).get(unit_code, ())


def joint_laboratories(at: date, *, country: str = "") -> tuple[JointLaboratory, ...]:
    """Our joint laboratories with their parties, by name; in one country, or in all. A fixed number of queries."""
    units = joint_units(at, country=country)
    parties = _parties(Party.objects.filter(unit__code__in=[unit.code for unit in units]), at)
    return tuple(JointLaboratory(unit, parties.get(unit.code, ())) for unit in units)


def parties_by_partner(key: str, at: date) -> tuple[PartnerUnit, ...]:
    """The units of which a partner is party on ``at``, international ones first, then by name."""
    mine = Q(partner__key=key) | Q(partner__merged_into__key=key)
    rows = Party.objects.filter(mine, in_force(at), in_force(at, "unit__")).order_by("-source_key", "id")
    by_unit: dict[int, list[Party]] = defaultdict(list)
    for row in rows:
        by_unit[row.unit_id].append(row)
    lines = units_by_id(by_unit, at)
    found = [_partner_unit(lines[number], proofs) for number, proofs in by_unit.items()]
    return tuple(
        sorted(found, key=lambda one: (not one.unit.international, one.unit.name_fr.lower(), one.unit.code))
    )


_ORDER = {role.value: rank for rank, role in enumerate(PartyRole)}


def _parties(rows: QuerySet[Party], at: date) -> dict[str, tuple[PartyView, ...]]:
    joined = ("unit", "partner__country", "partner__merged_into__country")
    held = rows.filter(in_force(at)).select_related(*joined).order_by("-source_key", "id")
    found: dict[str, dict[int, list[Party]]] = defaultdict(lambda: defaultdict(list))
    for row in held:
        found[row.unit.code][row.partner.merged_into_id or row.partner_id].append(row)
    return {
        code: _sorted(_party(proofs) for proofs in by_partner.values()) for code, by_partner in found.items()
    }


def _sorted(parties: Iterable[PartyView]) -> tuple[PartyView, ...]:
    return tuple(sorted(parties, key=lambda one: (_ORDER[one.role], one.name.lower())))


def _party(proofs: Sequence[Party]) -> PartyView:
    first, who = proofs[0], proofs[0].partner.merged_into or proofs[0].partner
    return PartyView(
        key=who.key,
        name=who.name,
        short_name=who.short_name,
        country=who.country.code if who.country else "",
        role=first.role,
        role_label=str(PartyRole(first.role).label),
        label=next((proof.label for proof in proofs if proof.label), ""),
        proofs=tuple(_proof(proof) for proof in proofs),
    )


def _partner_unit(line: UnitLine, proofs: Sequence[Party]) -> PartnerUnit:
    first = proofs[0]
    return PartnerUnit(
        unit=line,
        role=first.role,
        role_label=str(PartyRole(first.role).label),
        label=next((proof.label for proof in proofs if proof.label), ""),
        proofs=tuple(_proof(proof) for proof in proofs),
    )


def _proof(row: Party) -> ProofView:
    return ProofView(
        source_key=row.source_key,
        source=row.source,
        source_url=row.source_url,
        source_as_of=row.source_as_of,
        role=row.role,
        role_label=str(PartyRole(row.role).label),
        label=row.label,
        since=row.since,
        until=row.until,
    )
