"""How units are read: a fixed number of queries, whatever the number of units."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from portulan.domains.organisation.models import Attachment, Unit, UnitName
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
from portulan.foundations.model.softdate import SoftDate

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
    ordered = rows.order_by(
        "rank", "code", "names__rank", F("names__since").desc(nulls_last=True), "names__id"
    )
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
    """Units as lines, in the order of ``rows``; two queries."""
    return tuple(by_id(rows, at).values())


def by_id(rows: QuerySet[Unit], at: date) -> dict[int, UnitLine]:
    """Units as lines by row number, in the order of ``rows``; two queries."""
    return lines_of(list(values(rows)), at)


def values(rows: QuerySet[Unit], *more: str) -> QuerySet[Unit, Any]:
    """What ``lines_of`` needs of each unit, and ``more`` of its columns: no object is made for a row."""
    return rows.annotate(country_code=F("country__code")).values_list(*LINE, *more, named=True)


def lines_of(units: Sequence[Any], at: date) -> dict[int, UnitLine]:
    """Lines by row number from ``values``; one query."""
    facts = _facts([row.pk for row in units], at)
    return {
        row.pk: unit_line(
            row,
            name=facts.name(row.pk, row.code),
            label=facts.labels.get(row.pk, ""),
            institute=facts.institute(row.pk),
        )
        for row in units
    }


class _Attached(NamedTuple):
    """An attachment to an institute or centre, as ``attachment_view`` takes it."""

    parent_id: int
    parent_code: str
    parent_kind: str
    kind: str
    confidence: str
    why: str
    since: SoftDate | None
    until: SoftDate | None
    source: str
    source_url: str
    source_as_of: SoftDate | None


@dataclass(slots=True)
class _Facts:
    """What lines of units say beside the row: names, labels, institutes, by row number, the first of each the best."""

    names: dict[int, Names] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    attached: dict[int, _Attached] = field(default_factory=dict)

    def name(self, unit: int, code: str) -> NameView:
        return self.names.get(unit, NONE).best(code)

    def institute(self, unit: int) -> AttachmentView | None:
        row = self.attached.get(unit)
        return attachment_view(row, self.name(row.parent_id, row.parent_code)) if row else None


_NAME, _LABEL, _ATTACHMENT = range(3)  # the places of _FACTS
_FACTS = (
    "SELECT 0 AS part, name.unit_id AS unit, name.rank AS order_1, name.since AS order_2, name.id AS order_3, "
    "name.name_fr, name.name_en, name.short_name, '' AS kind, '' AS confidence, '' AS why, 0 AS parent, "
    "name.since, name.until, name.source, name.source_url, name.source_as_of FROM organisation_unitname name "
    "WHERE name.unit_id IN ({numbers}) OR name.unit_id IN "
    "(SELECT unit.id FROM organisation_unit unit WHERE unit.kind IN ({portfolio}))",
    "SELECT 1, label.unit_id, CASE WHEN (label.since IS NULL OR label.since <= %s) "
    "AND (label.until IS NULL OR label.until > %s) THEN 0 ELSE 100000 END + label.rank, NULL, label.id, "
    "label.text, '', '', '', '', '', 0, NULL, NULL, '', '', NULL FROM organisation_unitlabel label "
    "WHERE label.unit_id IN ({numbers})",
    "SELECT 2, held.unit_id, CASE WHEN held.kind = %s THEN 0 ELSE 1 END, NULL, held.id, "
    "parent.code, parent.kind, '', held.kind, held.confidence, held.why, held.parent_id, held.since, held.until, "
    "held.source, held.source_url, held.source_as_of FROM organisation_attachment held "
    "JOIN organisation_unit parent ON parent.id = held.parent_id AND parent.kind IN ({portfolio}) "
    "WHERE held.unit_id IN ({numbers}) AND (held.since IS NULL OR held.since <= %s) "
    "AND (held.until IS NULL OR held.until > %s)",
)
# Names: the lowest rank, then the latest. Labels: those that hold, the organisation's own first. Attachments: stated.
_FACTS_ORDER = "ORDER BY part, unit, order_1, order_2 DESC NULLS LAST, order_3"


def _facts(numbers: Sequence[int], at: date) -> _Facts:
    """One query, written out: a list asks it each time, and building three took longer than answering them."""
    facts, names = _Facts(), defaultdict(list)
    for part, unit, _, _, _, one, two, three, kind, confidence, why, parent, *dated in _fact_rows(
        numbers, at
    ):
        if part == _NAME:
            names[unit].append(name_of((one, two, three, *_dated(dated))))
        elif part == _LABEL:
            facts.labels.setdefault(unit, one)
        else:
            facts.attached.setdefault(
                unit, _Attached(parent, one, two, kind, confidence, why, *_dated(dated))
            )
    facts.names = {unit: names_at(known, at) for unit, known in names.items()}
    return facts


def _dated(values: Sequence[Any]) -> tuple[Any, ...]:
    since, until, source, source_url, source_as_of = values
    return (_soft(since), _soft(until), source, source_url, _soft(source_as_of))


def _soft(text: str | None) -> SoftDate | None:
    return SoftDate(text) if text else None


def _fact_rows(numbers: Sequence[int], at: date) -> list[Any]:
    if not numbers:
        return []
    asked, day = ", ".join(str(int(number)) for number in numbers), at.isoformat()
    portfolio = ", ".join(f"'{kind}'" for kind in sorted(PORTFOLIO))
    parts = " UNION ALL ".join(_FACTS).replace("{numbers}", asked).replace("{portfolio}", portfolio)
    sql = f"{parts} {_FACTS_ORDER}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [day, day, AttachmentKind.STATED.value, day, day])
        return cursor.fetchall()


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
