"""For which part of the loaded organisation each role of the demonstration is held: read from its real units."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portulan.domains.offices import queries as offices
from portulan.domains.organisation import queries as organisation
from portulan.insight.figures import published


@dataclass(frozen=True, slots=True)
class HeldFor:
    """Codes of units and of countries; nothing is the whole."""

    units: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the people of the demonstration stand on: a laboratory or team, its institute, an office's territory."""

    laboratory: str = ""
    laboratory_country: str = ""
    institute: str = ""
    territory: tuple[str, ...] = ()


_ROLES: dict[str, Callable[[Ground], HeldFor]] = {
    "researcher": lambda on: HeldFor(_one(on.laboratory)),
    "laboratory-director": lambda on: HeldFor(_one(on.laboratory)),
    "correspondent": lambda on: HeldFor(_one(on.laboratory), _one(on.laboratory_country)),
    "referent": lambda on: HeldFor(_one(on.institute)),
    "institute-direction": lambda on: HeldFor(_one(on.institute)),
    "office-staff": lambda on: HeldFor(countries=on.territory),
    "office-head": lambda on: HeldFor(countries=on.territory),
}


def held_for(role: str, on: Ground) -> HeldFor:
    """The scope of a role: that of its kind of place; other roles are held for the whole."""
    return _ROLES.get(role, lambda _on: HeldFor())(on)


def ground(*, lake: Path, at: date) -> Ground:
    """A joint laboratory that a source attaches to an institute, and the office that covers its country.

    Where no laboratory is so, the team with the most co-publications and the first institute or centre.
    """
    joint = organisation.joint_laboratories(at)
    stated = [one for one in joint if one.institute and one.institute.stated]
    chosen = next(iter(stated or joint), None)
    if chosen is not None:
        institute = chosen.institute.code if chosen.institute else _first_institute(at)
        return Ground(chosen.code, chosen.country, institute, _territory(chosen.country, at))
    return Ground(laboratory=_team(lake), institute=_first_institute(at))


def _one(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def _territory(country: str, at: date) -> tuple[str, ...]:
    office = next((one for one in offices.covering(country, at) if one.is_office), None)
    return tuple(line.country.code for line in offices.territory(office.code, at)) if office else ()


def _first_institute(at: date) -> str:
    return next((one.code for one in organisation.institutes(at).lines), "")


def _team(lake: Path) -> str:
    figures = published(lake)
    teams = figures.copub_teams() if figures else []
    return teams[0].key if teams else ""
