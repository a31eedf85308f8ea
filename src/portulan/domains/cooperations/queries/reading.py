"""How cooperations are read: a fixed number of queries, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce

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
from portulan.domains.organisation.queries.reading import NAME, names_at
from portulan.domains.organisation.queries.views import NameView, name_of
from portulan.domains.people.models import Person

Many = dict[int, list[Any]]


def lines_of(rows: Sequence[Cooperation], at: date) -> tuple[CooperationLine, ...]:
    """Lines in the order of ``rows``, which carry ``is_within``; two queries, with owners joined to the rows."""
    numbers = [row.pk for row in rows]
    units = units_of(numbers, at) if numbers else {}
    partners, countries = partners_and_countries_of(numbers) if numbers else ({}, {})
    return tuple(
        line_of(
            row,
            units=units.get(row.pk, ()),
            partners=partners.get(row.pk, ()),
            countries=countries.get(row.pk, ()),
            at=at,
        )
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
    """Units by cooperation, as named on the day; one query."""
    rows = CooperationUnit.objects.filter(cooperation__in=numbers).order_by(
        "rank", "id", "unit__names__rank", "-unit__names__since", "unit__names__id"
    )
    columns = [f"unit__names__{column}" for column in NAME]
    names: dict[tuple[int, str, str], list[NameView]] = defaultdict(list)
    for cooperation, code, source, *values in rows.values_list(
        "cooperation_id", "unit__code", "source", *columns
    ):
        held = names[cooperation, code, source]
        if values[0] is not None:
            held.append(name_of(values))
    found: Many = defaultdict(list)
    for (cooperation, code, source), known in names.items():
        best = names_at(known, at).best(code)
        found[cooperation].append(Named(code, best.name_fr, best.name_en, best.short_name, source))
    return found


def partners_and_countries_of(numbers: Sequence[int]) -> tuple[Many, Many]:
    """Live partners, and countries, by cooperation; one query for both."""
    live = CooperationPartner.objects.filter(cooperation__in=numbers, partner__merged_into=None)
    partners = live.annotate(
        is_partner=Value(1), more=Coalesce("partner__country__code", Value(""))
    ).values_list(
        "is_partner",
        "cooperation_id",
        "rank",
        "id",
        "partner__key",
        "partner__name",
        "partner__short_name",
        "more",
        "source",
    )
    countries = (
        CooperationCountry.objects.filter(cooperation__in=numbers)
        .annotate(is_partner=Value(0), more=Value(""))
        .values_list(
            "is_partner",
            "cooperation_id",
            "rank",
            "id",
            "country__code",
            "country__name_fr",
            "country__name_en",
            "more",
            "source",
        )
    )
    found: tuple[Many, Many] = (defaultdict(list), defaultdict(list))
    for is_partner, cooperation, _rank, _id, *values in sorted(partners.union(countries, all=True)):
        code, name, other, more, source = values
        if is_partner:
            found[0][cooperation].append(PartnerRef(code, name, other, more, source))
        else:
            found[1][cooperation].append(Named(code, name, other, "", source))
    return found


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
