"""Mandates as pages show them, always for somebody: who holds what, where, from whom, until when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet, Value

from portulan.domains.organisation.access import Reach, mandates_for
from portulan.domains.organisation.models import Attachment, Mandate, Unit
from portulan.domains.organisation.queries.reading import NONE, Names, names_of
from portulan.domains.organisation.queries.views import NameView, Page
from portulan.domains.organisation.vocabulary import AttachmentKind, MandateKind, Verb
from portulan.domains.people.models import Person
from portulan.foundations.model.base import in_force
from portulan.foundations.model.softdate import SoftDate

State = Literal["held", "coming", "ended"]
_SORTS = {
    "person": ("person__family_name", "person__given_name"),
    "since": ("since",),
    "until": ("until",),
    "role": ("role__code",),
}
_PART_OF = ("parent", "parent__parent")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, country or site a mandate names; ``code`` leads to its page."""

    code: str
    name_fr: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateLine:
    """One mandate. ``until`` is the day it ends, of its own or with what it comes from; names are those of the role."""

    uid: UUID
    person: str
    person_uid: UUID
    fictitious: bool
    role: str
    name_fr: str
    name_en: str
    kind: MandateKind
    units: tuple[Place, ...]
    countries: tuple[Place, ...]
    sites: tuple[Place, ...]
    since: SoftDate | None
    until: SoftDate | None
    state: State
    given_by: str
    ended_by: str
    parent_uid: UUID | None = None
    parent_person: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is limited to no unit, country or site of its own."""
        return not (self.units or self.countries or self.sites)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatePage:
    """A mandate with what it allows, what it comes from, and what comes from it."""

    line: MandateLine
    verbs: tuple[Verb, ...]
    parent: MandateLine | None
    children: tuple[MandateLine, ...]


def mandates(
    reach: Reach,
    at: date,
    *,
    which: Q | None = None,
    held: bool = True,
    sort: str = "person",
    limit: int = 50,
    offset: int = 0,
) -> Page[MandateLine]:
    """Mandates the person may see, a page of them; ``held`` leaves out those that do not hold on the day."""
    rows = Mandate.objects.filter(mandates_for(reach), which or Q())
    if held:
        rows = rows.filter(_holds(at))
    chosen = _sorted(rows, sort)[offset : offset + limit]  # cut before all that a line needs is joined
    found = list(_sorted(_joined(Mandate.objects.filter(pk__in=chosen.values("pk"))), sort))
    return Page(rows=_lines(found, at), total=rows.count(), limit=limit, offset=offset)


def mandate(reach: Reach, uid: UUID, at: date) -> Mandate | None:
    """One mandate, for who may see it; one query, whether it exists or not."""
    return _joined(Mandate.objects.filter(mandates_for(reach), uid=uid)).first()


def mandate_page(reach: Reach, row: Mandate, at: date) -> MandatePage:
    """All a page tells of a mandate the person may see; what comes from it is shown as far as the person may see it."""
    children = _joined(Mandate.objects.filter(mandates_for(reach), parent=row)).order_by("-since", "id")
    above = [row.parent] if row.parent else []
    lines = _lines([row, *above, *children], at)
    known = {verb.value: verb for verb in Verb}
    return MandatePage(
        line=lines[0],
        verbs=tuple(known[verb] for verb in row.role.verbs if verb in known),
        parent=lines[1] if above else None,
        children=lines[1 + len(above) :],
    )


def of_person(uid: UUID) -> Q:
    """The mandates of one person."""
    return Q(person__uid=uid)


def of_unit(code: str, at: date) -> Q:
    """The mandates that name a unit or one above it, by statement on the day."""
    return Q(
        pk__in=Mandate.units.through._default_manager.filter(unit__in=_above(code, at)).values("mandate")
    )


def mine(person: Person, at: date) -> tuple[MandateLine, ...]:
    """What a person holds today, for the person's own page."""
    rows = Mandate.objects.filter(_holds(at), person=person)
    return _lines(list(_joined(rows).order_by("id")), at)


def ending(person: Person, at: date, *, by: date) -> tuple[MandateLine, ...]:
    """What a person holds today that ends by a day, of its own or with what it comes from; the first to end first. One
    query where none does, as on most desks: all that a line needs is joined for those only."""
    last = by.isoformat()
    ends = Mandate.objects.filter(person=person).values_list(
        "pk", "until", *(f"{above}__until" for above in _PART_OF)
    )
    soon = [number for number, *days in ends if any(day is not None and day.text <= last for day in days)]
    if not soon:
        return ()
    rows = Mandate.objects.filter(_holds(at), pk__in=soon)
    lines = _lines(list(_joined(rows).order_by("until", "id")), at)
    return tuple(sorted(lines, key=lambda line: line.until.text if line.until else last))


