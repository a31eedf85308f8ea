"""Give a mandate, delegate a part of it, name a deputy, end it; each is told to the person and to the journal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise

from portulan.domains.geography.models import Country
from portulan.domains.organisation import access
from portulan.domains.organisation.access import NOBODY, Reach, Scope
from portulan.domains.organisation.models import Mandate, Role, Site, Unit
from portulan.domains.organisation.queries.mandates import Powers, named_scope, powers_of, roles_with
from portulan.domains.organisation.services.telling import tell
from portulan.domains.organisation.vocabulary import MandateKind, Verb
from portulan.domains.organisation.vocabulary import mandates as words
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.base import in_force
from portulan.foundations.model.softdate import SoftDate


class MandateRefusedError(ValueError):
    """The mandate cannot be given or ended; the message names what is wrong and what is allowed."""

    def __init__(self, reason: str | Promise, **values: object) -> None:
        super().__init__(str(reason) % values if values else str(reason))


@dataclass(frozen=True, slots=True)
class Span:
    """From when (included) to when (excluded) a mandate is to hold; no beginning means today."""

    since: SoftDate | None = None
    until: SoftDate | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """What a scope is limited to, as codes: units (with all below them), countries, sites; empty means the whole."""

    units: Sequence[str] = ()
    countries: Sequence[str] = ()
    sites: Sequence[str] = ()


def give_mandate(
    *,
    person: Person,
    role_code: str,
    by: Actor,
    at: datetime,
    today: date,
    reach: Reach = NOBODY,
    units: Sequence[str] = (),
    countries: Sequence[str] = (),
    sites: Sequence[str] = (),
    since: SoftDate | None = None,
    until: SoftDate | None = None,
) -> Mandate:
    """Give ``person`` a role of the pack, limited to units (codes), countries (ISO codes) and sites (codes).

    No unit means all; the same for countries and sites. Raises PermissionError for who may not give this, and
    MandateRefusedError for a role or place that does not exist or dates that cannot be.
    """
    if not access.may_give_mandates(by, reach):
        raise PermissionError(words.NOT_A_GIVER)
    if reach.person == person.pk and not by.is_system:
        raise PermissionError(words.NOT_TO_ONESELF)
    _check_span(Span(since, until), today)
    role = _role(role_code, today)
    with transaction.atomic():
        mandate = _made(person, role, Span(since, until), today=today, by=by, reach=reach)
        after = _limit(mandate, Places(units, countries, sites))
        scope, verbs = named_scope(mandate, today), _verbs(role)
        if not access.gives_scope(by, reach, scope):
            raise PermissionError(words.NOT_THAT_FAR)
        if kept := access.withheld(by, reach, verbs=verbs, scope=scope):
            raise PermissionError(str(words.NOT_THAT_MUCH) % {"role": role.code, "verbs": _labels(kept)})
        _told(words.GIVE, mandate, after, by=by, at=at)
    return mandate


def delegate_mandate(
    *,
    parent: Mandate,
    person: Person,
    role_code: str,
    by: Actor,
    at: datetime,
    today: date,
    reach: Reach,
    units: Sequence[str] = (),
    countries: Sequence[str] = (),
    sites: Sequence[str] = (),
    since: SoftDate | None = None,
    until: SoftDate | None = None,
) -> Mandate:
    """The holder of ``parent`` delegates a part of it: a role that allows no more, a scope and dates within it.

    A part left empty is that of the parent. It ends with the parent, and never allows more than the parent does on the
    day. Raises PermissionError and MandateRefusedError.
    """
    held = _held_today(parent, today)
    if held is None or not access.holds(reach, parent) or Verb.MANDATE_DELEGATE not in held.verbs:
        raise PermissionError(words.NOT_YOURS_TO_DELEGATE)
    if parent.kind != MandateKind.GIVEN:
        raise MandateRefusedError(words.NOT_AGAIN)
    if person.pk in (reach.person, parent.person_id):
        raise PermissionError(words.NOT_TO_ONESELF)
    _check_span(Span(since, until), today, parent=parent)
    role = _role(role_code, today)
    if more := sorted(_verbs(role) - held.verbs):
        raise MandateRefusedError(words.ROLE_TOO_WIDE, role=role.code, verbs=_labels(more))
    with transaction.atomic():
        span = Span(since, until or parent.until)
        mandate = _made(
            person, role, span, today=today, by=by, reach=reach, parent=parent, kind=MandateKind.DELEGATED
        )
        after = _limit(mandate, Places(units, countries, sites))
        if not _inherits(held.scope, named_scope(mandate, today)):
            raise PermissionError(words.NOT_THAT_FAR)
        _told(words.DELEGATE, mandate, after, by=by, at=at)
    return mandate


def name_deputy(
    *,
    parent: Mandate,
    person: Person,
    until: SoftDate | None,
    by: Actor,
    at: datetime,
    today: date,
    reach: Reach,
    since: SoftDate | None = None,
) -> Mandate:
    """``person`` stands in for the holder of ``parent`` for a time: sees and does what it allows, in both names.

    Named by the holder, or by who may give that mandate. Raises PermissionError and MandateRefusedError.
    """
    held = _held_today(parent, today)
    own = parent.person_id == reach.person
    if held is None or not (
        own
        or (
            not access.holds(reach, parent) and access.may_give(by, reach, verbs=held.verbs, scope=held.scope)
        )
    ):
        raise PermissionError(words.NOT_YOURS_TO_REPLACE)
    if parent.kind == MandateKind.DEPUTY:
        raise MandateRefusedError(words.NOT_AGAIN)
    if person.pk == parent.person_id or (person.pk == reach.person and not by.is_system):
        raise PermissionError(words.NOT_TO_ONESELF)
    first = since.earliest if since else today
    if until is None or until.earliest > first + timedelta(days=words.LONGEST_DEPUTY):
        raise MandateRefusedError(words.DEPUTY_WITHOUT_END)
    _check_span(Span(since, until), today, parent=parent)
    with transaction.atomic():
        mandate = _made(
            person,
            parent.role,
            Span(since, until),
            today=today,
            by=by,
            reach=reach,
            parent=parent,
            kind=MandateKind.DEPUTY,
        )
        _told(words.NAME_DEPUTY, mandate, {"stands_for": str(parent.person.uid)}, by=by, at=at)
    return mandate


@transaction.atomic
def end_mandate(
    *, mandate: Mandate, by: Actor, at: datetime, today: date, reach: Reach = NOBODY, why: str = ""
) -> Mandate:
    """End a mandate today, before its day; what comes from it ends with it. Ending what ended is refused.

    Raises PermissionError and MandateRefusedError.
    """
    locked = Mandate.objects.select_for_update(of=("self",)).select_related("role", "parent", "person")
    mandate = locked.get(pk=mandate.pk)
    if not may_end(mandate, by=by, reach=reach, today=today):
        raise PermissionError(words.NOT_YOURS_TO_END)
    end = SoftDate(today.isoformat())
    if mandate.until is not None and mandate.until.text <= end.text:
        raise MandateRefusedError(words.ENDED_ALREADY)
    if not by.is_system and _is_last_manager(mandate, today):
        raise MandateRefusedError(words.LAST_MANAGER)
    before = {"until": mandate.until}
    mandate.until, mandate.ended_by = end, by.label[:200]
    mandate.save(update_fields=("until", "ended_by"))
    record(by=by, verb=words.END, on=mandate, at=at, before=before, after={"until": end, "why": why[:500]})
    tell(words.END, mandate, by=by, at=at)
    return mandate


def may_end(mandate: Mandate, *, by: Actor, reach: Reach, today: date) -> bool:
    """Its holder, the holder of what it comes from, and who may give it."""
    if by.is_system or mandate.person_id == reach.person:
        return True
    if mandate.parent is not None and access.holds(reach, mandate.parent):
        return True
    held = _held_today(mandate, today)
    scope = held.scope if held else named_scope(mandate, today)
    return access.may_give(by, reach, verbs=_verbs(mandate.role), scope=scope)


def _is_last_manager(mandate: Mandate, today: date) -> bool:
    managing = Mandate.objects.filter(
        in_force(today), role__in=roles_with(Verb.ORGANISATION_MANAGE, today), kind=MandateKind.GIVEN
    )
    active = managing.filter(person__account__is_active=True)
    return managing.filter(pk=mandate.pk).exists() and not active.exclude(person=mandate.person_id).exists()


def _held_today(mandate: Mandate, today: date) -> Powers | None:
    return next(iter(powers_of(Q(pk=mandate.pk), today)), None)


def _inherits(parent: Scope, own: Scope) -> bool:
    """A part left empty is the parent's; one that is named lies within it."""
    return parent.contains(
        Scope(
            parent.units if own.units is None else own.units,
            parent.countries if own.countries is None else own.countries,
        )
    )


