"""The files of a pack that the organisation reads."""

from portulan.domains.organisation.services.pack import (
    load_levels,
    load_pack,
    load_roles,
    load_structure_countries,
    load_units,
)
from portulan.domains.organisation.services.subjects import load_classifications, load_crosswalks
from portulan.domains.organisation.vocabulary.checks import (
    check_classifications,
    check_crosswalks,
    check_levels,
    check_roles,
    check_structure_countries,
    check_units,
)
from portulan.domains.organisation.vocabulary.pack import (
    LevelsFile,
    PackFile,
    RolesFile,
    StructureCountriesFile,
    UnitsFile,
)
from portulan.domains.organisation.vocabulary.subjects import ClassificationsFile, CrosswalksFile
from portulan.foundations.packs.section import Section, register


def declare() -> None:
    """Register the sections, in the order they are loaded."""
    register(
        Section("pack.toml", PackFile, load_pack, required=True),
        Section("levels.toml", LevelsFile, load_levels, check_levels, required=True),
        Section("units.toml", UnitsFile, load_units, check_units),
        Section(
            "structure_countries.toml",
            StructureCountriesFile,
            load_structure_countries,
            check_structure_countries,
        ),
        Section("classifications.toml", ClassificationsFile, load_classifications, check_classifications),
        Section("crosswalks.toml", CrosswalksFile, load_crosswalks, check_crosswalks),
        Section("roles.toml", RolesFile, load_roles, check_roles),
    )
