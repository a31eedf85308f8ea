"""The mandates of a person, as one reach: two queries, whatever they hold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import connection
from django.db.models import Q

from portulan.domains.organisation.access import NOBODY, MandateView, Reach, Scope
from portulan.domains.organisation.models import Mandate, Role
from portulan.domains.organisation.vocabulary import AttachmentKind, MandateKind, Verb
from portulan.domains.people.models import Person
from portulan.foundations.model.base import in_force
from portulan.foundations.model.softdate import SoftDate

_ABOVE = (
    "",
    "parent__",
    "parent__parent__",
)  # a deputy of a delegation of what was given: no longer chain exists
_COLUMNS = (
    *("uid", "kind", "role__code", "role__name_fr", "role__name_en"),
    *(f"{above}{column}" for above in _ABOVE for column in ("id", "role__verbs")),
    *(f"{above}{role}{end}" for above in _ABOVE for role in ("", "role__") for end in ("since", "until")),
    *("parent__uid", "parent__person__given_name", "parent__person__family_name"),
)


@dataclass(frozen=True, slots=True)
class Powers:
    """What one mandate allows on a day: these verbs, in this scope; never more than what it comes from."""

    view: MandateView
    verbs: frozenset[Verb]
    scope: Scope


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role of the pack and what it allows, as codes of ``vocabulary.Verb``."""

    code: str
    name_fr: str
    name_en: str
    verbs: tuple[str, ...]


@dataclass(slots=True)
class _Parts:
    """What one mandate names by itself, by part: units with all below them, countries, sites, who stands there."""

    numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def scope(self) -> Scope:
        units = Scope(self._part("unit"))
        standing = Scope(frozenset(self.numbers["standing"]) if "site" in self.numbers else None)
        return Scope(units.shared_with(standing).units, self._part("country"))

    def _part(self, name: str) -> frozenset[int] | None:
        return frozenset(self.numbers[name]) if name in self.numbers else None


def reach_of(person: Person | None, at: date) -> Reach:
    """What a person may do on ``at``: at most two queries; an anonymous reader may do nothing.

    A scope of units holds all that is attached below them by a source on that day; a proposal gives no right.
    """
    if person is None:
        return NOBODY
    held = powers_of(Q(person=person), at)
    verbs: dict[Verb, list[Scope]] = defaultdict(list)
    for one in held:
        for verb in sorted(one.verbs):
            verbs[verb].append(one.scope)
    scopes = MappingProxyType({verb: tuple(scopes) for verb, scopes in verbs.items()})
    return Reach(scopes, tuple(one.view for one in held), person.pk)


def powers_of(which: Q, at: date) -> list[Powers]:
    """What each of these mandates allows on a day, in the order they were made; two queries, one when there is none.

    One that comes from another allows what both allow, and nothing once the other ended.
    """
    known = Mandate.objects.filter(which).order_by("id").values(*_COLUMNS)
    rows = [row for row in known if _holds(row, at.isoformat())]
    if not rows:
        return []
    scopes = _scopes({number for row in rows for number in _chain(row)}, at)
    return [_powers(row, scopes) for row in rows]


def _holds(row: dict[str, Any], day: str) -> bool:
    """Whether the mandate, all it comes from, and their roles hold: ``in_force``, asked of a row that was read.

    A person has few mandates: reading them all costs less than a condition on nine dates costs to write.
    """
    parts = (f"{above}{role}" for above in _ABOVE for role in ("", "role__"))
    return all(_within(row[f"{part}since"], row[f"{part}until"], day) for part in parts)


def _within(since: SoftDate | None, until: SoftDate | None, day: str) -> bool:
    return (since is None or since.text <= day) and (until is None or until.text > day)


def _chain(row: dict[str, Any]) -> list[int]:
    numbers = (row[f"{above}id"] for above in _ABOVE)
    return [number for number in numbers if number is not None]


