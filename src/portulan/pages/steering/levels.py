"""Which levels a reader steers, and which cooperations are those of a level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.cooperations.queries import Filters
from portulan.domains.offices import queries as office_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.organisation.vocabulary import UnitKind, Verb
from portulan.foundations.tables.table import Link
from portulan.foundations.text import formats
from portulan.pages.unit.register import name_of

WHOLE = (UnitKind.ORGANISATION, UnitKind.DIRECTION, UnitKind.DIRECTORATE)
BY_TERRITORY = (UnitKind.OFFICE, UnitKind.POLE)
INSTITUTES = (UnitKind.INSTITUTE, UnitKind.CENTRE)
FIELD = (UnitKind.LABORATORY, UnitKind.TEAM, UnitKind.FEDERATION, UnitKind.NETWORK)
MOST_OF_FIELD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level with the filters that make a cooperation its own; ``says`` is that rule in a sentence."""

    code: str
    name: str
    kind: str
    filters: Filters
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Levels of one rank; ``note`` says what else there is."""

    title: str
    links: tuple[Link, ...]
    note: str = ""


def level_of(code: str, *, reach: Reach, at: date) -> Level | None:
    """The level of this code where the reader steers it; None for all else."""
    unit = organisation_queries.unit_within(code, reach=reach, verb=Verb.STEERING_READ, at=at)
    if unit is None:
        return None
    filters, says = _rule(unit, at)
    return Level(code=unit.code, name=name_of(unit), kind=unit.kind_label, filters=filters, says=says)


def _rule(unit: UnitLine, at: date) -> tuple[Filters, str]:
    if unit.kind in WHOLE:
        return Filters(), _("All cooperations that you may see.")
    if unit.kind in BY_TERRITORY:
        codes = tuple(line.country.code for line in office_queries.territory(unit.code, at))
        # A territory without countries has no cooperation: a code that no country bears.
        return Filters(countries=codes or ("--",)), _(
            "Cooperations with a country of its territory that you may see."
        )
    return Filters(units=(unit.code,)), _(
        "Cooperations of its laboratories and teams that you may see, those proposed from their field included."
    )


def choices(*, reach: Reach, at: date) -> tuple[Choices, ...]:
    """The levels a reader steers, from the whole to the field; ranks without any are left out."""
    return tuple(group for group in _choices(reach, at) if group.links)


def _choices(reach: Reach, at: date) -> Iterator[Choices]:
    ranks: Sequence[tuple[str, tuple[UnitKind, ...]]] = (
        (_("The whole"), WHOLE),
        (_("Institutes and centres"), INSTITUTES),
        (_("Offices and poles"), BY_TERRITORY),
        (_("Laboratories and teams"), FIELD),
    )
    for title, kinds in ranks:
        most = MOST_OF_FIELD if kinds is FIELD else 200
        units = organisation_queries.units_within(
            reach=reach, verb=Verb.STEERING_READ, at=at, kinds=kinds, limit=most + 1
        )
        links = tuple(
            Link(name_of(unit), reverse("steering_level", args=[unit.code])) for unit in units[:most]
        )
        yield Choices(title=title, links=links, note=_note(len(units) > most, most))


def _note(more: bool, most: int) -> str:
    if not more:
        return ""
    text = _("The first %(count)s: the page of each of the others leads to its own.")
    return text % {"count": formats.number(most)}
