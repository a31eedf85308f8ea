"""What a list may be narrowed by, and sorted by: never by what the reader may not see."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from portulan.domains.cooperations.access import read_within_by
from portulan.domains.cooperations.models import (
    Cooperation,
    CooperationCountry,
    CooperationField,
    CooperationPartner,
    CooperationUnit,
    Member,
)
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.queries.below import unit_numbers_below
from portulan.foundations.tables.order import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Empty ones do not narrow. Several values of one filter: any of them; several filters: all of them."""

    text: str = ""
    stages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # ISO codes
    units: tuple[str, ...] = ()  # codes; what is below them too
    partners: tuple[str, ...] = ()  # keys
    subjects: tuple[str, ...] = ()  # codes of terms
    origins: tuple[str, ...] = ()
    confidentialities: tuple[str, ...] = ()
    due: str = ""  # overdue, week, month, none
    mine: bool = False  # those that name the reader, or whose next step is the reader's
    changed_since: datetime | None = field(default=None)

    @property
    def is_empty(self) -> bool:
        return all(not getattr(self, one.name) for one in fields(self))


DUE = ("overdue", "week", "month", "none")
SORTS: dict[str, tuple[str, ...]] = {
    "changed": ("changed_at", "id"),
    "title": ("folded", "id"),
    "number": ("id",),
    "stage": ("stage", "changed_at", "id"),
    "due": ("_due", "id"),
}


def narrowed(
    rows: QuerySet[Cooperation], filters: Filters, *, reach: Reach, at: date
) -> QuerySet[Cooperation]:
    """The rows that the filters leave."""
    for name, rule in _RULES.items():
        if value := getattr(filters, name):
            rows = rows.filter(rule(value))
    if filters.units:
        below = unit_numbers_below(filters.units, at)
        rows = rows.filter(_linked(CooperationUnit, unit__in=below))
    if filters.mine:
        rows = rows.filter(_mine(reach))
    if filters.due:
        rows = rows.filter(read_within_by(reach)).filter(_due(filters.due, at))
    return rows


def _linked(model: type, **where: object) -> Q:
    return Q(pk__in=model.objects.filter(**where).values("cooperation"))  # type: ignore[attr-defined]


def _says(text: str) -> Q:
    """Every word of ``text`` in the title, or the number itself."""
    if "\0" in text:
        return Q(pk__in=())
    rule = Q()
    for word in folded(text).split()[:8]:
        rule &= Q(folded__contains=word)
    # A set of its own, read off the index of titles: else each row in the order of the list is read whole.
    titled = Cooperation.objects.filter(rule).values("pk")
    numbered = Cooperation.objects.filter(number=text.strip().upper()).values("pk")  # all are in capitals
    return Q(pk__in=titled.union(numbered))


def _mine(reach: Reach) -> Q:
    if reach.person is None:
        return Q(pk__in=())
    return Q(next_step_owner=reach.person) | _linked(Member, person=reach.person)


def _due(word: str, at: date) -> Q:
    if word == "none":
        return Q(next_step="")
    days = {"overdue": -1, "week": 7, "month": 31}[word]
    return Q(next_step_on__lte=date.fromordinal(at.toordinal() + days))


_RULES: dict[str, Callable[..., Q]] = {
    "text": _says,
    "stages": lambda codes: Q(stage__in=codes),
    "countries": lambda codes: _linked(CooperationCountry, country__code__in=codes),
    "partners": lambda keys: _linked(CooperationPartner, partner__key__in=keys),
    "subjects": lambda codes: _linked(CooperationField, term__code__in=codes),
    "origins": lambda codes: Q(origin__in=codes),
    "confidentialities": lambda codes: Q(confidentiality__in=codes),
    "changed_since": lambda instant: Q(changed_at__gte=instant),
}


def marked(rows: QuerySet[Cooperation], reach: Reach, *, few: bool = True) -> QuerySet[Cooperation]:
    """Each row with ``is_within``: whether the reader sees more of it than what is public, as ``access.reads_within``
    says of a line. For one row, or for all where they are sorted by it (not ``few``)."""
    when = When(read_within_by(reach, few=few), then=Value(True))
    return rows.annotate(is_within=Case(when, default=Value(False), output_field=BooleanField()))


def is_by_day(sort: str) -> bool:
    """Whether the order depends on what is seen from within only."""
    return sort.removeprefix("-") == "due"


def in_order(rows: QuerySet[Cooperation], sort: str) -> QuerySet[Cooperation]:
    """Sorted by a word of ``SORTS``, with "-" before it for descending; another word sorts by the latest change.

    Next steps of cooperations seen from outside only count as unknown, so that their order tells nothing.
    """
    word, down = sort.removeprefix("-"), sort.startswith("-")
    if word not in SORTS:
        word, down = "changed", True
    if word == "due":
        rows = rows.annotate(_due=Case(When(is_within=True, then=F("next_step_on")), default=None))
        first = F("_due").desc(nulls_last=True) if down else F("_due").asc(nulls_last=True)
        return rows.order_by(first, "id")
    return rows.order_by(*(f"-{name}" if down else name for name in SORTS[word]))
