"""How cooperations are read: a fixed number of queries, whatever their number."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from portulan.domains.cooperations.access import reads_within
from portulan.domains.cooperations.models import Cooperation, CooperationField, Member
from portulan.domains.cooperations.queries.links import Links, links_of
from portulan.domains.cooperations.queries.views import CooperationLine, MemberView, Named, PersonRef, Step
from portulan.domains.cooperations.vocabulary import Confidentiality, Origin, Part, Right, Stage
from portulan.domains.organisation.access import Reach
from portulan.domains.people.models import Person

Many = dict[int, list[Any]]
OWNER = ("next_step_owner__uid", "next_step_owner__given_name", "next_step_owner__family_name")
LINE = (
    *("pk", "uid", "number", "title", "stage", "stage_since", "confidentiality", "origin", "fictitious"),
    *("declared_at", "changed_at", "next_step", "next_step_on", *OWNER),
)
_BATCH = 2_000  # rows whose links are asked at once: SQLite binds 32,766 values at most


def lines_of(rows: QuerySet[Cooperation], *, reach: Reach, at: date) -> tuple[CooperationLine, ...]:
    """Lines for a reader, in the order of ``rows``, all of which the reader may see; two queries."""
    return tuple(by_pk(rows, reach=reach, at=at).values())


def by_pk(rows: QuerySet[Cooperation], *, reach: Reach, at: date) -> dict[int, CooperationLine]:
    """The same by row number. No object is made for a row, and what the reader sees of each is read off its links."""
    read = list(rows.values_list(*LINE, named=True))
    words = _Words()
    found = {}
    for first in range(0, len(read), _BATCH):
        part = read[first : first + _BATCH]
        links = links_of([row.pk for row in part], person=reach.person, at=at)
        found.update({row.pk: _line(row, links[row.pk], words, reach, at) for row in part})
    return found


class _Words:
    """Labels in the active language, asked of the catalogue once for all lines."""

    def __init__(self) -> None:
        self.stages, self.who, self.origins = (
            {one.value: str(one.label) for one in choices} for choices in (Stage, Confidentiality, Origin)
        )


def _line(row: Any, links: Links, words: _Words, reach: Reach, at: date) -> CooperationLine:
    within = reads_within(
        reach,
        confidentiality=row.confidentiality,
        units=links.unit_numbers,
        countries=links.country_numbers,
        named=links.named,
    )
    return CooperationLine(
        uid=row.uid,
        number=row.number,
        title=row.title,
        stage=row.stage,
        stage_label=words.stages[row.stage],
        stage_since=row.stage_since,
        confidentiality=row.confidentiality,
        confidentiality_label=words.who[row.confidentiality],
        origin=row.origin,
        origin_label=words.origins[row.origin],
        fictitious=row.fictitious,
        within=within,
        units=tuple(links.units),
        partners=tuple(links.partners),
        countries=tuple(links.countries),
        step=_step(row, at) if within else None,
        declared_at=row.declared_at,
        changed_at=row.changed_at,
    )


def _step(row: Any, at: date) -> Step | None:
    if not row.next_step:
        return None
    uid, given, family = (getattr(row, column) for column in OWNER)
    return Step(
        text=row.next_step,
        on=row.next_step_on,
        owner=PersonRef(uid, f"{given} {family}".strip()) if uid else None,
        overdue=row.next_step_on is not None and row.next_step_on < at,
    )


def person_ref(person: Person | None) -> PersonRef | None:
    return PersonRef(person.uid, str(person)) if person else None


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
