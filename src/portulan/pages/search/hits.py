"""What was found, as a reader sees it: one line for each, whatever it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.cooperations import queries as cooperation_queries
from portulan.domains.cooperations.queries.views import CooperationLine
from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.domains.organisation.vocabulary.pack import PORTFOLIO
from portulan.domains.partners import queries as partner_queries
from portulan.domains.partners.queries import PartnerLine
from portulan.domains.partners.queries.wording import country_name, detail
from portulan.foundations.text import formats
from portulan.pages.unit.register import name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: its name, where it leads, and the few words that tell it from others."""

    title: str
    url: str
    about: tuple[str, ...] = ()
    fictitious: bool = False


Read = Callable[[Sequence[int], Reach, date], dict[int, Hit]]


def hits(kind: str, numbers: Sequence[int], *, reach: Reach, at: date) -> tuple[Hit, ...]:
    """The things of these row numbers, in their order; one that vanished meanwhile is left out."""
    known = READ[kind](numbers, reach, at)
    return tuple(known[number] for number in numbers if number in known)


def _countries(numbers: Sequence[int], reach: Reach, at: date) -> dict[int, Hit]:
    return {
        number: Hit(
            title=formats.named(country, "name"),
            url=reverse("country", args=[country.code]),
            about=_said(formats.named(country, "subregion") or formats.named(country, "region")),
        )
        for number, country in geography_queries.countries_by_id(numbers).items()
    }


def _units(numbers: Sequence[int], reach: Reach, at: date) -> dict[int, Hit]:
    lines = organisation_queries.units_by_id(numbers, at)
    return {number: _unit(line, country_name(line.country)) for number, line in lines.items()}


def _unit(line: UnitLine, country: str) -> Hit:
    closed = _("closed %(day)s") % {"day": formats.softdate(line.until)} if line.until else ""
    place = ", ".join(dict.fromkeys(part for part in (line.city, country) if part))
    return Hit(
        title=name_of(line), url=unit_url(line), about=_said(line.kind_label, line.label, place, closed)
    )


def unit_url(line: UnitLine) -> str:
    """The page of a unit; a part of the headquarters has its line on the page of the organisation."""
    if line.kind in PORTFOLIO:
        return reverse("institute", args=[line.code])
    if line.kind == UnitKind.OFFICE:
        return reverse("office", args=[line.code])
    if line.kind in (UnitKind.ORGANISATION, UnitKind.DIRECTION, UnitKind.DIRECTORATE, UnitKind.POLE):
        return reverse("organisation")
    return reverse("laboratory", args=[line.code])


def _partners(numbers: Sequence[int], reach: Reach, at: date) -> dict[int, Hit]:
    lines = partner_queries.partners_by_id(numbers, reach=reach)
    return {number: _partner(line) for number, line in lines.items()}


def _partner(line: PartnerLine) -> Hit:
    short = line.short_name if line.short_name.casefold() != line.name.casefold() else ""
    place = ", ".join(dict.fromkeys(part for part in (line.city, country_name(line.country)) if part))
    state = _("not in the registry") if line.provisional else ""
    return Hit(title=line.name, url=reverse("partner", args=[line.key]), about=_said(short, place, state))


def registry_hits(question: str, *, lake: Path, reach: Reach, limit: int) -> tuple[Hit, ...]:
    """Organisations of the public registry that are no partner of ours, the nearest first."""
    known = partner_queries.suggest(question, reach=reach, lake=lake, limit=limit + 4, own=False)
    others = [choice for choice in known if not choice.ours][:limit]
    return tuple(
        Hit(title=one.name, url=reverse("partner", args=[one.key]), about=_said(detail(one)))
        for one in others
    )


def _cooperations(numbers: Sequence[int], reach: Reach, at: date) -> dict[int, Hit]:
    lines = cooperation_queries.by_number(reach=reach, numbers=list(numbers), at=at)
    return {number: _cooperation(line) for number, line in lines.items()}


def _cooperation(line: CooperationLine) -> Hit:
    partners = formats.listed([one.short_name or one.name for one in line.partners[:3]])
    countries = ", ".join(formats.named(one, "name") for one in line.countries[:3])
    return Hit(
        title=line.title,
        url=reverse("cooperation", args=[line.uid]),
        about=_said(line.number, line.stage_label, partners, countries),
        fictitious=line.fictitious,
    )


def _said(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


READ: dict[str, Read] = {
    "country": _countries,
    "unit": _units,
    "partner": _partners,
    "cooperation": _cooperations,
}
