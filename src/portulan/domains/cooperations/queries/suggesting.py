"""What a form offers: our units and our people as one types, and what the data know of a choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from portulan.domains.cooperations.queries.found import FoundLine, found_with
from portulan.domains.cooperations.queries.views import Named
from portulan.domains.organisation.access import Reach, may
from portulan.domains.organisation.models import Attachment, Term, Unit, UnitLabel, UnitName
from portulan.domains.organisation.queries import Names, names_of
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people.models import Person
from portulan.foundations.model.base import in_force
from portulan.foundations.tables.order import folded
from portulan.insight.figures import Figures

MOST = 8
SHORTEST = 2
_FIELDS = {"fields": "rnsr-fields", "erc_panels": "erc-panels"}  # what the registry says, by our lists
_FEW = 200  # units of a scope among which the top ones are sought
_WRITERS = (Verb.COOPERATION_DECLARE, Verb.COOPERATION_EDIT, Verb.COOPERATION_FOLLOW)


class Suggested(NamedTuple):
    key: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A subject as a form sends it ("erc-panels:2024:PE7"); ``source`` where the data name it for a unit."""

    key: str
    name_fr: str
    name_en: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the data show with a partner: of the units themselves, and of the whole organisation."""

    of_units: tuple[FoundLine, ...]
    of_all: tuple[FoundLine, ...]


def may_look_up(reach: Reach) -> bool:
    """Whether forms offer units and people to this person."""
    return reach.person is not None and any(may(reach, verb) for verb in _WRITERS)


def units(*, text: str, reach: Reach, at: date, limit: int = MOST) -> tuple[Suggested, ...]:
    """Our units by any of their names or labels, those of the reader's mandates first; three queries."""
    if not may_look_up(reach) or len(text.strip()) < SHORTEST or "\0" in text:
        return ()
    rule = Q()
    for word in folded(text).split()[:6]:
        names = UnitName.objects.filter(folded__contains=word)
        labels = UnitLabel.objects.filter(text__icontains=word)
        rule &= Q(pk__in=names.values("unit")) | Q(pk__in=labels.values("unit"))
    rows = Unit.objects.at(at).filter(rule).order_by("rank", "code")[: 10 * limit]
    own = _declared_for(reach)
    found = sorted(rows, key=lambda row: row.pk not in own)[:limit]
    return _suggested(found, at)


def unit_choices(*, codes: Sequence[str], at: date) -> tuple[Suggested, ...]:
    """Units by code as a form shows them once chosen, in the order given."""
    rows = {row.code: row for row in Unit.objects.filter(code__in=codes)}
    return _suggested([rows[code] for code in codes if code in rows], at)


def _suggested(rows: Sequence[Unit], at: date) -> tuple[Suggested, ...]:
    names = names_of([row.pk for row in rows], at)
    labels: dict[int, str] = {}
    for unit, label in (
        UnitLabel.objects.filter(unit__in=rows).order_by("rank", "id").values_list("unit", "text")
    ):
        labels.setdefault(unit, label)
    return tuple(_of_unit(row, names.get(row.pk, Names()), labels.get(row.pk, "")) for row in rows)


def _of_unit(row: Unit, names: Names, label: str) -> Suggested:
    name = names.best(row.code)
    return Suggested(
        row.code, name.short_name or name.name_fr, " · ".join(part for part in (label, row.city) if part)
    )


def _declared_for(reach: Reach) -> frozenset[int]:
    scopes = reach.scopes(Verb.COOPERATION_DECLARE)
    return frozenset().union(*(scope.units for scope in scopes if scope.units is not None))


def own_units(*, reach: Reach, at: date) -> tuple[Suggested, ...]:
    """The laboratories or teams the reader declares for, where mandates name them: the highest of each scope."""
    numbers = _declared_for(reach)
    if not numbers or len(numbers) > _FEW:
        return ()
    inside = Attachment.objects.filter(in_force(at), unit__in=numbers, parent__in=numbers)
    rows = Unit.objects.filter(pk__in=numbers).exclude(pk__in=inside.values("unit")).order_by("rank", "code")
    return _suggested(list(rows[:MOST]), at)


def people(*, text: str, reach: Reach, limit: int = MOST) -> tuple[Suggested, ...]:
    """Our people by name, a few at a time, for whoever writes about cooperations; one query."""
    words = text.split()[:4]
    if not may_look_up(reach) or len(text.strip()) < SHORTEST or "\0" in text:
        return ()
    rule = Q()
    for word in words:
        rule &= Q(given_name__icontains=word) | Q(family_name__icontains=word)
    return tuple(Suggested(str(row.uid), str(row), "") for row in Person.objects.filter(rule)[:limit])


def fields_of_science(*, codes: Sequence[str], at: date) -> tuple[FieldChoice, ...]:
    """Subjects of the lists in force, those the registry gives to these units first, with its name; two queries."""
    said = _said_of(codes)
    rows = Term.objects.filter(in_force(at, "classification__"), classification__code__in=_FIELDS.values())
    columns = ("classification__code", "classification__version", "code", "name_fr", "name_en")
    choices = [
        FieldChoice(f"{kind}:{version}:{code}", name_fr or code, name_en or code, said.get((kind, code), ""))
        for kind, version, code, name_fr, name_en in rows.order_by(
            "classification__code", "rank", "id"
        ).values_list(*columns)
    ]
    return tuple(sorted(choices, key=lambda one: not one.source))


def _said_of(codes: Sequence[str]) -> dict[tuple[str, str], str]:
    """What the registry says of the subjects of units: list and code, with the source."""
    said = {}
    for details, source in Unit.objects.filter(code__in=codes).values_list("details", "source"):
        for name, kind in _FIELDS.items():
            for code in details.get(name) or ():
                said[kind, str(code)] = source or "RNSR"
    return said


def known_with(*, keys: Sequence[str], codes: Sequence[str], figures: Figures | None, at: date) -> Known:
    """What the data show with these partners, of these units and of the whole organisation."""
    lines = [line for key in keys for line in found_with(key=key, figures=figures, at=at)]
    mine = tuple(line for line in lines if line.unit is not None and line.unit.code in codes)
    return Known(of_units=mine, of_all=tuple(line for line in lines if line.unit is None))


def named_units(*, codes: Sequence[str], at: date) -> tuple[Named, ...]:
    """Units by code with their names; two queries."""
    rows = dict(Unit.objects.filter(code__in=codes).values_list("code", "id"))
    names = names_of(rows.values(), at)
    best = {code: names.get(number, Names()).best(code) for code, number in rows.items()}
    return tuple(
        Named(code, best[code].name_fr, best[code].name_en, best[code].short_name)
        for code in codes
        if code in best
    )
