"""Load the offices and the territories of a pack."""

from typing import Any

from portulan.domains.geography.queries import country_ids
from portulan.domains.offices.models import Office, Territory
from portulan.domains.offices.vocabulary.pack import (
    OfficeEntry,
    OfficesFile,
    TerritoriesFile,
    check_offices,
    check_territories,
)
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services.units import WantedUnit, keep_units, unit_ids
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.foundations.packs.section import Section, register
from portulan.foundations.packs.visit import Visit


def declare() -> None:
    """Register the sections, in the order they are loaded."""
    register(
        Section("offices.toml", OfficesFile, load_offices, check_offices),
        Section("territories.toml", TerritoriesFile, load_territories, check_territories),
    )


def load_offices(document: OfficesFile, visit: Visit) -> None:
    """offices.toml: an office is a unit, and what only offices have beside it."""
    countries = visit.once(country_ids)
    wanted = [_wanted(visit, entry, countries, rank=rank) for rank, entry in enumerate(document.office)]
    keep_units(visit, wanted, kinds=(UnitKind.OFFICE,))
    codes = unit_ids()
    called = {number: code for code, number in codes.items()}
    offices = [
        {
            "unit_id": codes[entry.code],
            "sort": entry.sort.value,
            "city_fr": entry.city.fr,
            "city_en": entry.city.en,
            "shared_with": list(entry.shared_with),
        }
        for entry in document.office
    ]
    visit.keep(Office.objects.all(), offices, key=("unit_id",), called=lambda row: called[row.unit_id])


def _wanted(visit: Visit, entry: OfficeEntry, countries: dict[str, int], *, rank: int) -> WantedUnit:
    provenance = visit.dated(entry)
    columns = {
        "code": entry.code,
        "kind": UnitKind.OFFICE.value,
        "country_id": countries[entry.country],
        "country_source": provenance["source"],
        "city": entry.city.en[:120],
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "website": entry.website or "",
        "note_fr": entry.note.fr if entry.note else "",
        "note_en": entry.note.en if entry.note else "",
        "rank": rank,
        **provenance,
    }
    attached = {**provenance, "since": None, "until": None}
    return WantedUnit(columns=columns, names=entry.name, parent=entry.parent, parent_provenance=attached)


def load_territories(document: TerritoriesFile, visit: Visit) -> None:
    """territories.toml: a territory begins with its office and ends with it, unless it says otherwise."""
    countries, codes, lives = visit.once(country_ids), unit_ids(), _lives()
    wanted = [
        {
            **_within(visit.dated(entry), lives.get(entry.unit, (None, None))),
            "unit_id": codes[entry.unit],
            "country_id": countries[country],
            "by_default": entry.by_default,
        }
        for entry in document.territory
        for country in entry.countries
    ]
    units = {number: code for code, number in codes.items()}
    places = {number: code for code, number in countries.items()}
    visit.keep(
        Territory.objects.all(),
        wanted,
        key=("unit_id", "country_id"),
        called=lambda row: f"{units[row.unit_id]}: {places[row.country_id]}",
    )


def _lives() -> dict[str, tuple[Any, Any]]:
    """Opening and closing of offices, by code."""
    rows = Unit.objects.filter(kind=UnitKind.OFFICE)
    return {code: (since, until) for code, since, until in rows.values_list("code", "since", "until")}


def _within(provenance: dict[str, Any], life: tuple[Any, Any]) -> dict[str, Any]:
    return {**provenance, "since": provenance["since"] or life[0], "until": provenance["until"] or life[1]}
