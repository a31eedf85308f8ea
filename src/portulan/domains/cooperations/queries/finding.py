"""What cooperations say to who searches: only what everybody who may see one reads on it; no people, no next step."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db.models import QuerySet

from portulan.domains.cooperations.access import visible_to
from portulan.domains.cooperations.models import (
    Cooperation,
    CooperationCountry,
    CooperationField,
    CooperationPartner,
    CooperationUnit,
)
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.models import UnitLabel, UnitName
from portulan.foundations.search.kinds import Kind, Text

_BATCH = 500
_LONGEST_SUMMARY = 2000
_ROW = ("pk", "title", "number", "summary")
Said = dict[int, list[str]]


def search_texts(numbers: Collection[int] | None) -> Iterator[Text]:
    """Cooperations by title, number, summary, and the names of all they concern; seven queries for 500."""
    rows = Cooperation.objects.order_by("pk")
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    known = list(rows.values_list(*_ROW)) if numbers is not None else rows.values_list(*_ROW).iterator(_BATCH)
    part: list[tuple[int, str, str, str]] = []
    for row in known:
        part.append(row)
        if len(part) == _BATCH:
            yield from _texts(part)
            part = []
    yield from _texts(part)


def _texts(rows: list[tuple[int, str, str, str]]) -> Iterator[Text]:
    numbers = [number for number, *_ in rows]
    concerned = [said(numbers) for said in _CONCERNED] if numbers else []
    for pk, title, number, summary in rows:
        named = (name for said in concerned for name in said.get(pk, ()))
        yield Text(number=pk, title=title, more=" ".join([number, *named, summary[:_LONGEST_SUMMARY]]))


def _units(numbers: list[int]) -> Said:
    """Every name and label a unit bears or bore."""
    links = list(
        CooperationUnit.objects.filter(cooperation__in=numbers).values_list("cooperation_id", "unit_id")
    )
    units = {unit for _cooperation, unit in links}
    called: Said = defaultdict(list)
    for unit, *names in UnitName.objects.filter(unit__in=units).values_list(
        "unit_id", "short_name", "name_fr", "name_en"
    ):
        called[unit].extend(names)
    for unit, label in UnitLabel.objects.filter(unit__in=units).values_list("unit_id", "text"):
        called[unit].append(label)
    found: Said = defaultdict(list)
    for cooperation, unit in links:
        found[cooperation].extend(called[unit])
    return found


def _names(model: Any, *columns: str) -> Callable[[list[int]], Said]:
    def read(numbers: list[int]) -> Said:
        found: Said = defaultdict(list)
        rows = model.objects.filter(cooperation__in=numbers).values_list("cooperation_id", *columns)
        for cooperation, *names in rows:
            found[cooperation].extend(name for name in names if name)
        return found

    return read


_CONCERNED = (
    _units,
    _names(CooperationPartner, "partner__name", "partner__short_name"),
    _names(CooperationCountry, "country__name_fr", "country__name_en"),
    _names(CooperationField, "term__name_fr", "term__name_en"),
)


def _visible(reader: Reach, few: bool) -> QuerySet[Cooperation]:
    return Cooperation.objects.filter(visible_to(reader, few=few))


def _with_partners(numbers: Collection[int]) -> list[int]:
    links = CooperationPartner.objects.filter(partner__in=numbers)
    return list(links.values_list("cooperation_id", flat=True).distinct())


COOPERATIONS = Kind("cooperation", search_texts, _visible, many=True, saying={"partner": _with_partners})
