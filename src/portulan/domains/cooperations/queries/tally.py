"""Cooperations counted for a reader: by stage, country and field, what is late. Rights first, as in every list."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from time import monotonic
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from portulan.domains.cooperations.access import read_within_by
from portulan.domains.cooperations.models import Cooperation, CooperationCountry, CooperationField
from portulan.domains.cooperations.queries.filters import Filters, in_order, marked
from portulan.domains.cooperations.queries.lists import seen
from portulan.domains.cooperations.queries.reading import lines_of
from portulan.domains.cooperations.queries.views import CooperationLine, Facet
from portulan.domains.cooperations.vocabulary import OPEN, Stage
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb

KEPT, SECONDS = 256, 60.0  # tallies in memory; how long one is given again while nothing changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """``open`` are neither dormant nor ended. ``late`` and ``without_step`` count open ones whose next step the reader
    sees: its day has passed, or there is none. A cooperation counts once in each of its countries and fields."""

    total: int
    open: int
    late: int
    without_step: int
    within: int
    stages: tuple[Facet, ...]
    countries: tuple[Facet, ...]
    fields: tuple[Facet, ...]


class _Memory:
    """The last tallies, each for one reader and one question, as long as no cooperation changed."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, tuple[float, Tally]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Tally | None:
        with self._lock:
            held = self._known.get(key)
            return held[1] if held and monotonic() - held[0] < SECONDS else None

    def put(self, key: Hashable, tally: Tally) -> None:
        with self._lock:
            self._known[key] = (monotonic(), tally)
            self._known.move_to_end(key)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)


_memory = _Memory()


def tally(*, reach: Reach, at: date, filters: Filters) -> Tally:
    """How many a reader sees, by stage, country and field; four queries, or one while nothing changed.

    What is kept is of this person with these scopes, and of the state of the last change: a mandate that ends or
    a cooperation that changes is counted at once.
    """
    key = (frozenset(reach.scopes(Verb.COOPERATION_READ)), reach.person, filters, at, _last_change())
    known = _memory.get(key)
    if known is None:
        known = _counted(reach, at, filters)
        _memory.put(key, known)
    return known


def _last_change() -> datetime | None:
    return Cooperation.objects.order_by("-changed_at", "-id").values_list("changed_at", flat=True).first()


def _counted(reach: Reach, at: date, filters: Filters) -> Tally:
    rows = seen(reach, filters=filters, at=at).order_by()
    stages = _stages(rows, reach, at)
    inside = rows.values("pk")
    return Tally(
        total=sum(count for count, *_ in stages.values()),
        open=sum(stages[stage][0] for stage in OPEN if stage in stages),
        late=sum(stages[stage][1] for stage in OPEN if stage in stages),
        without_step=sum(stages[stage][2] for stage in OPEN if stage in stages),
        within=sum(within for *_, within in stages.values()),
        stages=tuple(
            Facet(one.value, str(one.value), str(one.value), stages.get(one.value, (0,))[0]) for one in Stage
        ),
        countries=_linked(CooperationCountry, "country", inside),
        fields=_linked(CooperationField, "term", inside),
    )


def _stages(rows: QuerySet[Cooperation], reach: Reach, at: date) -> dict[str, tuple[int, int, int, int]]:
    """By stage: how many, and of those seen from within how many are late, have no step, and are there."""
    within = read_within_by(reach)
    counted = rows.values_list("stage").annotate(
        Count("pk"),
        Count("pk", filter=within & Q(next_step_on__lt=at)),
        Count("pk", filter=within & Q(next_step="")),
        Count("pk", filter=within),
    )
    return {stage: tuple(counts) for stage, *counts in counted}


def _linked(model: Any, what: str, inside: QuerySet[Any]) -> tuple[Facet, ...]:
    rows = model.objects.filter(cooperation__in=inside).order_by().values_list(what).annotate(n=Count("pk"))
    counts = dict(rows)
    named = model._meta.get_field(what).related_model.objects.filter(pk__in=counts)
    known = named.values_list("pk", "code", "name_fr", "name_en")
    facets = [
        Facet(code, name_fr or code, name_en or code, counts[pk]) for pk, code, name_fr, name_en in known
    ]
    return tuple(sorted(facets, key=lambda one: (-one.count, one.code)))


def late(*, reach: Reach, at: date, filters: Filters, limit: int = 50) -> tuple[CooperationLine, ...]:
    """Open cooperations whose next step is late, the latest day first; only those the reader sees from within."""
    rows = seen(reach, filters=filters, at=at).filter(read_within_by(reach), next_step_on__lt=at)
    ordered = marked(rows.filter(stage__in=OPEN), reach).order_by(F("next_step_on").asc(), "id")
    return lines_of(list(ordered.select_related("next_step_owner")[:limit]), at)


def changed(*, reach: Reach, at: date, filters: Filters, limit: int = 50) -> tuple[CooperationLine, ...]:
    """The latest changed, those the reader sees from within; what changed is in the journal of each."""
    rows = seen(reach, filters=filters, at=at).filter(read_within_by(reach))
    ordered = in_order(marked(rows, reach), "-changed").select_related("next_step_owner")
    return lines_of(list(ordered[:limit]), at)