def _check_span(span: Span, today: date, *, parent: Mandate | None = None) -> None:
    day = {"today": today.isoformat(), "since": span.since, "until": span.until}
    if span.until is not None and span.until.earliest <= today:
        raise MandateRefusedError(words.PAST_END, day=span.until, today=today.isoformat())
    if span.since is not None and span.since.earliest < today:
        raise MandateRefusedError(words.BEGINS_PAST, **day)
    if span.since is not None and span.until is not None and span.until.earliest <= span.since.earliest:
        raise MandateRefusedError(words.BEGINS_LATE, **day)
    end = parent.until if parent else None
    if end is not None and span.until is not None and span.until.earliest > end.earliest:
        raise MandateRefusedError(words.AFTER_PARENT, end=end)


def _made(
    person: Person,
    role: Role,
    span: Span,
    *,
    today: date,
    by: Actor,
    reach: Reach,
    parent: Mandate | None = None,
    kind: MandateKind = MandateKind.GIVEN,
) -> Mandate:
    return Mandate.objects.create(
        person=person,
        role=role,
        kind=kind,
        parent=parent,
        since=span.since or SoftDate(today.isoformat()),
        until=span.until,
        giver_id=reach.person,
        given_by=by.label[:200],
    )


def _limit(mandate: Mandate, places: Places) -> dict[str, object]:
    """Write the parts of the scope; gives them as the journal keeps them."""
    mandate.units.set(_found(Unit.objects.filter, places.units, words.NO_SUCH_UNIT))
    mandate.countries.set(_found(Country.objects.filter, places.countries, words.NO_SUCH_COUNTRY))
    mandate.sites.set(_found(Site.objects.filter, places.sites, words.NO_SUCH_SITE))
    named = {"units": places.units, "countries": places.countries, "sites": places.sites}
    return {part: list(codes) for part, codes in named.items()}