def _holds(at: date) -> Q:
    rule = in_force(at)
    for above in _PART_OF:
        rule &= Q(**{f"{above}__isnull": True}) | in_force(at, f"{above}__")
    return rule


def _joined(rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
    return rows.select_related("person", "role", "parent__person", "parent__role", "parent__parent")


def _sorted(rows: QuerySet[Mandate], sort: str) -> QuerySet[Mandate]:
    word, down = sort.removeprefix("-"), sort.startswith("-")
    columns = _SORTS.get(word, _SORTS["person"])
    return rows.order_by(*(f"-{column}" if down else column for column in columns), "id")


def _above(code: str, at: date) -> list[int]:
    """The unit and all units above it; one recursive query."""
    held = Attachment.objects.filter(in_force(at), kind=AttachmentKind.STATED).values("unit_id", "parent_id")
    inside, parameters = held.query.sql_with_params()
    start, named = Unit.objects.filter(code=code).values("id").query.sql_with_params()
    sql = (
        f"WITH RECURSIVE held AS ({inside}), start AS ({start}), "  # noqa: S608  built from no input, 2026-11-25
        "above(unit) AS (SELECT id FROM start UNION "
        "SELECT held.parent_id FROM above JOIN held ON held.unit_id = above.unit) SELECT unit FROM above"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *named])
        return [unit for (unit,) in cursor.fetchall()]


def _lines(rows: Sequence[Mandate], at: date) -> tuple[MandateLine, ...]:
    """Three queries for any number of mandates: units they name, names of these, countries and sites they name."""
    numbers = [row.pk for row in rows]
    units = _named_units(numbers)
    names = names_of({number for parts in units.values() for number, _code in parts}, at)
    places = _named_places(numbers)
    return tuple(
        _line(
            row,
            at,
            units=_units(units.get(row.pk, ()), names),
            countries=tuple(places[row.pk, "country"]),
            sites=tuple(places[row.pk, "site"]),
        )
        for row in rows
    )


def _named_units(numbers: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    links = Mandate.units.through._default_manager.filter(mandate__in=numbers).order_by("unit__code")
    for mandate_id, unit_id, code in links.values_list("mandate_id", "unit_id", "unit__code"):
        found[mandate_id].append((unit_id, code))
    return found


def _named_places(numbers: Sequence[int]) -> dict[tuple[int, str], list[Place]]:
    """Countries and sites by mandate and kind, by code."""
    countries = Mandate.countries.through._default_manager.filter(mandate__in=numbers).values_list(
        F("mandate_id"), Value("country"), F("country__code"), F("country__name_fr"), F("country__name_en")
    )
    sites = Mandate.sites.through._default_manager.filter(mandate__in=numbers).values_list(
        F("mandate_id"), Value("site"), F("site__code"), F("site__name"), F("site__name")
    )
    found: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for mandate_id, kind, *names in sorted(countries.union(sites, all=True), key=lambda row: row[2]):
        found[mandate_id, kind].append(Place(*names))
    return found


def _units(parts: Iterable[tuple], names: Mapping[int, Names]) -> tuple[Place, ...]:
    known = ((code, names.get(number, NONE).best(code)) for number, code in parts)
    return tuple(Place(code, _short(name, name.name_fr), _short(name, name.name_en)) for code, name in known)


def _short(name: NameView, long: str) -> str:
    return name.short_name or long


def _line(row: Mandate, at: date, **places: tuple[Place, ...]) -> MandateLine:
    chain = [one for one in (row, row.parent, row.parent.parent if row.parent else None) if one]
    ends = [one.until for one in chain if one.until]
    return MandateLine(
        uid=row.uid,
        person=str(row.person),
        person_uid=row.person.uid,
        fictitious=row.person.fictitious,
        role=row.role.code,
        name_fr=row.role.name_fr,
        name_en=row.role.name_en,
        kind=MandateKind(row.kind),
        since=row.since,
        until=min(ends) if ends else None,
        state=_state(row, chain, at),
        given_by=row.given_by,
        ended_by=row.ended_by,
        parent_uid=row.parent.uid if row.parent else None,
        parent_person=str(row.parent.person) if row.parent else "",
        **places,
    )


def _state(row: Mandate, chain: Sequence[Mandate], at: date) -> State:
    if all(one.holds_at(at) for one in chain):
        return "held"
    return "coming" if row.since and row.since.text > at.isoformat() else "ended"
