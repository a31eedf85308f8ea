"""Units of a pack, with names and attachments: idempotent, and only those of the kinds asked for."""

from domains.packed import AT, BY, TODAY
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services.units import WantedUnit, keep_units, unit_ids
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.domains.organisation.vocabulary.pack import UnitNameEntry
from portulan.foundations.packs.visit import Visit


def visit() -> Visit:
    return Visit(documents={}, digest="", by=BY, at=AT, today=TODAY)


def team(code: str, parent: str | None = None) -> WantedUnit:
    return WantedUnit({"code": code, "kind": "team"}, [UnitNameEntry(fr=code, en=code)], parent, {})


def test_units_of_other_kinds_are_left_alone(isle):
    keep_units(visit(), [team("divers", "sea")], kinds=(UnitKind.TEAM,))
    keep_units(visit(), [], kinds=(UnitKind.TEAM,))

    assert str(Unit.objects.get(code="divers").until) == "2026-11-23"
    assert Unit.objects.get(code="sea").until is None


def test_the_same_units_again_change_nothing(isle):
    keep_units(visit(), [team("divers", "sea")], kinds=(UnitKind.TEAM,))
    again = visit()
    keep_units(again, [team("divers", "sea")], kinds=(UnitKind.TEAM,))

    assert (again.outcome.touched, again.outcome.unchanged, again.lines) == ([], 3, [])
    assert {"divers", "sea", "isle"} <= set(unit_ids())
