"""Cells as HTML, in the active language."""

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portulan.foundations.tables.table import Column
from portulan.foundations.text import formats


def shown(column: Column, cell: Any) -> SafeString:
    """The cell as HTML; what is not known is a dash that says so, never a zero."""
    if cell is None or cell == "":
        return _unknown(column)
    return _SHOWN.get(column.kind, _text)(column, cell)


def _unknown(column: Column) -> SafeString:
    if column.none:
        return format_html('<span class="none">{}</span>', column.none)
    return _dash(formats.language())


@lru_cache(maxsize=8)
def _dash(language: str) -> SafeString:
    """Written once for each language; the language of the call is the active one."""
    dash = (
        '<span class="none"><span aria-hidden="true">–</span><span class="visually-hidden">{}</span></span>'
    )
    return format_html(dash, gettext("not known"))


def _text(column: Column, cell: Any) -> SafeString:
    return SafeString(escape(str(cell)))


def _link(column: Column, cell: Any) -> SafeString:
    label = escape(str(cell.label))
    return SafeString(f'<a href="{escape(cell.url)}">{label}</a>' if cell.url else label)


def _number(column: Column, cell: Any) -> SafeString:
    return _text(column, formats.number(cell, column.digits))


def _share(column: Column, cell: Any) -> SafeString:
    return _text(column, formats.share(cell, column.digits))


def _growth(column: Column, cell: Any) -> SafeString:
    return _text(column, formats.growth(cell))


def _interval(column: Column, cell: Any) -> SafeString:
    return _text(column, formats.as_form(cell.value, column.form))


def bounds(column: Column, cell: Any) -> SafeString:
    """The interval of a cell, which stands in a cell of its own so that values align."""
    return _text(column, formats.interval(cell.low, cell.high, column.form) if cell is not None else "")


def _date(column: Column, cell: Any) -> SafeString:
    return _text(column, formats.softdate(cell))


def _code(column: Column, cell: Any) -> SafeString:
    return SafeString(f"<code>{escape(str(cell))}</code>")


_SHOWN: dict[str, Callable[[Column, Any], SafeString]] = {
    "link": _link,
    "number": _number,
    "share": _share,
    "growth": _growth,
    "interval": _interval,
    "date": _date,
    "code": _code,
}
