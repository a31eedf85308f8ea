"""How units are read: a fixed number of queries, whatever the number of units."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from portulan.domains.organisation.models import Attachment, Unit, UnitLabel, UnitName
from portulan.domains.organisation.queries.views import (
    DATED,
    AttachmentView,
    NameView,
    UnitLine,
    attachment_view,
    holds,
    name_of,
    unit_line,
)
from portulan.domains.organisation.vocabulary import AttachmentKind
from portulan.domains.organisation.vocabulary.pack import PORTFOLIO
from portulan.foundations.model.base import in_force

STATED_FIRST = Case(
    When(kind=AttachmentKind.STATED, then=Value(0)), default=Value(1), output_field=IntegerField()
)
LATEST_FIRST = F("since").desc(nulls_last=True)  # databases disagree on where an unknown date stands


NAME = ("name_fr", "name_en", "short_name", *DATED)
LINE = (
    "pk",
    "code",
    "kind",
    "country_code",
    "country_source",
    "city",
    "international",
    "since",
    "until",
)
ATTACHMENT = ("unit_id", "parent_id", "parent_code", "parent_kind", "kind", "confidence", "why", *DATED)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one unit: those that hold, best first, and those that do not, latest first."""

    held: tuple[NameView, ...] = ()
    other: tuple[NameView, ...] = ()

    def best(self, code: str) -> NameView:
        """The name that holds, else the latest one, else the code."""
        known = (*self.held, *self.other)
        return known[0] if known else NameView(name_fr=code, name_en=code, short_name="")


NONE = Names()


def names_of(numbers: Iterable[int], at: date) -> dict[int, Names]:
    """Names by row number of the unit; one query. A name two sources give alike is told once."""
    rows = UnitName.objects.filter(unit__in=set(numbers)).order_by("rank", LATEST_FIRST, "id")
    found: dict[int, list[NameView]] = defaultdict(list)
    for unit, *values in rows.values_list("unit_id", *NAME):
        found[unit].append(name_of(values))
    return {unit: names_at(names, at) for unit, names in found.items()}


def with_names(rows: QuerySet[Unit], at: date, *columns: str) -> list[tuple[Any, Names]]:
    """Units in the order of the pack, ``columns`` of each as a named tuple, with its names; one query."""
    joined = [f"names__{column}" for column in NAME]
    ordered = rows.order_by("rank", "code", "names__rank", F("names__since").desc(nulls_last=True), "names__id")
    found: dict[int, tuple[Any, list[NameView]]] = {}
    for row in ordered.values_list("pk", *columns, *joined, named=True):
        _unit, names = found.setdefault(row.pk, (row, []))
        values = row[1 + len(columns) :]
        if values[0] is not None:
            names.append(name_of(values))
    return [(row, names_at(names, at)) for row, names in found.values()]


def names_at(names: Iterable[NameView], at: date) -> Names:
    """Names of one unit, best first, those that hold apart; a name told again is left out."""
    held: list[NameView] = []
    other: list[NameView] = []
    seen: set[tuple[str, str]] = set()
    for name in names:
        if (name.name_fr, name.short_name) not in seen:
            (held if holds(name, at) else other).append(name)
            seen.add((name.name_fr, name.short_name))
    return Names(tuple(held), tuple(other))


def lines(rows: QuerySet[Unit], at: date) -> tuple[UnitLine, ...]:
    """Units as lines, in the order of ``rows``; four queries."""
    return tuple(by_id(rows, at).values())


def by_id(rows: QuerySet[Unit], at: date) -> dict[int, UnitLine]:
    """Units as lines by row number, in the order of ``rows``; four queries."""
    return lines_of(list(values(rows)), at)


def values(rows: QuerySet[Unit], *more: str) -> QuerySet[Unit, Any]:
    """What ``lines_of`` needs of each unit, and ``more`` of its columns: no object is made for a row."""
    return rows.annotate(country_code=F("country__code")).values_list(*LINE, *more, named=True)


def lines_of(units: Sequence[Any], at: date) -> dict[int, UnitLine]:
    """Lines by row number from ``values``; three queries."""
    numbers = [row.pk for row in units]
    labels = _labels(numbers, at)
    attached = _institutes(numbers, at)
    names = names_of({*numbers, *(row.parent_id for row in attached.values())}, at)
    return {
        row.pk: unit_line(
            row,
            name=names.get(row.pk, NONE).best(row.code),
            label=labels.get(row.pk, ""),
            institute=_attached(attached.get(row.pk), names),
        )
        for row in units
    }


def _attached(row: Any, names: dict[int, Names]) -> AttachmentView | None:
    return attachment_view(row, names.get(row.parent_id, NONE).best(row.parent_code)) if row else None


def _labels(numbers: Sequence[int], at: date) -> dict[int, str]:
    """The label of each unit: of those that hold, the organisation's own; else the latest."""
    held = Case(When(in_force(at), then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = UnitLabel.objects.filter(unit__in=numbers).annotate(_held=held).order_by("_held", "rank", "id")
    labels: dict[int, str] = {}
    for unit, text in rows.values_list("unit_id", "text"):
        labels.setdefault(unit, text)
    return labels


def _institutes(numbers: Sequence[int], at: date) -> dict[int, Any]:
    """The attachment of each unit to an institute or centre, a stated one first."""
    found: dict[int, Any] = {}
    for row in held_attachments(numbers, at).filter(parent__kind__in=PORTFOLIO):
        found.setdefault(row.unit_id, row)
    return found


def held_attachments(numbers: Sequence[int], at: date) -> QuerySet[Attachment, Any]:
    """Attachments of units that hold on ``at``, as ``attachment_view`` takes them, what sources state first."""
    rows = Attachment.objects.filter(in_force(at), unit__in=numbers).order_by(STATED_FIRST, "id")
    named = rows.annotate(parent_code=F("parent__code"), parent_kind=F("parent__kind"))
    return named.values_list(*ATTACHMENT, named=True)


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
