"""Take in the structures of the national registry, as published figures give them, and teams."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.models import Attachment, Pack, Unit, UnitLabel, UnitName
from portulan.domains.organisation.services.proposing import Votes, field_codes, proposal, votes_at
from portulan.domains.organisation.services.sites import sites_of
from portulan.domains.organisation.services.units import folded_name, units_of
from portulan.domains.organisation.vocabulary import AttachmentKind, UnitKind, UnitOrigin
from portulan.domains.organisation.vocabulary.pack import PORTFOLIO
from portulan.domains.organisation.vocabulary.registry import kind_of, team_code, unit_code
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import Change, record_many
from portulan.foundations.model.base import in_force
from portulan.foundations.model.keeping import Outcome, keep
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.search import services as search
from portulan.insight.results import Structure, TeamActivity

TAKE_IN = "registry.take_in"


class NothingToTakeInError(ValueError):
    """An empty list would close every unit; it is refused."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in, in rows."""

    created: int
    changed: int
    closed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Who gave the list and when, and the day it is taken in."""

    by: Actor
    at: datetime
    today: date
    source: str = ""
    source_url: str = ""
    as_of: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        return {"source": self.source, "source_url": self.source_url, "source_as_of": self.as_of or None}

    @property
    def day(self) -> SoftDate:
        return SoftDate(self.today.isoformat())


def take_in_structures(
    structures: Iterable[Structure],
    *,
    by: Actor,
    at: datetime,
    today: date,
    source: str = "",
    source_url: str = "",
    as_of: str = "",
) -> Taken:
    """Make a unit of every registered structure, with its names, labels and attachments; close what vanished.

    The institute is what the pack states, else what its crosswalk proposes. The same list again changes nothing.
    Raises NothingToTakeInError for an empty list. The number of statements does not grow with the list but for
    batches of 500.
    """
    fields = field_codes()
    known = [replace(one, fields=tuple(fields.get(name, name) for name in one.fields)) for one in structures]
    if not known:
        raise NothingToTakeInError(
            _("The list of structures is empty: it would close every unit. Nothing was changed.")
        )
    origin = Origin(by=by, at=at, today=today, source=source, source_url=source_url, as_of=as_of)
    with transaction.atomic():
        outcome = _structures(known, origin)
        return _told(outcome, origin)


def take_in_teams(
    teams: Iterable[TeamActivity],
    *,
    by: Actor,
    at: datetime,
    today: date,
    source: str = "",
    source_url: str = "",
    as_of: str = "",
) -> Taken:
    """Make a unit of every team that publishes; close what vanished. Raises NothingToTakeInError when empty."""
    known = {team_code(team.key): team.team for team in teams}
    if not known:
        raise NothingToTakeInError(
            _("The list of teams is empty: it would close every team. Nothing was changed.")
        )
    origin = Origin(by=by, at=at, today=today, source=source, source_url=source_url, as_of=as_of)
    with transaction.atomic():
        wanted = [_team(code, origin) for code in known]
        before = _codes("team-")
        outcome = keep(Unit.objects.filter(code__startswith="team-"), wanted, key=("code",), today=today)
        units = _codes("team-")
        names = [_name(units[code], name, "", origin, known=code in before) for code, name in known.items()]
        outcome.add(_keep_names("team-", names, today))
        return _told(outcome, origin)


def _team(code: str, origin: Origin) -> dict[str, Any]:
    kind, registry = UnitKind.TEAM.value, UnitOrigin.REGISTRY.value
    return {"code": code, "kind": kind, "origin": registry, "until": None, **origin.columns}


def _told(outcome: Outcome, origin: Origin) -> Taken:
    changes = [Change(kept.row, kept.before, kept.after) for kept in outcome.touched]
    record_many(by=origin.by, verb=TAKE_IN, changes=changes, at=origin.at)
    search.tell(kind="unit", numbers=units_of(outcome.touched))
    return Taken(
        created=outcome.count("created"),
        changed=outcome.count("changed"),
        closed=outcome.count("closed"),
        unchanged=outcome.unchanged,
    )


def _structures(structures: Sequence[Structure], origin: Origin) -> Outcome:
    before = {
        code for code, kind in Unit.objects.values_list("code", "origin") if kind == UnitOrigin.REGISTRY
    }
    outcome = _keep_units(structures, origin)
    units = _codes("rnsr-")
    names = [
        _name(
            units[unit_code(one.rnsr)], one.name, one.short_name, origin, known=unit_code(one.rnsr) in before
        )
        for one in structures
    ]
    outcome.add(_keep_names("rnsr-", names, origin.today))
    outcome.add(_keep_labels(structures, units, before, origin))
    outcome.add(_keep_parents(structures, units, origin))
    outcome.add(_keep_proposals(structures, units, before, origin))
    return outcome


def _keep_units(structures: Sequence[Structure], origin: Origin) -> Outcome:
    countries = country_ids()
    rors = [one.ror for one in structures if one.ror]
    shared = {ror for ror in rors if rors.count(ror) > 1} | _rors_elsewhere()
    sites = sites_of(((countries.get(one.address_country or ""), one.city) for one in structures), countries)
    wanted = [
        {
            **_unit(one, countries, origin, ror=None if one.ror in shared else one.ror),
            "site_id": sites.get((countries.get(one.address_country or ""), one.city)),
        }
        for one in structures
    ]
    codes = {values["code"] for values in wanted}
    stubs = Unit.objects.filter(code__startswith="rnsr-", origin=UnitOrigin.PACK)
    not_ours = [number for number, code in stubs.values_list("id", "code") if code not in codes]
    rows = Unit.objects.filter(code__startswith="rnsr-").exclude(pk__in=not_ours)
    return keep(rows, wanted, key=("code",), derived=("site_id",), today=origin.today)


def _rors_elsewhere() -> set[str]:
    """A ROR names one unit: one the pack gave already is not given to a structure too."""
    rows = Unit.objects.exclude(code__startswith="rnsr-").exclude(ror=None)
    return {ror for ror in rows.values_list("ror", flat=True) if ror}


def _unit(one: Structure, countries: dict[str, int], origin: Origin, *, ror: str | None) -> dict[str, Any]:
    return {
        "code": unit_code(one.rnsr),
        "kind": kind_of(one.kind).value,
        "origin": UnitOrigin.REGISTRY.value,
        "rnsr": one.rnsr,
        "ror": ror,
        "country_id": countries.get(one.address_country or ""),
        "country_source": one.country_source[:300],
        "city": one.city[:120],
        "website": one.website
        if one.website.startswith(("http://", "https://")) and len(one.website) <= 500
        else "",
        "international": one.international,
        "since": str(one.created) if one.created else None,
        "until": str(one.closed_year) if one.closed_year else None,
        "details": _details(one),
        "source": origin.source,
        "source_url": one.url or origin.source_url,
        "source_as_of": one.as_of or origin.as_of or None,
    }


def _details(one: Structure) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "nature": one.our_nature,
        "fields": list(one.fields),
        "erc_panels": list(one.erc_panels),
        "country_why": one.country_why,
        "predecessors": list(one.predecessors),
    }


def _codes(prefix: str) -> dict[str, int]:
    return dict(Unit.objects.filter(code__startswith=prefix).values_list("code", "id"))


def _name(unit_id: int, name: str, short_name: str, origin: Origin, *, known: bool) -> dict[str, Any]:
    """A unit that was known before bears a new name from today on."""
    return {
        "unit_id": unit_id,
        "origin": UnitOrigin.REGISTRY.value,
        "name_fr": name[:300],
        "name_en": name[:300],
        "short_name": short_name[:60],
        "folded": folded_name(name, name, short_name),
        "since": origin.day if known else None,
        "until": None,
        **origin.columns,
    }


def _keep_names(prefix: str, names: list[dict[str, Any]], today: date) -> Outcome:
    rows = UnitName.objects.filter(unit__code__startswith=prefix, origin=UnitOrigin.REGISTRY)
    key = ("unit_id", "name_fr", "short_name")
    return keep(rows, names, key=key, today=today, at_birth=("since",), derived=("folded",))


def _keep_labels(
    structures: Sequence[Structure], units: dict[str, int], before: set[str], origin: Origin
) -> Outcome:
    ours = _our_keys()
    wanted = [
        {
            "unit_id": units[unit_code(one.rnsr)],
            "text": text,
            "rank": rank,
            "since": origin.day if unit_code(one.rnsr) in before else None,
            "until": None,
            **origin.columns,
        }
        for one in structures
        for rank, text in enumerate(_labels(one, ours))
    ]
    rows = UnitLabel.objects.filter(unit__code__startswith="rnsr-")
    return keep(rows, wanted, key=("unit_id", "text"), today=origin.today, at_birth=("since",))


def _our_keys() -> set[str]:
    """Keys under which bodies of the registry are the organisation itself."""
    focal: dict[str, Any] = next(iter(Pack.objects.values_list("focal", flat=True)), {})
    bodies = focal.get("rnsr_bodies", ())
    return {f"ror-{focal.get('ror', '')}", *bodies, *(f"uai-{body}" for body in bodies)}


def _labels(one: Structure, ours: set[str]) -> list[str]:
    """The distinct labels, those the organisation itself gives first."""
    given = sorted(one.labels, key=lambda label: label.body_key not in ours)
    return list(dict.fromkeys(label.text.strip()[:40] for label in given if label.text.strip()))


def _keep_parents(structures: Sequence[Structure], units: dict[str, int], origin: Origin) -> Outcome:
    """The registry says which structure stands inside which."""
    wanted = [
        {
            "unit_id": units[unit_code(one.rnsr)],
            "parent_id": units[unit_code(parent)],
            "kind": AttachmentKind.STATED.value,
            "origin": UnitOrigin.REGISTRY.value,
            "until": None,
            **origin.columns,
        }
        for one in structures
        for parent in dict.fromkeys(one.parents)
        if unit_code(parent) in units and parent != one.rnsr
    ]
    rows = Attachment.objects.filter(kind=AttachmentKind.STATED, origin=UnitOrigin.REGISTRY)
    return keep(rows, wanted, key=("unit_id", "parent_id"), today=origin.today)


def _keep_proposals(
    structures: Sequence[Structure], units: dict[str, int], before: set[str], origin: Origin
) -> Outcome:
    votes = votes_at(origin.day)
    stated = _stated(origin.today)
    wanted = []
    for one in structures:
        number = units[unit_code(one.rnsr)]
        if number not in stated and kind_of(one.kind) == UnitKind.LABORATORY:
            known = unit_code(one.rnsr) in before
            wanted.extend(_proposed(one, number, votes, origin, known=known))
    rows = Attachment.objects.filter(kind=AttachmentKind.PROPOSED, origin=UnitOrigin.REGISTRY)
    return keep(rows, wanted, key=("unit_id", "parent_id"), today=origin.today, at_birth=("since",))


def _stated(today: date) -> set[int]:
    rows = Attachment.objects.filter(in_force(today), kind=AttachmentKind.STATED, parent__kind__in=PORTFOLIO)
    return set(rows.values_list("unit_id", flat=True))


def _proposed(
    one: Structure, unit_id: int, votes: Votes, origin: Origin, *, known: bool
) -> list[dict[str, Any]]:
    found = proposal({"fields": one.fields, "erc_panels": one.erc_panels}, votes)
    if found is None:
        return []
    values = {
        "unit_id": unit_id,
        "parent_id": found.unit_id,
        "kind": AttachmentKind.PROPOSED.value,
        "origin": UnitOrigin.REGISTRY.value,
        "confidence": found.confidence.value,
        "why": found.why,
        "since": origin.day if known else None,
        "until": None,
        **origin.columns,
    }
    return [values]
