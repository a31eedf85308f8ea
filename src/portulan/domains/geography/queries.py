"""Countries; public, the same for everybody."""

import functools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.db.models import QuerySet

from portulan.domains.geography.models import Country
from portulan.foundations.search.kinds import Kind, Text


@dataclass(frozen=True, slots=True)
class CountryView:
    """A country. Regions are M49's, named by CLDR; empty for Antarctica, which belongs to none."""

    code: str
    alpha3: str
    m49: str
    name_fr: str
    name_en: str
    region_code: str
    region_fr: str
    region_en: str
    subregion_code: str
    subregion_fr: str
    subregion_en: str
    latitude: float | None
    longitude: float | None


def country(code: str) -> CountryView | None:
    """The country with this ISO 3166-1 alpha-2 code."""
    row = Country.objects.filter(code=code).first()
    return view(row) if row else None


def countries() -> tuple[CountryView, ...]:
    """All countries, by code."""
    return tuple(_view(values) for values in Country.objects.order_by("code").values_list(*_COLUMNS))


def subregion_countries(code: str) -> tuple[CountryView, ...]:
    """The other countries of the sub-region of ``code``, by code; none for Antarctica or an unknown code."""
    same = Country.objects.filter(code=code).exclude(subregion="").values("subregion")
    return tuple(
        view(row) for row in Country.objects.filter(subregion__in=same).exclude(code=code).order_by("code")
    )


def country_ids() -> dict[str, int]:
    """Row numbers by code, for services that write rows about countries."""
    return dict(Country.objects.values_list("code", "id"))


def countries_by_id(numbers: Collection[int]) -> dict[int, CountryView]:
    """Countries by row number; one query."""
    rows = Country.objects.filter(pk__in=numbers)
    return {number: _view(values) for number, *values in rows.values_list("pk", *_COLUMNS)}


def search_texts(numbers: Collection[int] | None) -> Iterator[Text]:
    """Countries by their names in both languages, their codes, and the region they lie in."""
    rows = Country.objects.order_by("pk")
    for row in rows if numbers is None else rows.filter(pk__in=numbers):
        known = view(row)
        areas = (known.region_fr, known.region_en, known.subregion_fr, known.subregion_en)
        more = " ".join((row.code, row.alpha3, *areas))
        yield Text(number=row.pk, title=f"{row.name_fr} {row.name_en}", more=more)


def _all(reader: object, few: bool) -> QuerySet[Country]:
    return Country.objects.all()


COUNTRIES = Kind("country", search_texts, _all)


def view(row: Country) -> CountryView:
    """A row of the table as other domains show it."""
    return _view([getattr(row, column) for column in _COLUMNS])


_COLUMNS = ("code", "alpha3", "m49", "name_fr", "name_en", "region", "subregion", "latitude", "longitude")


def _view(values: Sequence[Any]) -> CountryView:
    """A country from the values of ``_COLUMNS``, in their order."""
    code, alpha3, m49, name_fr, name_en, region, subregion, latitude, longitude = values
    return CountryView(
        code=code,
        alpha3=alpha3,
        m49=m49,
        name_fr=name_fr,
        name_en=name_en,
        region_code=region,
        region_fr=_area("fr", region),
        region_en=_area("en", region),
        subregion_code=subregion,
        subregion_fr=_area("fr", subregion),
        subregion_en=_area("en", subregion),
        latitude=latitude,
        longitude=longitude,
    )


@functools.cache
def _area(language: str, code: str) -> str:
    return str(Locale(language).territories[code]) if code else ""
