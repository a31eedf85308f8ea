"""The country among its neighbours: the territory of who covers it, our offices and joint laboratories as points."""

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography.queries import CountryView
from portulan.domains.offices.queries import OfficeLine
from portulan.domains.organisation.queries.views import UnitLine
from portulan.foundations.text.formats import named, number
from portulan.foundations.ui.maps import MapPoint, RegionMap
from portulan.pages.country.subject import Subject
from portulan.pages.sources.citing import notes

KEY = "region"
ROOM = 16  # letters


def region(
    subject: Subject,
    *,
    covered: Sequence[str],
    covered_by: str,
    offices: Sequence[OfficeLine],
    units: Sequence[UnitLine],
    standing: Mapping[str, int],
) -> RegionMap:
    """The map of the sub-region.

    ``covered`` is the territory of the office named ``covered_by``, ``units`` our joint laboratories in the country,
    ``standing`` how many there are in each.
    """
    shown = (subject.country, *subject.neighbours)
    names = {country.code: named(country, "name") for country in shown}
    return RegionMap(
        key=KEY,
        title=named(subject.country, "subregion") or subject.name,
        fit=[country.code for country in shown if country.latitude is not None],
        focus=[subject.code],
        country_url=reverse("country", args=["__"]),
        names=names,
        tinted=list(covered),
        tinted_label=covered_by,
        points=[*_here(subject, units), *_offices(offices, names), *_around(subject.neighbours, standing)],
        sources=notes(subject.figures, "natural_earth"),
        note=_("A laboratory stands where its country is named: the registry gives no coordinates.")
        if units
        else "",
    )


def _offices(offices: Sequence[OfficeLine], shown: Mapping[str, str]) -> Iterator[MapPoint]:
    """Those of the region only: a point far away would make the map that of the world."""
    for office in offices:
        if office.country in shown and office.latitude is not None and office.longitude is not None:
            yield MapPoint(
                label=_("Office, %(city)s") % {"city": named(office, "city")},
                latitude=office.latitude,
                longitude=office.longitude,
                kind="office",
                url=reverse("office", args=[office.code]),
            )


def _here(subject: Subject, units: Sequence[UnitLine]) -> Iterator[MapPoint]:
    latitude, longitude = subject.country.latitude, subject.country.longitude
    if latitude is None or longitude is None:
        return
    for unit in units:
        url = reverse("laboratory", args=[unit.code])
        yield MapPoint(label=_short(unit), latitude=latitude, longitude=longitude, url=url)


def _short(unit: UnitLine) -> str:
    """A name of a few letters: a map has little room."""
    name = unit.short_name or named(unit, "name")
    return name if len(name) <= ROOM else unit.label or name


def _around(neighbours: Sequence[CountryView], standing: Mapping[str, int]) -> Iterator[MapPoint]:
    for country in neighbours:
        count = standing.get(country.code, 0)
        if count and country.latitude is not None and country.longitude is not None:
            text = ngettext("%(count)s joint laboratory", "%(count)s joint laboratories", count)
            yield MapPoint(
                label=text % {"count": number(count)},
                latitude=country.latitude,
                longitude=country.longitude,
                url=reverse("country", args=[country.code]),
            )
