"""What the organisation's files of a pack may hold: pack, levels, units, structure countries, roles."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, StringConstraints

from portulan.domains.geography.vocabulary import CountryCode
from portulan.domains.organisation.vocabulary import UnitKind, Verb
from portulan.foundations.packs.entries import (
    Address,
    Bilingual,
    BilingualProse,
    Code,
    DatedEntry,
    Entry,
    Words,
    YesNo,
    refuse,
)

LEVEL_KINDS = (
    UnitKind.ORGANISATION,
    UnitKind.DIRECTION,
    UnitKind.DIRECTORATE,
    UnitKind.POLE,
    UnitKind.INSTITUTE,
    UnitKind.CENTRE,
)
HEADQUARTERS = (UnitKind.ORGANISATION, UnitKind.DIRECTION, UnitKind.DIRECTORATE, UnitKind.POLE)
PORTFOLIO = (UnitKind.INSTITUTE, UnitKind.CENTRE)  # what a laboratory belongs to


def _a_level(kind: UnitKind) -> UnitKind:
    if kind not in LEVEL_KINDS:
        refuse(_("A level is not of the kind “%(kind)s”.") % {"kind": kind.value}, ", ".join(LEVEL_KINDS))
    return kind


Ror = Annotated[str, StringConstraints(pattern=r"^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$")]
Pic = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]
Rnsr = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}[A-Z]$")]
LevelKind = Annotated[UnitKind, AfterValidator(_a_level)]


class Focal(Entry):
    """How public sources know the organisation; ``rnsr_bodies`` are UAI codes or exact names of RNSR."""

    ror: Ror
    pics: list[Pic] = Field(min_length=1, max_length=50)
    rnsr_bodies: list[Words] = Field(min_length=1, max_length=20)
    copublications: YesNo = False


class PackFile(Entry):
    """pack.toml."""

    code: Code
    name: Bilingual
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    home_country: CountryCode
    focal: Focal


class UnitNameEntry(DatedEntry):
    """A name; where several hold, the first is the name and the others are also used."""

    fr: Words
    en: Words
    short: Annotated[str, StringConstraints(max_length=60)] = ""


class LevelEntry(DatedEntry):
    """One level; ``parent`` is the level it belongs to, ``parent_source`` who says so (else its own source)."""

    code: Code
    kind: LevelKind
    parent: Code | None = None
    parent_source: Code | None = None
    ror: Ror | None = None
    website: Address | None = None
    note: BilingualProse | None = None
    name: list[UnitNameEntry] = Field(min_length=1, max_length=20)


class LevelsFile(Entry):
    """levels.toml."""

    level: list[LevelEntry] = Field(min_length=1, max_length=500)


class UnitEntry(DatedEntry):
    """A registered structure the pack speaks of: to which level a source attaches it."""

    rnsr: Rnsr
    short: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    name: Words
    parent: Code | None = None


class UnitsFile(Entry):
    """units.toml."""

    unit: list[UnitEntry] = Field(default_factory=list, max_length=20_000)


class StructureCountryEntry(DatedEntry):
    """In which country a registered structure stands; ``name`` is for people who read the file."""

    rnsr: Rnsr
    name: Words
    country: CountryCode


class StructureCountriesFile(Entry):
    """structure_countries.toml."""

    structure: list[StructureCountryEntry] = Field(default_factory=list, max_length=20_000)


class RoleEntry(DatedEntry):
    """A role: what it may do, in verbs of the closed list."""

    code: Code
    name: Bilingual
    verbs: list[Verb] = Field(default_factory=list)


class RolesFile(Entry):
    """roles.toml."""

    role: list[RoleEntry] = Field(default_factory=list, max_length=200)
