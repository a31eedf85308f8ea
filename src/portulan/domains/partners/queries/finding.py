"""What partners say to who searches; a record that no registry has is found by those who may know of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from portulan.domains.organisation.access import Reach
from portulan.domains.partners.access import visible_to
from portulan.domains.partners.models import Partner, PartnerName
from portulan.foundations.search.kinds import Kind, Text

_BATCH = 500
_SAYS = ("short_name", "ror", "city", "country__code", "country__name_fr", "country__name_en", "domain")


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner as a list of what was found shows it; ``country`` is its code."""

    key: str
    name: str
    short_name: str
    country: str
    city: str
    provisional: bool


def search_texts(numbers: Collection[int] | None) -> Iterator[Text]:
    """Partners by every name, number, site, town and country; one that was joined to another is found as that one."""
    rows = Partner.objects.filter(merged_into__isnull=True).order_by("pk")
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    known = iter(list(rows.values_list("pk", "name", *_SAYS)))
    while part := list(islice(known, _BATCH)):
        yield from _texts(part)


def _texts(rows: Sequence[tuple[Any, ...]]) -> Iterator[Text]:
    others: dict[int, list[str]] = defaultdict(list)
    names = PartnerName.objects.filter(partner__in=[number for number, *_ in rows]).order_by("pk")
    for partner, text in names.values_list("partner_id", "text"):
        others[partner].append(text)
    for number, name, short_name, *said in rows:
        more = (*others.get(number, ()), *(word for word in said if word))
        yield Text(number=number, title=f"{name} {short_name}".strip(), more=" ".join(more))


def partners_by_id(numbers: Collection[int], *, reach: Reach) -> dict[int, PartnerLine]:
    """Partners by row number, only those the reader may know of; one query."""
    rows = _visible(reach).filter(pk__in=numbers).select_related("country")
    return {row.pk: _line(row) for row in rows}


def _line(row: Partner) -> PartnerLine:
    return PartnerLine(
        key=row.key,
        name=row.name,
        short_name=row.short_name,
        country=row.country.code if row.country else "",
        city=row.city,
        provisional=row.is_provisional,
    )


def _visible(reader: Reach, few: bool = True) -> QuerySet[Partner]:
    return Partner.objects.filter(visible_to(reader), merged_into__isnull=True)


PARTNERS = Kind("partner", search_texts, _visible)
