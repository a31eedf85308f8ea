"""What units say to who searches; all of it is public."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import F, QuerySet

from portulan.domains.organisation.models import Unit, UnitLabel, UnitName
from portulan.foundations.search.kinds import Kind, Text

_BATCH = 500
_SAYS = ("city", "rnsr", "ror", "country__name_fr", "country__name_en")


def search_texts(numbers: Collection[int] | None) -> Iterator[Text]:
    """Units by every name they bear or bore, label, town, country and register number; two queries for 500."""
    rows = Unit.objects.order_by("pk")
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    known = list(rows.values_list("pk", *_SAYS))
    for start in range(0, len(known), _BATCH):
        yield from _texts(known[start : start + _BATCH])


def _texts(units: list[tuple[int, *tuple[str | None, ...]]]) -> Iterator[Text]:
    numbers = [number for number, *_ in units]
    names, labels = _names(numbers), _labels(numbers)
    for number, *said in units:
        first, *others = names.get(number, [""])
        bears = labels.get(number, [])
        more = [*others, *bears[1:], *(word for word in said if word)]
        yield Text(number=number, title=" ".join([first, *bears[:1]]).strip(), more=" ".join(more))


def _names(numbers: list[int]) -> dict[int, list[str]]:
    """The names of each unit, those that hold first; what is the same in both languages is said once."""
    rows = UnitName.objects.filter(unit__in=numbers).order_by(F("until").asc(nulls_first=True), "rank", "id")
    found: dict[int, list[str]] = defaultdict(list)
    for unit, *parts in rows.values_list("unit_id", "short_name", "name_fr", "name_en"):
        found[unit].append(" ".join(dict.fromkeys(part for part in parts if part)))
    return found


def _labels(numbers: list[int]) -> dict[int, list[str]]:
    rows = UnitLabel.objects.filter(unit__in=numbers).order_by(F("until").asc(nulls_first=True), "rank", "id")
    found: dict[int, list[str]] = defaultdict(list)
    for unit, text in rows.values_list("unit_id", "text"):
        found[unit].append(text)
    return found


def _all(reader: object, few: bool) -> QuerySet[Unit]:
    return Unit.objects.all()


UNITS = Kind("unit", search_texts, _all)
