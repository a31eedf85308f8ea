"""What cooperations join, read at once for a page of them: units, countries, partners, and if they name a person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from portulan.domains.cooperations.queries.views import Named, PartnerRef
from portulan.domains.organisation.queries.reading import names_at
from portulan.domains.organisation.queries.views import NameView, name_of
from portulan.foundations.model.softdate import SoftDate

_UNIT, _COUNTRY, _PARTNER, _NAMED = range(4)  # the places of _PARTS
# In the order they were given; then the names of one unit, as organisation.queries.reading has it.
_ORDER = "ORDER BY part, link_rank, link_id, name_rank, name_since DESC NULLS LAST, name_id"
_PARTS = (
    "SELECT 0 AS part, link.cooperation_id, link.rank AS link_rank, link.id AS link_id, unit.id, unit.code, "
    "name.name_fr, name.name_en, name.short_name, link.source, name.rank AS name_rank, name.since AS name_since, "
    "name.until, name.id AS name_id FROM cooperations_cooperationunit link "
    "JOIN organisation_unit unit ON unit.id = link.unit_id "
    "LEFT JOIN organisation_unitname name ON name.unit_id = unit.id",
    "SELECT 1, link.cooperation_id, link.rank, link.id, country.id, country.code, "
    "country.name_fr, country.name_en, '', link.source, 0, NULL, NULL, 0 FROM cooperations_cooperationcountry link "
    "JOIN geography_country country ON country.id = link.country_id",
    "SELECT 2, link.cooperation_id, link.rank, link.id, partner.id, partner.key, "
    "partner.name, partner.short_name, COALESCE(country.code, ''), link.source, 0, NULL, NULL, 0 "
    "FROM cooperations_cooperationpartner link "
    "JOIN partners_partner partner ON partner.id = link.partner_id AND partner.merged_into_id IS NULL "
    "LEFT JOIN geography_country country ON country.id = partner.country_id",
    "SELECT 3, link.cooperation_id, 0, link.id, 0, '', '', '', '', '', 0, NULL, NULL, 0 "
    "FROM cooperations_member link",
)


@dataclass(slots=True)
class Links:
    """What one cooperation joins. ``unit_numbers`` and ``country_numbers`` are row numbers, as rights ask for them;
    ``named`` says whether it names the person asked about."""

    units: list[Named] = field(default_factory=list)
    countries: list[Named] = field(default_factory=list)
    partners: list[PartnerRef] = field(default_factory=list)
    unit_numbers: set[int] = field(default_factory=set)
    country_numbers: set[int] = field(default_factory=set)
    named: bool = False


def links_of(numbers: Sequence[int], *, person: int | None, at: date) -> dict[int, Links]:
    """Units as named on the day, countries and live partners, in the order they were given; one query."""
    found: dict[int, Links] = defaultdict(Links)
    names: dict[tuple[int, str, str], list[NameView]] = {}
    for part, cooperation, _, _, number, code, one, two, three, source, _, since, until, _ in _rows(
        numbers, person
    ):
        links = found[cooperation]
        if part == _UNIT:
            links.unit_numbers.add(number)
            held = names.setdefault((cooperation, code, source), [])
            if one is not None:
                held.append(name_of((one, two, three, _day(since), _day(until), "", "", None)))
        elif part == _COUNTRY:
            links.country_numbers.add(number)
            links.countries.append(Named(code, one, two, "", source))
        elif part == _PARTNER:
            links.partners.append(PartnerRef(code, one, two, three, source))
        else:
            links.named = True
    for (cooperation, code, source), known in names.items():
        best = names_at(known, at).best(code)
        found[cooperation].units.append(Named(code, best.name_fr, best.name_en, best.short_name, source))
    return found


def _day(text: str | None) -> SoftDate | None:
    return SoftDate(text) if text else None


def _rows(numbers: Sequence[int], person: int | None) -> list[Any]:
    """The same on both databases. Written out, for a page asks it each time and building it took longer than it."""
    if not numbers:
        return []
    marks = ", ".join(["%s"] * len(numbers))
    parts = [f"{part} WHERE link.cooperation_id IN ({marks})" for part in _PARTS]
    parameters = [*numbers, *numbers, *numbers]
    if person is None:
        parts.pop()
    else:
        parts[_NAMED] += " AND link.person_id = %s"
        parameters += [*numbers, person]
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} {_ORDER}", parameters)
        return cursor.fetchall()
