"""Partners and the parties of joint laboratories: what the pack states, and what the registry gives."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.queries import pack
from portulan.domains.organisation.services import NothingToTakeInError, Taken
from portulan.domains.organisation.services.units import unit_ids
from portulan.domains.organisation.vocabulary.registry import unit_code
from portulan.domains.partners.models import Partner, PartnerKey, Party
from portulan.domains.partners.queries.keys import former_keys, live_ids
from portulan.domains.partners.services.making import kept_normal
from portulan.domains.partners.vocabulary import LONGEST_NAME, PartnerOrigin, PartyRole
from portulan.domains.partners.vocabulary.pack import PartiesFile, PartnerEntry, check_parties
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import Change, record_many
from portulan.foundations.model.keeping import Kept, Outcome, keep
from portulan.foundations.packs.section import Section, register
from portulan.foundations.packs.visit import Visit
from portulan.foundations.search import services as search
from portulan.insight.results import Body

PACK, REGISTRY = "pack", "rnsr"
TAKE_IN = "registry.take_in"
_ROLES = {"supervising": PartyRole.SUPERVISING, "participating": PartyRole.PARTICIPATING}


def declare() -> None:
    """Register the section."""
    register(Section("parties.toml", PartiesFile, load_parties, check_parties))


def load_parties(document: PartiesFile, visit: Visit) -> None:
    """parties.toml: partners under all their keys, and what sources say beside the registry."""
    countries = visit.once(country_ids)
    partners = [_described(entry, countries) for entry in document.partner]
    described = [entry.key for entry in document.partner]
    touched = visit.keep(Partner.objects.filter(key__in=described), partners, key=("key",))
    rows = live_ids()
    keys = [
        {"partner_id": rows[entry.key], "key": other, **visit.dated(entry)}
        for entry in document.partner
        for other in entry.also
    ]
    touched += visit.keep(PartnerKey.objects.filter(origin=PACK), keys, key=("key",))
    _keep_stated(document, visit, rows)
    search.tell(kind="partner", numbers=_partners_of(touched))


def _partners_of(touched: Iterable[Kept]) -> set[int]:
    rows: Iterable[Any] = (kept.row for kept in touched)
    return {int(row.pk if isinstance(row, Partner) else row.partner_id) for row in rows}


def _described(entry: PartnerEntry, countries: dict[str, int]) -> dict[str, Any]:
    return {
        "key": entry.key,
        "ror": entry.ror,
        "name": entry.name,
        "normal": kept_normal(entry.name),
        "short_name": entry.short,
        "country_id": countries[entry.country] if entry.country else None,
        "origin": PartnerOrigin.PACK.value,
    }


def _keep_stated(document: PartiesFile, visit: Visit, partners: dict[str, int]) -> None:
    units = unit_ids()
    wanted = [
        {
            "unit_id": units[unit_code(entry.rnsr)],
            "partner_id": partners[entry.partner],
            "role": entry.role.value,
            "source_key": PACK,
            **visit.dated(entry),
        }
        for entry in document.party
    ]
    codes = {number: code for code, number in units.items()}
    keys = dict(Partner.objects.values_list("id", "key"))
    visit.keep(
        Party.objects.filter(source_key=PACK),
        wanted,
        key=("unit_id", "partner_id"),
        called=lambda row: f"{keys[row.partner_id]} in {codes[row.unit_id]}",
    )


def take_in_bodies(
    bodies: Iterable[Body],
    *,
    by: Actor,
    at: datetime,
    today: date,
    source: str = "",
    source_url: str = "",
    as_of: str = "",
) -> Taken:
    """Make a party of every supervising or participating body of our units; close what vanished.

    The organisation itself is left out. Bodies of units that were not taken in are left out. A body known to the
    pack under another key is that partner; names the pack gives are kept. The same list again changes nothing.
    Raises NothingToTakeInError for an empty list.
    """
    ourselves = _ourselves()
    known = [body for body in bodies if body.key not in ourselves]
    if not known:
        raise NothingToTakeInError(
            _("The list of bodies is empty: it would close every party. Nothing was changed.")
        )
    provenance = {"source": source, "source_url": source_url, "source_as_of": as_of or None}
    with transaction.atomic():
        keys = former_keys()
        outcome = _keep_partners(known, keys, today)
        outcome.add(_keep_parties(known, keys, provenance, today))
        changes = [Change(kept.row, kept.before, kept.after) for kept in outcome.touched]
        record_many(by=by, verb=TAKE_IN, changes=changes, at=at)
        told = [one for one in outcome.touched if isinstance(one.row, Partner)]
        search.tell(kind="partner", numbers=_partners_of(told))
    return Taken(
        created=outcome.count("created"),
        changed=outcome.count("changed"),
        closed=outcome.count("closed"),
        unchanged=outcome.unchanged,
    )


def _ourselves() -> set[str]:
    present = pack()
    if present is None:
        return set()
    return {present.key, *(f"uai-{body}" for body in present.focal.get("rnsr_bodies", ()))}


def _keep_partners(bodies: Sequence[Body], keys: dict[str, str], today: date) -> Outcome:
    """One partner for each key; those that the pack, the registry of organisations or people describe stay so."""
    countries = country_ids()
    told = Q(parties__source_key=PACK) | Q(version__gt=1) | ~Q(origin=PartnerOrigin.BODIES)
    described = {*Partner.objects.filter(told).values_list("key", flat=True), *keys.values()}
    wanted: dict[str, dict[str, Any]] = {}
    for body in bodies:
        key = keys.get(body.key, body.key)
        if key not in described:
            wanted.setdefault(key, _partner(key, body, countries))
    rows = Partner.objects.filter(key__in=wanted)
    return keep(rows, list(wanted.values()), key=("key",), derived=("normal",), today=today)


def _partner(key: str, body: Body, countries: dict[str, int]) -> dict[str, Any]:
    return {
        "key": key,
        "ror": key.removeprefix("ror-") if key.startswith("ror-") else None,
        "name": body.name[:LONGEST_NAME],
        "normal": kept_normal(body.name),
        "short_name": body.short_name[:60],
        "country_id": countries.get(body.country or ""),
    }


def _keep_parties(
    bodies: Sequence[Body], keys: dict[str, str], provenance: dict[str, Any], today: date
) -> Outcome:
    units, partners = unit_ids(), live_ids()
    wanted: dict[tuple[int, int], dict[str, Any]] = {}
    for body in bodies:
        unit = units.get(unit_code(body.rnsr))
        if unit is not None:
            partner = partners[keys.get(body.key, body.key)]
            wanted.setdefault((unit, partner), _party(unit, partner, body, provenance))
    rows = Party.objects.filter(source_key=REGISTRY)
    return keep(rows, list(wanted.values()), key=("unit_id", "partner_id"), today=today)


def _party(unit: int, partner: int, body: Body, provenance: dict[str, Any]) -> dict[str, Any]:
    return {
        "unit_id": unit,
        "partner_id": partner,
        "role": _ROLES.get(body.nature, PartyRole.PARTICIPATING).value,
        "label": body.label[:40],
        "source_key": REGISTRY,
        "until": None,
        **provenance,
    }
