"""Priorities and ledgers as tables."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portulan.domains.priorities.queries import Laid, LineView, MatrixView, areas, units_named
from portulan.domains.priorities.vocabulary import Weight
from portulan.foundations.tables.table import Column, SourceNote, Table
from portulan.foundations.text import formats


def _names(at: date, codes: Iterable[str]) -> dict[str, str]:
    return {code: formats.named(one, "name") for code, one in units_named(codes, at).items()}


def area_names() -> dict[str, str]:
    return {one.code: formats.named(one, "name") for one in areas()}


def weight_label(weight: int) -> str:
    return str(Weight(weight).label)


def matrix_rows(view: MatrixView, at: date) -> list[dict[str, Any]]:
    """One line for each area with the fields that have a weight there, the weightiest first."""
    names, places = _names(at, (unit for unit, _area in view.weights)), area_names()
    lines: dict[str, list[tuple[int, str]]] = {}
    for (unit, area), weight in view.weights.items():
        lines.setdefault(area, []).append((weight, names.get(unit, unit)))
    return [
        {
            "area": places.get(area, area),
            "fields": [
                {"name": name, "weight": weight, "label": weight_label(weight)}
                for weight, name in sorted(fields, key=lambda one: (-one[0], one[1]))
            ],
        }
        for area, fields in sorted(lines.items(), key=lambda one: places.get(one[0], one[0]))
    ]


def gaps_table(view: MatrixView, over: Laid, at: date) -> Table:
    """Every field in an area, what priorities ask and what the portfolio holds."""
    names, places = _names(at, (one.unit for one in over.spots)), area_names()
    rows = [
        {
            "field": names.get(one.unit, one.unit),
            "area": places.get(one.area, one.area) if one.area else _("elsewhere"),
            "weight": weight_label(one.weight),
            "count": one.count,
            "asked": one.asked,
            "held": one.held,
            "gap": one.gap,
        }
        for one in over.spots
    ]
    return Table(
        key="gaps",
        title=_("Priorities and portfolio, the widest gaps first"),
        columns=[
            Column("field", _("Field")),
            Column("area", _("Area")),
            Column("weight", _("Priority")),
            Column("count", _("Cooperations"), "number"),
            Column("asked", _("Part asked"), "share"),
            Column("held", _("Part held"), "share"),
            Column("gap", _("Gap"), "growth", help=_("above zero, priorities ask more than there is")),
        ],
        rows=rows,
        page_size=25,
        sources=(SourceNote(title=_("Cooperations of the register that you may see"), as_of=at),),
        note=_("Priorities of version %(number)s.") % {"number": view.number},
    )


def ledger_table(lines: Sequence[LineView]) -> Table:
    """All lines, those of the history too, for a file and a page."""
    return Table(
        key="ledger",
        title=_("Ledger, by civil year"),
        columns=[
            Column("year", _("Civil year"), "year"),
            Column("side", _("Side")),
            Column("kind", _("What")),
            Column("amount", _("Amount")),
            Column("text", _("In a line"), sortable=False),
            Column("state", _("State")),
            Column("by", _("Written by")),
            Column("on", _("Written on"), "date"),
        ],
        rows=[
            {
                "year": line.year,
                "side": line.side_label,
                "kind": line.kind_label,
                "amount": amount(line) or None,
                "text": line.text,
                "state": _("in force") if line.held else _("taken back") if line.withdrawn else _("replaced"),
                "by": line.by,
                "on": line.on,
            }
            for line in lines
        ],
        page_size=50,
        empty=_("Nobody has written what is given or got."),
    )


def amount(line: LineView) -> str:
    """Money to the cent with its currency, or people-months."""
    if line.cents is not None:
        return f"{formats.number(line.cents / 100, 2)} {line.currency}"
    if line.months is not None:
        return _("%(months)s people-months") % {"months": formats.number(line.months, 1)}
    return ""