def _powers(row: dict[str, Any], scopes: dict[int, Scope]) -> Powers:
    view, known = _view(row), {verb.value: verb for verb in Verb}
    allowed = [
        frozenset(known[verb] for verb in row[f"{above}role__verbs"] if verb in known)
        for above in _ABOVE
        if row[f"{above}id"] is not None
    ]
    scope = Scope(mandate=view)
    for number in _chain(row):
        scope = scope.shared_with(scopes[number])
    return Powers(view, frozenset.intersection(*allowed), scope)


def _view(row: dict[str, Any]) -> MandateView:
    holder = f"{row['parent__person__given_name']} {row['parent__person__family_name']}".strip()
    return MandateView(
        uid=str(row["uid"]),
        role=row["role__code"],
        name_fr=row["role__name_fr"],
        name_en=row["role__name_en"],
        kind=row["kind"],
        acting_for=holder if row["kind"] == MandateKind.DEPUTY else "",
        stands_for=str(row["parent__uid"]) if row["kind"] == MandateKind.DEPUTY else "",
    )


def holds_any_role(person: Person, codes: Sequence[str], at: date) -> bool:
    """Whether the person holds one of these roles on the day, as a deputy too; one query."""
    rows = Mandate.objects.filter(person=person, role__code__in=codes).values(*_COLUMNS)
    return any(_holds(row, at.isoformat()) for row in rows)


def named_scope(mandate: Mandate, at: date) -> Scope:
    """What a mandate covers by its own parts, whatever it comes from; one query."""
    return _scopes([mandate.pk], at)[mandate.pk]


def roles_with(verb: Verb, at: date) -> list[int]:
    """Row numbers of the roles in force that allow a verb; one query."""
    rows = Role.objects.filter(in_force(at)).values_list("pk", "verbs")
    return [number for number, verbs in rows if verb.value in verbs]


def roles(at: date) -> tuple[RoleView, ...]:
    """The roles of the pack on a day, by code."""
    rows = Role.objects.filter(in_force(at)).order_by("code")
    return tuple(RoleView(row.code, row.name_fr, row.name_en, tuple(row.verbs)) for row in rows)


def _scopes(mandates: Iterable[int], at: date) -> dict[int, Scope]:
    """The scope each mandate names by itself, by row number."""
    wanted = sorted(mandates)
    parts = {number: _Parts() for number in wanted}
    for part, mandate, number in _part_rows(wanted, at):
        parts[mandate].numbers[part].add(number)
    return {number: one.scope() for number, one in parts.items()}


def _part_rows(mandates: Sequence[int], at: date) -> list[tuple[str, int, int]]:
    """(part, mandate, number) of every unit with all below it, country, site and unit that stands at one.

    One query, recursive, the same on both databases; attachments that hold on the day, as ``in_force`` says, reached
    by their index.
    """
    asked, day = ", ".join(["%s"] * len(mandates)), at.isoformat()
    sql = (
        "WITH RECURSIVE below(mandate, unit) AS ("  # noqa: S608  built from no input, 2026-11-25
        f"SELECT mandate_id, unit_id FROM organisation_mandate_units WHERE mandate_id IN ({asked}) "
        "UNION SELECT below.mandate, held.unit_id FROM below "
        "JOIN organisation_attachment held ON held.parent_id = below.unit AND held.kind = %s "
        "AND (held.since IS NULL OR held.since <= %s) AND (held.until IS NULL OR held.until > %s)) "
        "SELECT 'unit', mandate, unit FROM below UNION ALL "
        f"SELECT 'country', mandate_id, country_id FROM organisation_mandate_countries WHERE mandate_id IN ({asked}) "
        f"UNION ALL SELECT 'site', mandate_id, site_id FROM organisation_mandate_sites WHERE mandate_id IN ({asked}) "
        "UNION ALL SELECT 'standing', named.mandate_id, standing.id FROM organisation_mandate_sites named "
        f"JOIN organisation_unit standing ON standing.site_id = named.site_id WHERE named.mandate_id IN ({asked})"
    )
    below: list[Any] = [*mandates, AttachmentKind.STATED.value, day, day]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*below, *mandates, *mandates, *mandates])
        return cursor.fetchall()
