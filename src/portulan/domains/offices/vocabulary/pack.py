"""What offices.toml and territories.toml may hold, and what must agree between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from portulan.domains.geography.vocabulary import CountryCode, country_references, named
from portulan.domains.offices.vocabulary import OfficeSort
from portulan.domains.organisation.vocabulary.checks import LEVELS, level_codes, repeated, repeated_names
from portulan.domains.organisation.vocabulary.pack import HEADQUARTERS, LevelsFile, UnitNameEntry
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.packs.entries import (
    Address,
    Bilingual,
    BilingualProse,
    Code,
    DatedEntry,
    Entry,
    Words,
    YesNo,
)
from portulan.foundations.packs.mistake import Problem

Documents = Mapping[str, BaseModel]
OFFICES = "offices.toml"
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class OfficeEntry(DatedEntry):
    """An office with its opening and closing; degrees of latitude and longitude are the town's."""

    code: Code
    sort: OfficeSort = OfficeSort.OFFICE
    parent: Code | None = None
    city: Bilingual
    country: CountryCode
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    website: Address | None = None
    shared_with: list[Words] = Field(default_factory=list, max_length=20)
    note: BilingualProse | None = None
    name: list[UnitNameEntry] = Field(min_length=1, max_length=20)


class OfficesFile(Entry):
    """offices.toml."""

    office: list[OfficeEntry] = Field(default_factory=list, max_length=500)


class TerritoryEntry(DatedEntry):
    """Countries that an office, or a part of the headquarters, covers; ``by_default`` when no source gives them to
    anyone and the headquarters answer for them."""

    unit: Code
    countries: list[CountryCode] = Field(min_length=1, max_length=300)
    by_default: YesNo = False


class TerritoriesFile(Entry):
    """territories.toml."""

    territory: list[TerritoryEntry] = Field(default_factory=list, max_length=2_000)


def check_offices(document: OfficesFile, documents: Documents) -> Iterator[Problem]:
    """Codes once, also against levels; parents that exist."""
    yield from repeated([office.code for office in document.office], within="office", key="code")
    yield from repeated_names(document.office, within="office")
    levels = level_codes(documents)
    for number, office in enumerate(document.office):
        if levels is None:
            continue
        if office.code in levels:
            problem = _("“%(code)s” is a level already.") % {"code": office.code}
            yield Problem(("office", number, "code"), problem, _("another code, such as office-singapore"))
        if office.parent and office.parent not in levels:
            problem = _("“%(code)s” does not exist.") % {"code": office.parent}
            yield Problem(("office", number, "parent"), problem, _("a code of levels.toml"))


@dataclass(frozen=True, slots=True)
class _Claim:
    """A unit covers a country for a time, as the entry ``number`` says."""

    number: int
    unit: str
    country: str
    since: SoftDate | None
    until: SoftDate | None

    def meets(self, other: "_Claim") -> bool:
        return _before(self.since, other.until) and _before(other.since, self.until)


def _term(
    entry: TerritoryEntry, lives: Mapping[str, tuple[SoftDate | None, SoftDate | None]]
) -> tuple[SoftDate | None, SoftDate | None]:
    """A territory begins with its office and ends with it, unless it says otherwise."""
    opening, closing = lives.get(entry.unit, (None, None))
    return entry.since or opening, entry.until or closing


def _before(start: SoftDate | None, end: SoftDate | None) -> bool:
    return start is None or end is None or start.text < end.text


def check_territories(document: TerritoriesFile, documents: Documents) -> Iterator[Problem]:
    """Every country is covered, by one office at most and by one part of the headquarters at most at a time."""
    offices, levels = documents.get(OFFICES), documents.get(LEVELS)
    if not isinstance(offices, OfficesFile) or not isinstance(levels, LevelsFile):
        return
    lives = {office.code: (office.since, office.until) for office in offices.office}
    headquarters = {level.code for level in levels.level if level.kind in HEADQUARTERS}
    yield from _unknown_units(document, {*lives, *headquarters})
    claims = [
        _Claim(number, entry.unit, country, *_term(entry, lives))
        for number, entry in enumerate(document.territory)
        for country in entry.countries
    ]
    yield from _overlaps([claim for claim in claims if claim.unit in lives])
    yield from _overlaps([claim for claim in claims if claim.unit in headquarters])
    yield from _gaps(claims)


def _unknown_units(document: TerritoriesFile, known: set[str]) -> Iterator[Problem]:
    for number, entry in enumerate(document.territory):
        if entry.unit not in known:
            problem = _("“%(unit)s” is neither an office nor a part of the headquarters.") % {
                "unit": entry.unit
            }
            yield Problem(("territory", number, "unit"), problem, ", ".join(sorted(known)))


def _overlaps(claims: list[_Claim]) -> Iterator[Problem]:
    by_country: dict[str, list[_Claim]] = {}
    for claim in claims:
        by_country.setdefault(claim.country, []).append(claim)
    for country, claiming in sorted(by_country.items()):
        for first, second in combinations(claiming, 2):
            if first.meets(second):
                yield _overlap(country, first, second)


def _overlap(country: str, first: _Claim, second: _Claim) -> Problem:
    told = {"country": named(country), "first": first.unit, "second": second.unit}
    problem = _("%(country)s is covered at the same time by %(first)s and by %(second)s.") % told
    allowed = _(
        "one office, and one part of the headquarters, at a time; give since and until where it changed"
    )
    return Problem(("territory", second.number, "countries"), problem, allowed)


def _gaps(claims: list[_Claim]) -> Iterator[Problem]:
    covered = {claim.country for claim in claims if claim.until is None}
    missing = sorted(set(country_references()) - covered)
    if missing:
        problem = _("Nobody covers %(countries)s.") % {"countries": ", ".join(map(named, missing))}
        allowed = _("every country, by an office or by a part of the headquarters (by_default = true)")
        yield Problem(("territory",), problem, allowed)
