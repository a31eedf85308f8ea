"""Load the organisation's files of a pack; each function is the loader of one section."""

from typing import Any, NoReturn

from django.utils.translation import gettext as _

from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.models import Attachment, Pack, Role, StructureCountry, Unit, UnitName
from portulan.domains.organisation.services.units import (
    WantedUnit,
    attachment_columns,
    keep_units,
    name_columns,
    unit_ids,
    units_of,
)
from portulan.domains.organisation.vocabulary import UnitKind, UnitOrigin
from portulan.domains.organisation.vocabulary.pack import (
    LEVEL_KINDS,
    LevelEntry,
    LevelsFile,
    PackFile,
    RolesFile,
    StructureCountriesFile,
    UnitEntry,
    UnitNameEntry,
    UnitsFile,
)
from portulan.foundations.model.keeping import Kept
from portulan.foundations.packs.mistake import Mistake
from portulan.foundations.packs.services import PackRefusedError
from portulan.foundations.packs.visit import Visit
from portulan.foundations.search import services as search

REGISTERED = "rnsr-"  # codes of units known by their number in the national registry
_AFTER_THE_REGISTRY = 10  # rank of a pack's name for a unit the registry names too


def load_pack(document: PackFile, visit: Visit) -> None:
    """pack.toml: the one row of the organisation; ``loaded_at`` moves only when a file changed."""
    countries, present = visit.once(country_ids), Pack.objects.first()
    if not countries:
        _refuse(
            "", _("There is no country in the database yet."), _("the list of countries first, then the pack")
        )
    if present and present.code != document.code:
        told = {"present": present.code, "code": document.code}
        problem = _("This database holds the pack “%(present)s”, not “%(code)s”.") % told
        _refuse("code", problem, _("one pack for each database: give this one its own PORTULAN_HOME"))
    same = present is not None and present.digest == visit.digest
    wanted = {
        "id": 1,
        "code": document.code,
        "name_fr": document.name.fr,
        "name_en": document.name.en,
        "short_name": document.short_name,
        "home_country_id": countries[document.home_country],
        "focal": document.focal.model_dump(),
        "loaded_at": present.loaded_at if present and same else visit.at,
        "digest": visit.digest,
    }
    visit.keep(Pack.objects.all(), [wanted], key=("id",))


def _refuse(key: str, problem: str, allowed: str) -> NoReturn:
    raise PackRefusedError([Mistake("pack.toml", key, problem, allowed)])


def load_levels(document: LevelsFile, visit: Visit) -> None:
    """levels.toml: the organisation, its directions, poles, institutes or centres."""
    wanted = [_wanted_level(visit, entry, rank=rank) for rank, entry in enumerate(document.level)]
    keep_units(visit, wanted, kinds=LEVEL_KINDS)


def _wanted_level(visit: Visit, entry: LevelEntry, *, rank: int) -> WantedUnit:
    columns = {
        "code": entry.code,
        "kind": entry.kind.value,
        "ror": entry.ror,
        "website": entry.website or "",
        "note_fr": entry.note.fr if entry.note else "",
        "note_en": entry.note.en if entry.note else "",
        "rank": rank,
        **visit.dated(entry),
    }
    source = entry.parent_source or entry.source
    provenance = visit.dated(entry.model_copy(update={"source": source, "since": None, "until": None}))
    return WantedUnit(columns=columns, names=entry.name, parent=entry.parent, parent_provenance=provenance)


def load_units(document: UnitsFile, visit: Visit) -> None:
    """units.toml: what sources say of registered structures.

    A structure the registry has not brought yet gets a row of the pack; the registry takes it over later.
    """
    touched = _keep_stubs(document, visit)
    codes = unit_ids()
    names = [_stub_name(visit, entry, codes[REGISTERED + entry.rnsr]) for entry in document.unit]
    rows = UnitName.objects.filter(unit__code__startswith=REGISTERED, origin=UnitOrigin.PACK)
    touched += visit.keep(rows, names, key=("unit_id", "name_fr"))
    stated = [
        attachment_columns(codes[REGISTERED + entry.rnsr], codes[entry.parent], visit.dated(entry))
        for entry in document.unit
        if entry.parent
    ]
    called = {number: code for code, number in codes.items()}
    touched += visit.keep(
        Attachment.objects.filter(origin=UnitOrigin.PACK, unit__code__startswith=REGISTERED),
        stated,
        key=("unit_id", "parent_id"),
        called=lambda row: f"{called[row.unit_id]} in {called[row.parent_id]}",
    )
    search.tell(kind="unit", numbers=units_of(touched))


def _keep_stubs(document: UnitsFile, visit: Visit) -> list[Kept]:
    known = Unit.objects.filter(code__startswith=REGISTERED, origin=UnitOrigin.REGISTRY)
    taken = set(known.values_list("code", flat=True))
    stubs = [
        {
            "code": REGISTERED + entry.rnsr,
            "kind": UnitKind.LABORATORY.value,
            "origin": UnitOrigin.PACK.value,
            "rnsr": entry.rnsr,
        }
        for entry in document.unit
        if REGISTERED + entry.rnsr not in taken
    ]
    rows = Unit.objects.filter(code__startswith=REGISTERED, origin=UnitOrigin.PACK)
    return visit.keep(rows, stubs, key=("code",))


def _stub_name(visit: Visit, entry: UnitEntry, unit_id: int) -> dict[str, Any]:
    name = UnitNameEntry(fr=entry.name, en=entry.name, short=entry.short, source=entry.source)
    return name_columns(visit, name, unit_id=unit_id, rank=_AFTER_THE_REGISTRY)


def load_structure_countries(document: StructureCountriesFile, visit: Visit) -> None:
    """structure_countries.toml: read back by the next build of the data."""
    countries = visit.once(country_ids)
    wanted = [
        {"rnsr": entry.rnsr, "country_id": countries[entry.country], **visit.dated(entry)}
        for entry in document.structure
    ]
    called = {number: code for code, number in countries.items()}
    visit.keep(
        StructureCountry.objects.all(),
        wanted,
        key=("rnsr",),
        called=lambda row: f"{row.rnsr} in {called[row.country_id]}",
    )


def load_roles(document: RolesFile, visit: Visit) -> None:
    """roles.toml: roles and what they may do."""
    wanted = [
        {
            "code": entry.code,
            "name_fr": entry.name.fr,
            "name_en": entry.name.en,
            "verbs": [verb.value for verb in entry.verbs],
            **visit.dated(entry),
        }
        for entry in document.role
    ]
    visit.keep(Role.objects.all(), wanted, key=("code",))