def _found(
    rows: Callable[..., Iterable[Unit | Country | Site]], codes: Sequence[str], lacking: Promise
) -> list:
    found = list(rows(code__in=codes))
    if missing := sorted(set(codes) - {row.code for row in found}):
        raise MandateRefusedError(lacking, codes=", ".join(missing))
    return found


def _told(verb: str, mandate: Mandate, after: dict[str, object], *, by: Actor, at: datetime) -> None:
    values = {
        "person": str(mandate.person.uid),
        "role": mandate.role.code,
        "from": str(mandate.parent.uid) if mandate.parent else "",
        "since": mandate.since,
        "until": mandate.until,
        **after,
    }
    record(by=by, verb=verb, on=mandate, at=at, after=values)
    tell(verb, mandate, by=by, at=at)


def _role(code: str, today: date) -> Role:
    roles = {role.code: role for role in Role.objects.filter(in_force(today))}
    if code not in roles:
        raise MandateRefusedError(words.NO_SUCH_ROLE, code=code, known=", ".join(sorted(roles)))
    return roles[code]


def _verbs(role: Role) -> frozenset[Verb]:
    return frozenset(verb for verb in Verb if verb.value in role.verbs)


def _labels(verbs: Iterable[Verb]) -> str:
    return "; ".join(str(verb.label) for verb in verbs)
