"""Sorting by declared columns only; what is not known comes last in both directions."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext

from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.tables.table import Interval, Link, Table


class RefusedQuery(SuspiciousOperation):
    """The address asks for an order or a page this table does not have; answered 400 with what is allowed."""


def folded(text: str) -> str:
    """``text`` without case and accents, as a reader looks for it in a list."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def sort_value(cell: Any) -> Any:
    """What a cell is compared by."""
    if isinstance(cell, Link):
        return folded(cell.label)
    if isinstance(cell, Interval):
        return cell.value
    if isinstance(cell, SoftDate):
        return cell.text
    return cell if isinstance(cell, (int, float)) else folded(str(cell))


def checked_sort(table: Table, asked: str) -> str:
    """``asked`` when it names a sortable column of ``table``; raises RefusedQuery otherwise."""
    column = table.column(asked.removeprefix("-"))
    if column is not None and column.sortable:
        return asked
    allowed = ", ".join(c.key for c in table.columns if c.sortable)
    message = gettext("This table cannot be sorted by “%(asked)s”. It can be sorted by: %(allowed)s.")
    raise RefusedQuery(message % {"asked": asked[:60], "allowed": allowed})


def in_order(table: Table, sort: str) -> Sequence[Mapping[str, Any]]:
    """The rows sorted by ``sort`` (a column key, with ``-`` for descending); stable."""
    if not sort:
        return table.rows
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    known = [row for row in table.rows if row.get(key) is not None]
    unknown = [row for row in table.rows if row.get(key) is None]
    return sorted(known, key=lambda row: sort_value(row[key]), reverse=descending) + unknown
