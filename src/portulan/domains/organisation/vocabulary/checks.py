"""What must agree between the organisation's files of a pack."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Protocol

from django.utils.translation import gettext as _
from pydantic import BaseModel

from portulan.domains.organisation.vocabulary import UnitKind
from portulan.domains.organisation.vocabulary.pack import (
    LevelsFile,
    RolesFile,
    StructureCountriesFile,
    UnitNameEntry,
    UnitsFile,
)
from portulan.domains.organisation.vocabulary.subjects import (
    ClassificationsFile,
    CrosswalkEntry,
    CrosswalksFile,
)
from portulan.foundations.packs.mistake import Problem


class Named(Protocol):
    """An entry with names."""

    @property
    def name(self) -> Sequence[UnitNameEntry]: ...


Documents = Mapping[str, BaseModel]
LEVELS, UNITS, CLASSIFICATIONS = "levels.toml", "units.toml", "classifications.toml"


def level_codes(documents: Documents) -> dict[str, UnitKind] | None:
    """Levels by code, or None when levels.toml could not be read: then nothing is said of what refers to it."""
    document = documents.get(LEVELS)
    return {level.code: level.kind for level in document.level} if isinstance(document, LevelsFile) else None


def repeated(values: Sequence[Hashable], *, within: str, key: str) -> Iterator[Problem]:
    """Every value given twice in ``[[within]]``, at its later places."""
    seen: Counter[Hashable] = Counter()
    for number, value in enumerate(values):
        seen[value] += 1
        if seen[value] > 1:
            said = " ".join(filter(None, value)) if isinstance(value, tuple) else value
            yield Problem(
                (within, number, key), _("“%(value)s” is given twice.") % {"value": said}, _("each once")
            )


def repeated_names(entries: Sequence[Named], *, within: str) -> Iterator[Problem]:
    """A name given twice to one unit for the same time."""
    for number, entry in enumerate(entries):
        beginnings = [(name.fr, str(name.since or "")) for name in entry.name]
        for problem in repeated(beginnings, within="name", key="fr"):
            yield Problem((within, number, *problem.path), problem.problem, problem.allowed)


def check_levels(document: LevelsFile, documents: Documents) -> Iterator[Problem]:
    """Codes once, one whole organisation, parents that exist and do not go round in circles."""
    yield from repeated([level.code for level in document.level], within="level", key="code")
    yield from repeated(
        [level.ror or number for number, level in enumerate(document.level)], within="level", key="ror"
    )
    if sum(level.kind == UnitKind.ORGANISATION for level in document.level) != 1:
        problem = _("A pack has one level of the kind “organisation”.")
        yield Problem(("level",), problem, _("exactly one"))
    parents = {level.code: level.parent for level in document.level}
    for number, level in enumerate(document.level):
        path = ("level", number, "parent")
        if level.parent and level.parent not in parents:
            yield _unknown(path, level.parent, parents)
        elif _circular(level.code, parents):
            yield Problem(
                path, _("“%(code)s” is its own ancestor.") % {"code": level.code}, _("a level above it")
            )


def _circular(code: str, parents: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    above = parents.get(code)
    while above is not None and above not in seen:
        if above == code:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def check_units(document: UnitsFile, documents: Documents) -> Iterator[Problem]:
    """Each structure once, attached to a level that exists."""
    yield from repeated([unit.rnsr for unit in document.unit], within="unit", key="rnsr")
    levels = level_codes(documents)
    for number, unit in enumerate(document.unit):
        if levels is not None and unit.parent and unit.parent not in levels:
            yield _unknown(("unit", number, "parent"), unit.parent, levels)


def check_structure_countries(document: StructureCountriesFile, documents: Documents) -> Iterator[Problem]:
    """Each structure once."""
    yield from repeated([entry.rnsr for entry in document.structure], within="structure", key="rnsr")


def check_roles(document: RolesFile, documents: Documents) -> Iterator[Problem]:
    """Each role once."""
    yield from repeated([role.code for role in document.role], within="role", key="code")


def check_classifications(document: ClassificationsFile, documents: Documents) -> Iterator[Problem]:
    """Each version of each list once."""
    versions = [(entry.code, entry.version) for entry in document.classification]
    yield from repeated(versions, within="classification", key="version")


def check_crosswalks(document: CrosswalksFile, documents: Documents) -> Iterator[Problem]:
    """Lists, subjects and levels that exist."""
    yield from repeated(
        [(entry.code, entry.version) for entry in document.crosswalk], within="crosswalk", key="version"
    )
    lists = documents.get(CLASSIFICATIONS)
    if not isinstance(lists, ClassificationsFile):
        return
    terms = {(entry.code, entry.version): set(entry.all_codes()) for entry in lists.classification}
    for number, entry in enumerate(document.crosswalk):
        yield from _check_crosswalk(entry, number, terms, documents)


def _check_crosswalk(
    entry: CrosswalkEntry, number: int, terms: Mapping[tuple[str, str], set[str]], documents: Documents
) -> Iterator[Problem]:
    path = ("crosswalk", number)
    sources = terms.get((entry.from_list, entry.from_version))
    if sources is None:
        yield _unknown((*path, "from"), f"{entry.from_list} {entry.from_version}", map(" ".join, terms))
    targets = _targets(entry, terms, documents)
    if targets is None and entry.to:
        yield _unknown((*path, "to"), f"{entry.to} {entry.to_version}", map(" ".join, terms))
    pairs = [(line.term, target) for line in entry.line for target in line.to]
    for problem in repeated(pairs, within="line", key="to"):
        yield Problem(path, problem.problem, problem.allowed)
    for place, line in enumerate(entry.line):
        if sources is not None and line.term not in sources:
            yield _unknown((*path, "line", place, "term"), line.term, sources)
        for target in line.to:
            if targets is not None and target not in targets:
                yield _unknown((*path, "line", place, "to"), target, targets)


def _targets(
    entry: CrosswalkEntry, terms: Mapping[tuple[str, str], set[str]], documents: Documents
) -> set[str] | None:
    if entry.to:
        return terms.get((entry.to, entry.to_version or ""))
    levels = level_codes(documents)
    return set(levels) if levels is not None else None


def _unknown(path: tuple[str | int, ...], value: str, known: object) -> Problem:
    allowed = ", ".join(sorted(str(one) for one in known))  # type: ignore[attr-defined]  # any iterable of names
    shown = allowed if len(allowed) <= 300 else f"{allowed[:297]}..."
    return Problem(path, _("“%(value)s” does not exist.") % {"value": value}, shown)
