"""Tables as CSV and XLSX files: raw values, with the provenance of the figures at the end.

CSV: UTF-8 with a byte-order mark (Excel needs it to read accents), commas, quotes as in RFC 4180,
``\\r\\n``. The first line holds the column keys, the same in every language; an interval has three columns
(``key``, ``key_low``, ``key_high``). After the rows, an empty line and lines that begin with ``#``: title,
columns in words, sources. XLSX: the same rows under column names in the active language; a second sheet
holds the provenance.
"""

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from portulan.foundations.tables.neutral import neutralised, restored
from portulan.foundations.tables.order import in_order
from portulan.foundations.tables.table import Column, Interval, Link, Table
from portulan.foundations.tables.view import asked_sort
from portulan.foundations.text import formats

BOM = "\ufeff"
LONGEST_CELL = 32_767  # characters in one cell of a workbook
LONGEST_SHEET_NAME = 31
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")

Plain = str | int | float | None


def export_response(
    table: Table, fmt: str, filename: str, *, query: Mapping[str, str] | None = None, url: str = ""
) -> HttpResponse:
    """``table`` as a download named ``filename`` (without its ending), in the order ``query`` asks for.

    ``url`` is the page the table was read from. Raises Http404 for a format other than csv and xlsx,
    RefusedQuery for an unknown order.
    """
    if fmt not in TYPES:
        raise Http404
    sort = asked_sort(table, dict(query.items()) if query else {})
    content = to_csv(table, sort=sort, url=url) if fmt == "csv" else to_xlsx(table, sort=sort, url=url)
    headers = {"Content-Disposition": f'attachment; filename="{_plain_name(filename)}.{fmt}"'}
    return HttpResponse(content, content_type=TYPES[fmt], headers=headers)


def to_csv(table: Table, *, sort: str = "", url: str = "") -> bytes:
    """The table as a CSV file, see the module."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([neutralised(key) for key in _keys(table)])
    writer.writerows([_neutral(value) for value in row] for row in _plain_rows(table, sort))
    text.write("\r\n")
    for name, value in provenance(table, url=url):
        writer.writerow([f"# {name}", neutralised(value)])
    return (BOM + text.getvalue()).encode()


def read_back(content: bytes) -> tuple[list[str], list[list[str]]]:
    """Keys and rows of a file written by ``to_csv``, with every text as it was before it was neutralised."""
    body, _, _trailer = content.decode("utf-8-sig").rpartition("\r\n\r\n# ")
    lines = list(csv.reader(io.StringIO(body, newline="")))
    return [restored(key) for key in lines[0]], [[restored(cell) for cell in line] for line in lines[1:]]


def to_xlsx(table: Table, *, sort: str = "", url: str = "") -> bytes:
    """The table as a workbook; texts are never read as formulas or links."""
    output = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(output, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_sheet_name(table.title, other=gettext("Provenance")))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 40)
        _write_rows(sheet, [_names(table)], first=0, style=bold)
        _write_rows(sheet, _plain_rows(table, sort), first=1)
        notes = book.add_worksheet(gettext("Provenance"))
        notes.set_column(0, 1, 40)
        _write_rows(notes, provenance(table, url=url), first=0)
    return output.getvalue()


def provenance(table: Table, *, url: str = "") -> list[tuple[str, str]]:
    """What a reader of the file needs to judge and cite it, as (name, value) lines."""
    lines = [(gettext("title"), str(table.title))]
    lines += [(gettext("note"), str(table.note))] if table.note else []
    lines += [(f"{gettext('column')} {c.key}", _described(c)) for c in table.columns if c.export]
    for source in table.sources:
        parts = {
            gettext("source"): source.title,
            gettext("as of"): formats.softdate(source.as_of) if source.as_of else "",
            gettext("version"): source.version,
            gettext("licence"): source.licence,
            gettext("address of the source"): source.url,
        }
        lines += [(name, str(value)) for name, value in parts.items() if value]
    return lines + ([(gettext("read at"), url)] if url else [])


def _described(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    return f"{column.label}{unit}" + (f": {column.help}" if column.help else "")


def _keys(table: Table) -> list[str]:
    return [
        key for c in table.columns if c.export for key in _spread(c, c.key, f"{c.key}_low", f"{c.key}_high")
    ]


def _names(table: Table) -> list[str]:
    low, high = gettext("low bound"), gettext("high bound")
    columns = [c for c in table.columns if c.export]
    return [n for c in columns for n in _spread(c, _titled(c), f"{c.label}, {low}", f"{c.label}, {high}")]


def _titled(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit else str(column.label)


def _spread(column: Column, value: str, low: str, high: str) -> list[str]:
    return [value, low, high] if column.kind == "interval" else [value]


def _plain_rows(table: Table, sort: str) -> Iterator[list[Plain]]:
    columns = [column for column in table.columns if column.export]
    for row in in_order(table, sort or table.sort):
        yield [value for column in columns for value in _values(column, row.get(column.key))]


def _values(column: Column, cell: Any) -> Sequence[Plain]:
    if column.kind == "interval":
        return (
            [_plain(v) for v in (cell.value, cell.low, cell.high)]
            if isinstance(cell, Interval)
            else [None] * 3
        )
    return [_plain(cell)]


def _plain(cell: Any) -> Plain:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return None
    if isinstance(cell, Link):
        return str(cell.label)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, (int, float)) and not isinstance(cell, bool) else str(cell)


def _neutral(value: Plain) -> Plain:
    return neutralised(value) if isinstance(value, str) else value


def _write_rows(sheet: Any, rows: Any, *, first: int, style: Any = None) -> None:
    for line, row in enumerate(rows, start=first):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, place, _fitting(value), style)
            elif value is not None:
                sheet.write_number(line, place, value, style)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _sheet_name(title: str, *, other: str) -> str:
    """A name that a workbook accepts (31 UTF-16 units, no sign of an address) and that is not ``other``."""
    name = _SHEET_FORBIDDEN.sub(" ", str(title))
    cut = name.encode("utf-16-le")[: 2 * LONGEST_SHEET_NAME].decode("utf-16-le", errors="ignore").strip()
    return cut if cut and cut.casefold() != other.casefold() else "Portulan"


def _plain_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "portulan"
