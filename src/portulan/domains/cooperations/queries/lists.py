"""Lists of cooperations, always for a reader: rights first, then filters, then counts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from portulan.domains.cooperations.access import (
    editable_by,
    followable_by,
    is_wide,
    read_within_by,
    visible_to,
)
from portulan.domains.cooperations.models import Cooperation, CooperationCountry, Draft, SavedList
from portulan.domains.cooperations.queries.filters import Filters, in_order, is_by_day, marked, narrowed
from portulan.domains.cooperations.queries.memory import kept
from portulan.domains.cooperations.queries.reading import by_pk, lines_of
from portulan.domains.cooperations.queries.views import CooperationLine, DraftView, Facet, SavedListView
from portulan.domains.cooperations.vocabulary import Stage
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.queries.views import Page
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access as partner_access
from portulan.domains.partners.models import Partner

ALL = Filters()
_PAGE = 200  # lines that are met one by one; a whole export is met as a set


def seen(reach: Reach, *, filters: Filters = ALL, at: date, few: bool = False) -> QuerySet[Cooperation]:
    """The rows a reader may see, narrowed; the base of every list, count, facet and export. ``few``: see access."""
    return narrowed(Cooperation.objects.filter(visible_to(reach, few=few)), filters, reach=reach, at=at)


def _page(
    reach: Reach, filters: Filters, at: date, *, sort: str, limit: int, offset: int
) -> tuple[CooperationLine, ...]:
    if limit > _PAGE or not (is_by_day(sort) or filters.text or filters.due):
        rows = _ordered(reach, filters, at, sort=sort, first=limit <= _PAGE)
        return lines_of(rows[offset : offset + limit], reach=reach, at=at)
    numbers = kept(
        f"page-{sort}-{limit}-{offset}",
        reach=reach,
        at=at,
        filters=filters,
        make=lambda: _numbers(reach, filters, at, sort=sort, limit=limit, offset=offset),
    )
    known = by_number(reach=reach, numbers=list(numbers), at=at) if numbers else {}
    return tuple(known[number] for number in numbers if number in known)


def _ordered(reach: Reach, filters: Filters, at: date, *, sort: str, first: bool) -> QuerySet[Cooperation]:
    """The rows of a list; ``first``: few are asked of them, in their order."""
    by_day = is_by_day(sort)
    few = first and is_wide(reach, Verb.COOPERATION_READ) and not by_day
    rows = seen(reach, filters=filters, at=at, few=few)
    return in_order(marked(rows, reach, few=False) if by_day else rows, sort)


def _numbers(
    reach: Reach, filters: Filters, at: date, *, sort: str, limit: int, offset: int
) -> tuple[int, ...]:
    """One page of a list that is dear to sort or to narrow.

    By day, those with a day that the reader sees come first: where they fill the page, the others need no sorting.
    """
    if is_by_day(sort):
        wide = is_wide(reach, Verb.COOPERATION_READ)
        dated = Cooperation.objects.filter(read_within_by(reach, few=wide), next_step_on__isnull=False)
        column = "-next_step_on" if sort.startswith("-") else "next_step_on"
        rows = narrowed(dated, filters, reach=reach, at=at).order_by(column, "id")
        found = tuple(rows.values_list("pk", flat=True)[offset : offset + limit])
        if len(found) == limit:
            return found
    rows = _ordered(reach, filters, at, sort=sort, first=True)
    return tuple(rows.values_list("pk", flat=True)[offset : offset + limit])


def cooperations(
    *,
    reach: Reach,
    at: date,
    filters: Filters = ALL,
    sort: str = "-changed",
    limit: int = 50,
    offset: int = 0,
) -> Page[CooperationLine]:
    """One page of the cooperations a reader may see; two queries, and one to count past the first page."""
    found = _page(reach, filters, at, sort=sort, limit=limit, offset=offset)
    whole = not offset and len(found) < limit
    total = len(found) if whole else count(reach=reach, at=at, filters=filters)
    return Page(rows=found, total=total, limit=limit, offset=offset)


def lines(
    *,
    reach: Reach,
    at: date,
    filters: Filters = ALL,
    sort: str = "-changed",
    limit: int = 50,
    offset: int = 0,
) -> tuple[CooperationLine, ...]:
    """The lines alone, for whoever counts otherwise; two queries."""
    return _page(reach, filters, at, sort=sort, limit=limit, offset=offset)


def named_partners(*, keys: Sequence[str], reach: Reach) -> dict[str, str]:
    """What the partners of a filter are called, for who may know of them; one query."""
    known = partner_access.visible_to(reach)
    return dict(Partner.objects.filter(known, key__in=keys).values_list("key", "name"))


def count(*, reach: Reach, at: date, filters: Filters = ALL) -> int:
    """How many a reader may see; one query."""
    return seen(reach, filters=filters, at=at).count()


def stages(*, reach: Reach, at: date, filters: Filters = ALL) -> tuple[Facet, ...]:
    """How many at each stage, in the order of stages, none left out; two queries, one while nothing changed."""

    def counted() -> dict[str, int]:
        rows = seen(reach, filters=filters, at=at).order_by().values_list("stage").annotate(n=Count("pk"))
        return dict(rows)

    counts = kept("stages", reach=reach, at=at, filters=filters, make=counted)
    return tuple(Facet(one.value, str(one.label), str(one.label), counts.get(one.value, 0)) for one in Stage)


def countries(*, reach: Reach, at: date, filters: Filters = ALL, limit: int = 300) -> tuple[Facet, ...]:
    """How many with each country, most first; one query."""
    inside = seen(reach, filters=filters, at=at).order_by().values("pk")
    rows = (
        CooperationCountry.objects.filter(cooperation__in=inside)
        .values_list("country__code", "country__name_fr", "country__name_en")
        .annotate(n=Count("cooperation"))
        .order_by("-n", "country__code")
    )
    return tuple(Facet(*row) for row in rows[:limit])


def by_number(*, reach: Reach, numbers: list[int], at: date) -> dict[int, CooperationLine]:
    """Lines by row number, only those the reader may see; for search, which ranks candidates first."""
    rows = Cooperation.objects.filter(visible_to(reach, few=True), pk__in=numbers)
    return by_pk(rows, reach=reach, at=at)


def due(
    *, reach: Reach, at: date, until: date | None = None, owned: bool = True, limit: int = 200
) -> tuple[CooperationLine, ...]:
    """Next steps by date: those of the reader (``owned``), or all the reader may act on; with a date, up to it."""
    mine = Q(next_step_owner=reach.person) if reach.person is not None else Q(pk__in=())
    rule = mine & visible_to(reach, few=True) if owned else followable_by(reach)
    rows = Cooperation.objects.filter(rule).exclude(next_step="")
    if until is not None:
        rows = rows.filter(next_step_on__lte=until)
    ordered = rows.order_by(F("next_step_on").asc(nulls_last=True), "id")
    return lines_of(ordered[:limit], reach=reach, at=at)


def to_take_up(*, reach: Reach, at: date, limit: int = 200) -> tuple[CooperationLine, ...]:
    """Cooperations nobody has taken up yet, among those the reader may change by a mandate; the newest first."""
    rows = Cooperation.objects.filter(editable_by(reach), holder=None).exclude(stage=Stage.ENDED)
    rows = rows.exclude(author=reach.person) if reach.person is not None else rows
    ordered = rows.order_by("-declared_at", "-id")
    return lines_of(ordered[:limit], reach=reach, at=at)


def drafts(*, reach: Reach) -> tuple[DraftView, ...]:
    """What the reader has typed and not yet said, the latest first; one query."""
    if reach.person is None:
        return ()
    rows = Draft.objects.filter(author=reach.person).select_related("cooperation").order_by("-saved_at")
    return tuple(draft_view(row) for row in rows[:100])


def draft_view(row: Draft) -> DraftView:
    return DraftView(
        uid=row.uid,
        title=_typed(row.values.get("title")),
        saved_at=row.saved_at,
        values=row.values,
        cooperation=row.cooperation.uid if row.cooperation else None,
    )


def _typed(value: Any) -> str:
    """A form gives each of its values as a list."""
    first = next(iter(value), "") if isinstance(value, list) else value
    return first.strip() if isinstance(first, str) else ""


def saved_lists(*, reach: Reach) -> tuple[SavedListView, ...]:
    """The lists the reader gave a name; one query."""
    if reach.person is None:
        return ()
    rows = SavedList.objects.filter(person=reach.person).order_by("name")
    return tuple(SavedListView(row.uid, row.name, row.query) for row in rows)
