"""Offices and territories; all of it is public, the same for everybody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portulan.domains.geography.queries import CountryView, countries, view
from portulan.domains.offices.models import Office, Territory
from portulan.domains.offices.vocabulary import OfficeSort
from portulan.domains.organisation.queries import Names, names_of
from portulan.domains.organisation.queries.views import DatedView, NameView, dated
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.foundations.model.base import in_force


@dataclass(frozen=True, slots=True)
class OfficeLine(DatedView):
    """An office; ``since`` and ``until`` are its opening and closing, ``countries`` the size of its territory."""

    code: str
    name_fr: str
    name_en: str
    short_name: str
    sort: str
    sort_label: str
    city_fr: str
    city_en: str
    country: str
    latitude: float | None
    longitude: float | None
    website: str
    shared_with: tuple[str, ...]
    note_fr: str
    note_en: str
    is_open: bool
    countries: int


@dataclass(frozen=True, slots=True)
class Cover(DatedView):
    """Who covers a country: an office on the ground, or a part of the headquarters."""

    code: str
    kind: str
    is_office: bool
    name_fr: str
    name_en: str
    short_name: str
    by_default: bool


@dataclass(frozen=True, slots=True)
class TerritoryLine(DatedView):
    """One country of a territory."""

    country: CountryView
    by_default: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """A country that two offices, or two parts of the headquarters, cover at the same time."""

    country: CountryView
    covers: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the world is covered: gaps have neither office nor headquarters."""

    gaps: tuple[CountryView, ...]
    overlaps: tuple[Overlap, ...]
    offices: int
    covered_by_offices: int


def offices(at: date, *, closed: bool = False) -> tuple[OfficeLine, ...]:
    """Offices open on ``at``, in the order of the pack; ``closed`` adds those that closed by then."""
    rows = _offices(at).filter(in_force(at, "unit__"))
    if closed:
        opened = _offices(at).filter(unit__until__lte=at.isoformat())
        rows = rows | opened
    return _lines(rows.order_by("unit__rank", "unit__code"), at)


def office(code: str, at: date) -> OfficeLine | None:
    """One office, closed ones too."""
    return next(iter(_lines(_offices(at).filter(unit__code=code), at)), None)


def covering(country: str, at: date) -> tuple[Cover, ...]:
    """Who covers a country on ``at``: the office first, then the headquarters."""
    return _covers(Territory.objects.at(at).filter(country__code=country), at).get(country, ())


def covers(at: date) -> dict[str, tuple[Cover, ...]]:
    """Who covers each country on ``at``, by code, as ``covering`` says; a country nobody covers is left out."""
    return _covers(Territory.objects.at(at), at)


def office_of_each(at: date) -> dict[str, str]:
    """The office of each country that has one on ``at``: codes only, for the map; one query."""
    rows = Territory.objects.at(at).filter(in_force(at, "unit__"), unit__kind=UnitKind.OFFICE)
    return dict(rows.order_by("-unit__rank", "-id").values_list("country__code", "unit__code"))


def territory(code: str, at: date) -> tuple[TerritoryLine, ...]:
    """The countries a unit covers on ``at``, by code."""
    rows = (
        Territory.objects.at(at).filter(unit__code=code).select_related("country").order_by("country__code")
    )
    return tuple(
        TerritoryLine(country=view(row.country), by_default=row.by_default, **dated(row)) for row in rows
    )


def coverage(at: date) -> Coverage:
    """Gaps and overlaps of the territories on ``at``."""
    known = covers(at)
    everywhere = countries()
    overlaps = tuple(
        Overlap(one, known[one.code]) for one in everywhere if _overlapping(known.get(one.code, ()))
    )
    return Coverage(
        gaps=tuple(one for one in everywhere if one.code not in known),
        overlaps=overlaps,
        offices=Office.objects.filter(in_force(at, "unit__")).count(),
        covered_by_offices=sum(any(cover.is_office for cover in those) for those in known.values()),
    )


def _overlapping(those: Iterable[Cover]) -> bool:
    kinds = [cover.is_office for cover in those]
    return kinds.count(True) > 1 or kinds.count(False) > 1


def _offices(at: date) -> QuerySet[Office]:
    sizes = (
        Territory.objects.at(at)
        .filter(unit=OuterRef("unit"))
        .order_by()
        .values("unit")
        .annotate(n=Count("id"))
    )
    return Office.objects.annotate(size=Coalesce(Subquery(sizes.values("n")), 0)).select_related(
        "unit__country"
    )


def _lines(rows: QuerySet[Office], at: date) -> tuple[OfficeLine, ...]:
    known = list(rows)
    names = names_of([row.unit_id for row in known], at)
    return tuple(_line(row, names.get(row.unit_id, Names()), at) for row in known)


def _line(row: Office, names: Names, at: date) -> OfficeLine:
    unit = row.unit
    name = names.best(unit.code)
    return OfficeLine(
        code=unit.code,
        name_fr=name.name_fr,
        name_en=name.name_en,
        short_name=name.short_name,
        sort=row.sort,
        sort_label=str(OfficeSort(row.sort).label),
        city_fr=row.city_fr,
        city_en=row.city_en,
        country=unit.country.code if unit.country else "",
        latitude=unit.latitude,
        longitude=unit.longitude,
        website=unit.website,
        shared_with=tuple(row.shared_with),
        note_fr=unit.note_fr,
        note_en=unit.note_en,
        is_open=unit.holds_at(at),
        countries=row.size,  # type: ignore[attr-defined]  # annotated
        **dated(unit),
    )


_COVER = (
    "country__code",
    "unit_id",
    "unit__code",
    "unit__kind",
    "by_default",
    "since",
    "until",
    "source",
    "source_url",
    "source_as_of",
)


def _covers(rows: QuerySet[Territory], at: date) -> dict[str, tuple[Cover, ...]]:
    """Two queries; plain values, because the map asks for every country at once."""
    held = list(rows.filter(in_force(at, "unit__")).order_by("unit__rank", "id").values_list(*_COVER))
    names = names_of({unit for _, unit, *_ in held}, at)
    found: dict[str, list[Cover]] = defaultdict(list)
    for country, unit, code, *values in held:
        found[country].append(_cover(names.get(unit, Names()).best(code), code, *values))
    return {
        code: tuple(sorted(those, key=lambda cover: not cover.is_office)) for code, those in found.items()
    }


def _cover(name: NameView, code: str, kind: str, by_default: bool, *dates_and_source: Any) -> Cover:
    since, until, source, source_url, source_as_of = dates_and_source
    return Cover(
        code=code,
        kind=kind,
        is_office=kind == UnitKind.OFFICE,
        name_fr=name.name_fr,
        name_en=name.name_en,
        short_name=name.short_name,
        by_default=by_default,
        since=since,
        until=until,
        source=source,
        source_url=source_url,
        source_as_of=source_as_of,
    )
