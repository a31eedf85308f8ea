"""How units are read: a fixed number of queries, whatever the number of units."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from portulan.domains.organisation.models import Attachment, Unit, UnitLabel, UnitName
from portulan.domains.organisation.queries.views import (
    AttachmentView,
    NameView,
    UnitLine,
    attachment_view,
    name_view,
    unit_line,
)
from portulan.domains.organisation.vocabulary import AttachmentKind
from portulan.domains.organisation.vocabulary.pack import PORTFOLIO
from portulan.foundations.model.base import in_force

STATED_FIRST = Case(
    When(kind=AttachmentKind.STATED, then=Value(0)), default=Value(1), output_field=IntegerField()
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one unit: those that hold, best first, and those that do not, latest first."""

    held: tuple[NameView, ...] = ()
    other: tuple[NameView, ...] = ()

    def best(self, code: str) -> NameView:
        """The name that holds, else the latest one, else the code."""
        known = (*self.held, *self.other)
        return known[0] if known else NameView(name_fr=code, name_en=code, short_name="")


def names_of(numbers: Iterable[int], at: date) -> dict[int, Names]:
    """Names by row number of the unit; one query. A name two sources give alike is told once."""
    held: dict[int, list[NameView]] = defaultdict(list)
    other: dict[int, list[NameView]] = defaultdict(list)
    seen: set[tuple[int, str, str]] = set()
    for row in UnitName.objects.filter(unit__in=set(numbers)).order_by("rank", "-since", "id"):
        if (row.unit_id, row.name_fr, row.short_name) not in seen:
            (held if row.holds_at(at) else other)[row.unit_id].append(name_view(row))
            seen.add((row.unit_id, row.name_fr, row.short_name))
    return {unit: Names(tuple(held[unit]), tuple(other[unit])) for unit in {*held, *other}}


def lines(rows: QuerySet[Unit], at: date) -> tuple[UnitLine, ...]:
    """Units as lines, in the order of ``rows``; four queries."""
    return tuple(by_id(rows, at).values())


def by_id(rows: QuerySet[Unit], at: date) -> dict[int, UnitLine]:
    """Units as lines by row number, in the order of ``rows``; four queries."""
    units = list(rows.select_related("country"))
    numbers = [row.pk for row in units]
    labels = _labels(numbers, at)
    attached = _institutes(numbers, at)
    names = names_of({*numbers, *(row.parent_id for row in attached.values())}, at)
    return {
        row.pk: unit_line(
            row,
            name=_name(names, row),
            label=labels.get(row.pk, ""),
            institute=_attached(attached.get(row.pk), names),
        )
        for row in units
    }


def attachments_of(unit: Unit, at: date) -> tuple[AttachmentView, ...]:
    """All that a unit is attached to on ``at``, what sources state first; two queries."""
    rows = _held_attachments([unit.pk], at)
    names = names_of([row.parent_id for row in rows], at)
    return tuple(attachment_view(row, _name(names, row.parent)) for row in rows)


def _name(names: dict[int, Names], unit: Unit) -> NameView:
    return names.get(unit.pk, Names()).best(unit.code)


def _attached(row: Attachment | None, names: dict[int, Names]) -> AttachmentView | None:
    return attachment_view(row, _name(names, row.parent)) if row else None


def _labels(numbers: Sequence[int], at: date) -> dict[int, str]:
    """The label of each unit: of those that hold, the organisation's own; else the latest."""
    held = Case(When(in_force(at), then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = UnitLabel.objects.filter(unit__in=numbers).annotate(_held=held).order_by("_held", "rank", "id")
    labels: dict[int, str] = {}
    for unit, text in rows.values_list("unit_id", "text"):
        labels.setdefault(unit, text)
    return labels


def _institutes(numbers: Sequence[int], at: date) -> dict[int, Attachment]:
    rows = _held_attachments(numbers, at).filter(parent__kind__in=PORTFOLIO)
    found: dict[int, Attachment] = {}
    for row in rows:
        found.setdefault(row.unit_id, row)
    return found


def _held_attachments(numbers: Sequence[int], at: date) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(in_force(at), unit__in=numbers)
    return rows.select_related("parent").order_by(STATED_FIRST, "id")


def attached_to(code: str, at: date, *, stated: bool | None = None) -> Q:
    """Units of one institute: attached by a source, or else proposed; ``stated`` keeps one of the two."""
    by_source = Attachment.objects.filter(
        in_force(at), kind=AttachmentKind.STATED, parent__kind__in=PORTFOLIO
    )
    proposed = Attachment.objects.filter(in_force(at), kind=AttachmentKind.PROPOSED, parent__code=code)
    here = Q(pk__in=by_source.filter(parent__code=code).values("unit"))
    guessed = Q(pk__in=proposed.values("unit")) & ~Q(pk__in=by_source.values("unit"))
    return {True: here, False: guessed, None: here | guessed}[stated]


def unattached(at: date) -> Q:
    """Units that belong to no institute, not even by proposal."""
    rows = Attachment.objects.filter(in_force(at), parent__kind__in=PORTFOLIO)
    return ~Q(pk__in=rows.values("unit"))
