"""What a form about partners lets a person choose: units that keep a contact, colleagues, countries."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation.access import Reach, units_for
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.queries import Names, names_of
from portulan.domains.organisation.vocabulary import UnitKind, Verb
from portulan.domains.organisation.vocabulary.pack import LEVEL_KINDS
from portulan.domains.people.models import Person
from portulan.foundations.model.base import in_force
from portulan.foundations.text import formats

MOST_UNITS = 300
_ORDER = {
    kind: rank
    for rank, kind in enumerate((*LEVEL_KINDS, UnitKind.OFFICE, UnitKind.LABORATORY, UnitKind.TEAM))
}


@dataclass(frozen=True, slots=True)
class Option:
    """A thing to choose: what the form sends back, and its name."""

    value: str
    label: str


def country_options() -> list[Option]:
    """Countries by their name in the active language."""
    known = [Option(one.code, formats.named(one, "name")) for one in geography_queries.countries()]
    return sorted(known, key=lambda one: one.label)


def may_keep_for_all(reach: Reach) -> bool:
    """Whether the reader may write what the whole organisation keeps."""
    return any(scope.units is None for scope in reach.verbs.get(Verb.PARTNER_EDIT, ()))


def unit_options(*, reach: Reach, at: date) -> list[Option]:
    """Units of the reader's scopes that may keep a contact: levels and offices first, then laboratories and teams.

    Who may write everywhere chooses among levels and offices; three queries.
    """
    rows = Unit.objects.filter(in_force(at), units_for(reach, Verb.PARTNER_EDIT)).distinct()
    if may_keep_for_all(reach):
        rows = rows.filter(kind__in=(*LEVEL_KINDS, UnitKind.OFFICE))
    found = list(rows.only("id", "code", "kind")[:MOST_UNITS])
    found.sort(key=lambda row: (_ORDER.get(UnitKind(row.kind), 99), row.code))
    names = names_of([row.pk for row in found], at)
    return [
        Option(row.code, _named(names[row.pk], row.code) if row.pk in names else row.code) for row in found
    ]


def _named(names: Names, code: str) -> str:
    name = names.best(code)
    return name.short_name or formats.named(name, "name")


def unit_row(code: str) -> Unit | None:
    """The unit of a code that a form sent back."""
    return Unit.objects.filter(code=code).first() if code else None


def colleagues(text: str, *, at: date, limit: int = 8) -> list[Option]:
    """People who hold a mandate today, by a part of their name; for who writes about partners only."""
    words = text.split()[:4]
    if not words:
        return []
    rows = Person.objects.filter(in_force(at, "mandates__"), mandates__isnull=False).distinct()
    for word in words:
        rows = rows.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    return [
        Option(str(row.uid), str(row)) for row in rows.order_by("family_name", "given_name", "id")[:limit]
    ]


def colleague(uid: str, *, at: date) -> Person | None:
    """A person who holds a mandate today, by public identifier."""
    try:
        number = UUID(uid)
    except ValueError:
        return None
    return Person.objects.filter(in_force(at, "mandates__"), mandates__isnull=False, uid=number).first()
