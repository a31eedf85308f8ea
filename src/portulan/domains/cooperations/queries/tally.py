"""Cooperations counted for a reader: by stage, country and field, what is late. Rights first, as in every list."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from portulan.domains.cooperations.access import read_within_by
from portulan.domains.cooperations.models import Cooperation, CooperationCountry, CooperationField
from portulan.domains.cooperations.queries.filters import Filters, narrowed
from portulan.domains.cooperations.queries.lists import seen
from portulan.domains.cooperations.queries.memory import kept
from portulan.domains.cooperations.queries.reading import by_pk, lines_of
from portulan.domains.cooperations.queries.views import CooperationLine, Facet
from portulan.domains.cooperations.vocabulary import OPEN, Stage
from portulan.domains.organisation.access import Reach


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a level is shown by: its counts, the oldest of what is late, the latest of what changed."""

    tally: Tally
    late: tuple[CooperationLine, ...]
    changed: tuple[CooperationLine, ...]


def level(*, reach: Reach, at: date, filters: Filters, limit: int) -> Level:
    """Counts, and at most ``limit`` lines of each; three queries while nothing changed.

    The numbers of the lines are kept with the counts, and the lines read whole: sorting whole rows of a wide level
    took most of a page's time.
    """
    counted, late_ones, latest = kept(
        f"level-{limit}",
        reach=reach,
        at=at,
        filters=filters,
        make=lambda: _level(reach, at, filters, limit),
    )
    rows = Cooperation.objects.filter(read_within_by(reach, few=True), pk__in={*late_ones, *latest})
    known = by_pk(rows, reach=reach, at=at) if late_ones or latest else {}
    chosen = (tuple(known[one] for one in numbers if one in known) for numbers in (late_ones, latest))
    return Level(tally=counted, late=next(chosen), changed=next(chosen))


def _level(
    reach: Reach, at: date, filters: Filters, limit: int
) -> tuple[Tally, tuple[int, ...], tuple[int, ...]]:
    return (
        _counted(reach, at, filters),
        tuple(_late(reach, at, filters).values_list("pk", flat=True)[:limit]),
        tuple(_changed(reach, at, filters).values_list("pk", flat=True)[:limit]),
    )


def tally(*, reach: Reach, at: date, filters: Filters) -> Tally:
    """How many a reader sees, by stage, country and field; six queries, or one while nothing changed."""
    return kept("tally", reach=reach, at=at, filters=filters, make=lambda: _counted(reach, at, filters))


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
        seen_here=Count("pk"),
        late=Count("pk", filter=within & Q(next_step_on__lt=at)),
        without_step=Count("pk", filter=within & Q(next_step="")),
        within=Count("pk", filter=within),
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
    """Open cooperations whose next step is late, the oldest day first; only those the reader sees from within."""
    return lines_of(_late(reach, at, filters)[:limit], reach=reach, at=at)


def _late(reach: Reach, at: date, filters: Filters) -> QuerySet[Cooperation]:
    rows = _within(reach, at, filters).filter(next_step_on__lt=at, stage__in=OPEN)
    return rows.order_by("next_step_on", "id")


def changed(*, reach: Reach, at: date, filters: Filters, limit: int = 50) -> tuple[CooperationLine, ...]:
    """The latest changed, those the reader sees from within; what changed is in the journal of each."""
    return lines_of(_changed(reach, at, filters)[:limit], reach=reach, at=at)


def _changed(reach: Reach, at: date, filters: Filters) -> QuerySet[Cooperation]:
    return _within(reach, at, filters).order_by("-changed_at", "-id")


def _within(reach: Reach, at: date, filters: Filters) -> QuerySet[Cooperation]:
    """What is read from within is seen: one condition is enough."""
    return narrowed(Cooperation.objects.filter(read_within_by(reach)), filters, reach=reach, at=at)
