"""Publications of the unit of a page, whatever identifier publications know it by."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from portulan.domains.organisation.queries.views import UnitView
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.foundations.tables.table import Table
from portulan.foundations.tables.view import view_of
from portulan.insight.figures import Figures
from portulan.insight.publications import Publications, Together
from portulan.pages.country.works import Works, tables_of, works

SHOWN, MANY = 8, 2_000


def publications(
    figures: Figures | None, unit: UnitView, *, query: Mapping[str, str], path: str
) -> Works | None:
    """The section; None before anything is published."""
    return works(
        figures,
        title=_("Its publications"),
        ask=lambda held: _ask(held, unit, many=SHOWN),
        view=lambda table: view_of(table, query=query, path=path),
    )


def tables(figures: Figures | None, unit: UnitView) -> dict[str, Table]:
    """The tables of the section by key, whole."""
    return tables_of(figures, lambda held: _ask(held, unit, many=MANY))


def _ask(held: Publications, unit: UnitView, *, many: int) -> Together | None:
    found = (held.of_unit(key, examples=many) for key in _keys(unit))
    return max((one for one in found if one), key=lambda one: one.works, default=None)


def _keys(unit: UnitView) -> Iterator[str]:
    """By ROR, by its number in the registry of structures, and, for a team, by its code."""
    if unit.ror:
        yield f"ror-{unit.ror}"
    if unit.rnsr:
        yield f"rnsr-{unit.rnsr}"
    if unit.line.kind == UnitKind.TEAM:
        yield unit.line.code
