"""What people decided, read as one more source: who we are, and where units abroad stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from portulan.analytics.sources.source import Row, Stage
from portulan.analytics.tables import structures
from portulan.analytics.tables.countries import CODES
from portulan.analytics.tables.organisations import ROR
from portulan.analytics.tables.refusal import Refusal, UnusableError

CONTRACTS = (structures.STRUCTURE_COUNTRIES,)
_FILE = "decisions"


@dataclass(frozen=True, slots=True)
class Focal:
    """The organisation figures are made for: its identifiers in each source, its home country."""

    pack: str
    name: str
    ror: str
    home_country: str
    pics: tuple[str, ...]
    rnsr_bodies: tuple[str, ...]
    copublications: bool


def focal(decisions: Mapping[str, Any]) -> Focal:
    """Read and check ``decisions["focal"]``; raises UnusableError naming the key that is wrong."""
    given = decisions.get("focal")
    if not isinstance(given, Mapping):
        _refuse("focal", "", "missing", "Give the organisation figures are made for.")
    ror = str(given.get("ror", "")).rpartition("/")[2]
    one = Focal(
        pack=str(given.get("pack", "")),
        name=str(given.get("name", "")),
        ror=ror,
        home_country=str(given.get("home_country", "")),
        pics=tuple(map(str, given.get("pics", ()))),
        rnsr_bodies=tuple(map(str, given.get("rnsr_bodies", ()))),
        copublications=bool(given.get("copublications", False)),
    )
    _check(one)
    return one


def _check(one: Focal) -> None:
    for key, value in (("focal.pack", one.pack), ("focal.name", one.name)):
        if not value:
            _refuse(key, value, "missing", "Write it in the pack.")
    if not re.fullmatch(ROR, one.ror):
        _refuse(
            "focal.ror", one.ror, "pattern", "Write the nine characters of its ROR identifier: 02feahw73."
        )
    if one.home_country not in CODES:
        _refuse("focal.home_country", one.home_country, "country", "Write the ISO code of two letters: FR.")
    for pic in one.pics:
        if not re.fullmatch(r"\d{9}", pic):
            _refuse("focal.pics", pic, "pattern", "A PIC has nine digits.")


def _refuse(key: str, value: str, code: str, remedy: str) -> NoReturn:
    raise UnusableError(Refusal(_FILE, 0, key, value, code, remedy))


def stage(decisions: Mapping[str, Any]) -> Stage:
    """The pack's crosswalk of countries, one row each; ``row`` is its place in the list."""
    columns = ("rnsr", "country", "source", "as_of")
    return Stage("structure_countries", dict.fromkeys(columns, "string"), _rows(decisions, columns))


def _rows(decisions: Mapping[str, Any], columns: tuple[str, ...]) -> list[Row]:
    given = decisions.get("structure_countries", [])
    return [
        (_FILE, place, *(str(one.get(column, "") or "") for column in columns))
        for place, one in enumerate(given, start=1)
    ]
