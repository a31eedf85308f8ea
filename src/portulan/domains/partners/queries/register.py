"""The register of partners as a reader asks for it: filtered, sorted, paged; rights before counts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.models import Contact, Holder, Partner, PartnerCountry, Party
from portulan.domains.partners.queries.index import names_of_partners
from portulan.domains.partners.vocabulary import SHOWN_NAME, STALE_AFTER, PartnerOrigin
from portulan.foundations.model.base import in_force
from portulan.methods.similarity.names import normal_form, suspicions

MOST_FOUND = 300  # partners that a search of the register gives
SORTS = {
    "name": ("normal", "id"),
    "country": ("country__code", "normal", "id"),
    "parties": ("units", "normal", "id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asks of the register; empty parts ask nothing."""

    text: str = ""
    country: str = ""
    kind: str = ""  # type of organisation
    origin: str = ""
    party: bool = False  # party to one of our units
    stale: bool = False  # with a person whom nobody confirmed for long
    mine: int | None = None  # the person who holds the relation
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner as a list shows it. ``contacts`` counts the people the reader may know of, None without the right."""

    uid: str
    key: str
    name: str
    short_name: str
    country: str
    city: str
    types: tuple[str, ...]
    website: str
    ror: str
    origin: str
    provisional: bool
    suspicious: tuple[str, ...]
    units: int
    contacts: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of lines and how many there are in all."""

    rows: tuple[PartnerLine, ...]
    total: int


def register(asked: Asked, *, reach: Reach, at: date, first: int = 0, limit: int = 50) -> Page:
    """One page of the register for a reader; at most four queries, whatever the number of rows."""
    rows = Partner.objects.filter(access.visible_to(reach), merged_into__isnull=True)
    rows = _filtered(rows, asked, reach, at)
    found = _near(asked.text) if asked.text.strip() else None
    if found is not None:
        rows = rows.filter(pk__in=found)
    if found is not None and asked.sort == "name" and not asked.descending:
        return _nearest(rows, found, reach=reach, at=at, first=first, limit=limit)
    total = rows.count()
    order = SORTS.get(asked.sort, SORTS["name"])
    ordered = _read(rows, reach, at).order_by(*(_turned(order) if asked.descending else order))
    return Page(tuple(_line(row, reach) for row in ordered[first : first + limit]), total)


def _nearest(
    rows: QuerySet[Partner], found: list[int], *, reach: Reach, at: date, first: int, limit: int
) -> Page:
    """Rows in the order in which they were found."""
    nearest = {number: place for place, number in enumerate(found)}
    numbers = sorted(rows.values_list("pk", flat=True), key=lambda number: nearest[number])
    chosen = numbers[first : first + limit]
    held = {row.pk: row for row in _read(Partner.objects.filter(pk__in=chosen), reach, at)}
    return Page(tuple(_line(held[number], reach) for number in chosen if number in held), len(numbers))


def _turned(order: tuple[str, ...]) -> tuple[str, ...]:
    """The first column the other way round; what is equal stays in the same order."""
    return (f"-{order[0]}", *order[1:])


def _near(text: str) -> list[int]:
    """Row numbers of partners whose name is near, the nearest first; each once."""
    near = names_of_partners.near(normal_form(text), limit=MOST_FOUND)
    found = dict.fromkeys(known.partner for known, _score in near)
    ror = text.strip().rpartition("/")[2].removeprefix("ror-").lower()
    numbers = Partner.objects.filter(Q(ror=ror) | Q(identifiers__value=text.strip())).values_list(
        "pk", flat=True
    )
    return list(dict.fromkeys([*numbers, *found]))


def _filtered(rows: QuerySet[Partner], asked: Asked, reach: Reach, at: date) -> QuerySet[Partner]:
    if asked.country:
        others = PartnerCountry.objects.filter(country__code=asked.country, until__isnull=True)
        rows = rows.filter(Q(country__code=asked.country) | Q(pk__in=others.values("partner")))
    if asked.kind:
        rows = rows.filter(types__icontains=f'"{asked.kind}"')
    if asked.origin:
        rows = rows.filter(origin=asked.origin)
        rows = rows.filter(ror__isnull=True) if asked.origin == PartnerOrigin.PROVISIONAL else rows
    if asked.party:
        rows = rows.filter(pk__in=Party.objects.filter(in_force(at)).values("partner"))
    if asked.stale:
        last = date.fromordinal(at.toordinal() - STALE_AFTER)
        people = Contact.objects.filter(access.kept_for(reach, Verb.PARTNER_READ), until__isnull=True)
        rows = rows.filter(pk__in=people.filter(confirmed_on__lt=last).values("partner"))
    if asked.mine is not None:
        rows = rows.filter(pk__in=Holder.objects.filter(in_force(at), person=asked.mine).values("partner"))
    return rows


def _parties(at: date) -> QuerySet[Party]:
    return Party.objects.filter(in_force(at), partner=OuterRef("pk"))


def _contacts(reach: Reach) -> QuerySet[Contact]:
    return Contact.objects.filter(access.kept_for(reach, Verb.PARTNER_READ), partner=OuterRef("pk"))


def _counted(rows: QuerySet[Any], what: str) -> Any:
    return Coalesce(rows.order_by().values("partner").annotate(n=Count(what, distinct=True)).values("n"), 0)


def _read(rows: QuerySet[Partner], reach: Reach, at: date) -> QuerySet[Partner]:
    """Rows with how many of our units they are party to, and the people there the reader may know of."""
    open_people = _contacts(reach).filter(until__isnull=True)
    return rows.select_related("country").annotate(
        units=_counted(_parties(at), "unit"), people=_counted(open_people, "pk")
    )


def _line(row: Any, reach: Reach) -> PartnerLine:
    return PartnerLine(
        uid=str(row.uid),
        key=row.key,
        name=row.name[:SHOWN_NAME],
        short_name=row.short_name,
        country=row.country.code if row.country else "",
        city=row.city,
        types=tuple(row.types),
        website=row.website,
        ror=row.ror or "",
        origin=row.origin,
        provisional=row.is_provisional,
        suspicious=suspicions(row.name),
        units=row.units,
        contacts=row.people if reach.verbs.get(Verb.PARTNER_READ) else None,
    )


def countries_of_register(*, reach: Reach) -> dict[str, int]:
    """How many partners the reader may know of stand in each country."""
    rows = Partner.objects.filter(access.visible_to(reach), merged_into__isnull=True, country__isnull=False)
    counted = rows.values_list("country__code").annotate(n=Count("id")).order_by()
    return {str(code): int(count) for code, count in counted}


def types_of_register(*, reach: Reach) -> list[str]:
    """The types of organisations that the register holds for the reader."""
    rows = Partner.objects.filter(access.visible_to(reach), merged_into__isnull=True).exclude(types=[])
    return sorted({code for types in rows.values_list("types", flat=True).distinct() for code in types})
