"""The country among its neighbours: the territory of who covers it, our offices and joint laboratories as points."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.geography.queries import CountryView
from portulan.domains.offices import queries as offices_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.queries import UnitLine
from portulan.foundations.text.formats import listed, named, number
from portulan.foundations.ui.maps import MapPoint, RegionMap
from portulan.pages.country.subject import Subject
from portulan.pages.sources.citing import notes

KEY = "region"


def region(subject: Subject, *, office: str) -> RegionMap:
    """The map of the sub-region; ``office`` is the code of the office that covers the country, or empty."""
    around = geography_queries.subregion_countries(subject.code)
    shown = (subject.country, *around)
    covered = offices_queries.territory(office, subject.today) if office else ()
    return RegionMap(
        key=KEY,
        title=named(subject.country, "subregion") or subject.name,
        fit=[country.code for country in shown if country.latitude is not None],
        focus=[subject.code],
        country_url=reverse("country", args=["__"]),
        names={country.code: named(country, "name") for country in shown},
        tinted=[line.country.code for line in covered],
        points=[*_offices(subject), *_laboratories(subject, shown)],
        sources=notes(subject.figures, "natural_earth"),
        note=_("A laboratory stands where its country is named: the registry gives no coordinates."),
    )


def _offices(subject: Subject) -> Iterator[MapPoint]:
    for office in offices_queries.offices(subject.today):
        if office.latitude is not None and office.longitude is not None:
            yield MapPoint(
                label=named(office, "name"),
                latitude=office.latitude,
                longitude=office.longitude,
                kind="office",
                url=reverse("office", args=[office.code]),
            )


def _laboratories(subject: Subject, shown: Sequence[CountryView]) -> Iterator[MapPoint]:
    standing: dict[str, list[UnitLine]] = {}
    for unit in organisation_queries.joint_laboratories(subject.today):
        standing.setdefault(unit.country, []).append(unit)
    for country in shown:
        units = standing.get(country.code, [])
        if units and country.latitude is not None and country.longitude is not None:
            yield MapPoint(
                label=_said(country, units),
                latitude=country.latitude,
                longitude=country.longitude,
                url=reverse("country", args=[country.code]),
            )


def _said(country: CountryView, units: Sequence[UnitLine]) -> str:
    text = ngettext(
        "%(country)s: %(count)s joint laboratory, %(names)s",
        "%(country)s: %(count)s joint laboratories, %(names)s",
        len(units),
    )
    names = [unit.short_name or named(unit, "name") for unit in units]
    return text % {"country": named(country, "name"), "count": number(len(units)), "names": listed(names)}
