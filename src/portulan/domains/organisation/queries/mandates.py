"""The mandates of a person, as one reach."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import connection

from portulan.domains.organisation.access import NOBODY, MandateView, Reach, Scope
from portulan.domains.organisation.models import Attachment, Mandate, Role, Unit
from portulan.domains.organisation.vocabulary import AttachmentKind, Verb
from portulan.domains.people.models import Person
from portulan.foundations.model.base import in_force

_COLUMNS = ("uid", "role__code", "role__name_fr", "role__name_en", "role__verbs", "units", "countries")


def reach_of(person: Person | None, at: date) -> Reach:
    """What a person may do on ``at``: at most two queries; an anonymous reader may do nothing.

    A scope of units holds all that is attached below them by a source on that day; a proposal gives no right.
    """
    if person is None:
        return NOBODY
    rows = Mandate.objects.filter(in_force(at), in_force(at, "role__"), person=person)
    mandates = _gathered(rows.order_by("id").values(*_COLUMNS))
    tops = {unit for one in mandates.values() for unit in one["units"]}
    below = _descendants(tops, at) if tops else {}
    verbs: dict[Verb, list[Scope]] = defaultdict(list)
    for one in mandates.values():
        for verb in one["verbs"]:
            verbs[verb].append(_scope(one, below))
    views = tuple(one["view"] for one in mandates.values())
    return Reach(MappingProxyType({verb: tuple(scopes) for verb, scopes in verbs.items()}), views, person.pk)


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role of the pack and what it allows, as codes of ``vocabulary.Verb``."""

    code: str
    name_fr: str
    name_en: str
    verbs: tuple[str, ...]


def roles(at: date) -> tuple[RoleView, ...]:
    """The roles of the pack on a day, by code."""
    rows = Role.objects.filter(in_force(at)).order_by("code")
    return tuple(RoleView(row.code, row.name_fr, row.name_en, tuple(row.verbs)) for row in rows)


def _gathered(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """One entry per mandate: the join gives a row for every pair of a unit and a country."""
    known = {verb.value: verb for verb in Verb}
    mandates: dict[str, dict[str, Any]] = {}
    for row in rows:
        uid = str(row["uid"])
        view = MandateView(uid, row["role__code"], row["role__name_fr"], row["role__name_en"])
        verbs = [known[verb] for verb in row["role__verbs"] if verb in known]
        one = mandates.setdefault(uid, {"view": view, "verbs": verbs, "units": set(), "countries": set()})
        one["units"] |= {row["units"]} - {None}
        one["countries"] |= {row["countries"]} - {None}
    return mandates


def _scope(one: dict[str, Any], below: dict[int, set[int]]) -> Scope:
    units = frozenset().union(*(below[unit] for unit in one["units"])) if one["units"] else None
    return Scope(units=units, countries=frozenset(one["countries"]) or None)


def _descendants(tops: set[int], at: date) -> dict[int, set[int]]:
    """Each top with all units below it on the day; one recursive query, the same on both databases."""
    held = Attachment.objects.filter(in_force(at), kind=AttachmentKind.STATED).values("unit_id", "parent_id")
    inside, parameters = held.query.sql_with_params()
    start, numbers = Unit.objects.filter(pk__in=tops).values("id").query.sql_with_params()
    sql = (
        f"WITH RECURSIVE held AS ({inside}), tops AS ({start}), "  # noqa: S608  built from no input, 2026-11-23
        "below(top, unit) AS (SELECT id, id FROM tops UNION "
        "SELECT below.top, held.unit_id FROM below JOIN held ON held.parent_id = below.unit) "
        "SELECT top, unit FROM below"
    )
    found: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *numbers])
        for top, unit in cursor.fetchall():
            found[top].add(unit)
    return found
