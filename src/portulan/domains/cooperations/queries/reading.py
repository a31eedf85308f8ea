"""How cooperations are read: a fixed number of queries, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from portulan.domains.cooperations.models import (
    Cooperation,
    CooperationCountry,
    CooperationField,
    CooperationPartner,
    CooperationUnit,
    Member,
)
from portulan.domains.cooperations.queries.views import (
    CooperationLine,
    MemberView,
    Named,
    PartnerRef,
    PersonRef,
    Step,
)
from portulan.domains.cooperations.vocabulary import Confidentiality, Origin, Part, Right, Stage
from portulan.domains.organisation.queries import Names, names_of
from portulan.domains.people.models import Person

Many = dict[int, list[Any]]


def lines_of(rows: Sequence[Cooperation], at: date) -> tuple[CooperationLine, ...]:
    """Lines in the order of ``rows``, which carry ``is_within``; four queries, with owners joined to the rows."""
    numbers = [row.pk for row in rows]
    units, partners, countries = units_of(numbers, at), partners_of(numbers), countries_of(numbers)
    return tuple(
        line_of(row, units=units[row.pk], partners=partners[row.pk], countries=countries[row.pk], at=at)
        for row in rows
    )


def line_of(
    row: Any, *, units: Iterable[Named], partners: Iterable[PartnerRef], countries: Iterable[Named], at: date
) -> CooperationLine:
    return CooperationLine(
        uid=row.uid,
        number=row.number,
        title=row.title,
        stage=row.stage,
        stage_label=str(Stage(row.stage).label),
        stage_since=row.stage_since,
        confidentiality=row.confidentiality,
        confidentiality_label=str(Confidentiality(row.confidentiality).label),
        origin=row.origin,
        origin_label=str(Origin(row.origin).label),
        fictitious=row.fictitious,
        within=row.is_within,
        units=tuple(units),
        partners=tuple(partners),
        countries=tuple(countries),
        step=_step(row, at) if row.is_within else None,
        declared_at=row.declared_at,
        changed_at=row.changed_at,
    )


def _step(row: Cooperation, at: date) -> Step | None:
    if not row.next_step:
        return None
    return Step(
        text=row.next_step,
        on=row.next_step_on,
        owner=person_ref(row.next_step_owner),
        overdue=row.next_step_on is not None and row.next_step_on < at,
    )


def person_ref(person: Person | None) -> PersonRef | None:
    return PersonRef(person.uid, str(person)) if person else None


def units_of(numbers: Sequence[int], at: date) -> Many:
    """Units by cooperation, as named on the day; two queries."""
    rows = CooperationUnit.objects.filter(cooperation__in=numbers).order_by("rank", "id")
    links = list(rows.values_list("cooperation_id", "unit_id", "unit__code", "source"))
    names = names_of({unit for _, unit, _, _ in links}, at)
    found: Many = defaultdict(list)
    for cooperation, unit, code, source in links:
        name = names.get(unit, Names()).best(code)
        found[cooperation].append(Named(code, name.name_fr, name.name_en, name.short_name, source))
    return found


def partners_of(numbers: Sequence[int]) -> Many:
    """Partners by cooperation; one query."""
    live = CooperationPartner.objects.filter(cooperation__in=numbers, partner__merged_into=None)
    rows = live.order_by("rank", "id")
    columns = ("partner__key", "partner__name", "partner__short_name", "partner__country__code", "source")
    found: Many = defaultdict(list)
    for cooperation, key, name, short, country, source in rows.values_list("cooperation_id", *columns):
        found[cooperation].append(PartnerRef(key, name, short, country or "", source))
    return found


def countries_of(numbers: Sequence[int]) -> Many:
    """Countries by cooperation; one query."""
    rows = CooperationCountry.objects.filter(cooperation__in=numbers).order_by("rank", "id")
    return _named(rows, "country")


def fields_of(numbers: Sequence[int]) -> Many:
    """Subjects by cooperation; one query."""
    rows = CooperationField.objects.filter(cooperation__in=numbers).order_by("rank", "id")
    return _named(rows, "term")


def _named(rows: Any, what: str) -> Many:
    found: Many = defaultdict(list)
    columns = (f"{what}__code", f"{what}__name_fr", f"{what}__name_en", "source")
    for cooperation, code, name_fr, name_en, source in rows.values_list("cooperation_id", *columns):
        found[cooperation].append(Named(code, name_fr or code, name_en or code, "", source))
    return found


def members_of(cooperation: Cooperation) -> tuple[MemberView, ...]:
    """Our people on it, who leads first; one query."""
    order = {part.value: rank for rank, part in enumerate(Part)}
    rows = Member.objects.filter(cooperation=cooperation).select_related("person").order_by("id")
    return tuple(_member(row) for row in sorted(rows, key=lambda row: order[row.part]))


def _member(row: Member) -> MemberView:
    return MemberView(
        person=PersonRef(row.person.uid, str(row.person)),
        part=row.part,
        part_label=str(Part(row.part).label),
        right=row.right,
        right_label=str(Right(row.right).label),
    )
