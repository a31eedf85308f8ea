"""A table as one reader asked for it: sorted, one page of it, with the addresses to ask otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from portulan.foundations.tables.cells import bounds, shown
from portulan.foundations.tables.order import RefusedQuery, checked_sort, in_order
from portulan.foundations.tables.table import Column, SourceNote, Table
from portulan.foundations.text import formats

MAX_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: ``state`` is ascending, descending or empty; ``url`` sorts by it."""

    label: str
    unit: str
    help: str
    css: str
    url: str
    state: str
    bounded: bool  # two cells under it: the value and its interval


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """Plain values for ``ui/table.html``; a row is the HTML of its cells, the first a row's head."""

    key: str
    title: str
    note: str
    sources: tuple[SourceNote, ...]
    heads: tuple[Head, ...]
    rows: tuple[SafeString, ...]
    count: int
    counted: str
    empty: str
    page: int
    pages: int
    shown: str
    previous_url: str
    next_url: str
    csv_url: str
    xlsx_url: str


def view_of(table: Table, *, query: QueryDict | Mapping[str, str], path: str) -> TableView:
    """``table`` for a reader at ``path`` with the query string ``query``.

    Reads ``table`` (which table of the page is meant), ``sort`` and ``page``; raises RefusedQuery for a
    column that is not declared sortable or a page that is not a number from 1 to 10,000.
    """
    asked = {name: str(value) for name, value in query.items()}
    mine = asked.get("table", table.key if table.main else "") == table.key
    sort = asked_sort(table, asked)
    rows = in_order(table, sort)
    pages = max(1, -(-len(rows) // table.page_size))
    page = min(_page(asked.get("page", "1")), pages) if mine else 1
    first = (page - 1) * table.page_size
    chosen = rows[first : first + table.page_size]
    columns = [column for column in table.columns if column.screen]
    lead = _lead(columns, sort)
    address = _Address(table=table, path=path, rest=_rest(asked), sort=sort)
    return TableView(
        key=table.key,
        title=table.title,
        note=table.note,
        sources=tuple(table.sources),
        heads=tuple(_head(column, address) for column in columns),
        rows=_rows(columns, chosen, lead),
        count=len(rows),
        counted=table.counted or _counted(len(rows)),
        empty=table.empty or gettext("Nothing is known yet."),
        page=page,
        pages=pages,
        shown=_range(first, len(chosen), len(rows)) if pages > 1 else "",
        previous_url=address.page(page - 1) if page > 1 else "",
        next_url=address.page(page + 1) if page < pages else "",
        csv_url=address.export("csv"),
        xlsx_url=address.export("xlsx"),
    )


def asked_sort(table: Table, query: Mapping[str, str]) -> str:
    """The order ``query`` asks of ``table``, else the table's own; raises RefusedQuery."""
    mine = query.get("table", table.key if table.main else "") == table.key
    asked = query.get("sort", "") if mine else ""
    return checked_sort(table, asked) if asked else table.sort


def _page(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= MAX_PAGE:
        return int(text)
    message = gettext("“%(asked)s” is not a page. Give a whole number from 1 to %(most)s.")
    raise RefusedQuery(message % {"asked": text[:20], "most": formats.number(MAX_PAGE)})


def _rest(query: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in query.items() if key not in ("table", "sort", "page")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    table: Table
    path: str
    rest: dict[str, str]
    sort: str

    def _with(self, path: str, **more: str) -> str:
        query = QueryDict(mutable=True)
        query.update({**self.rest, **{key: value for key, value in more.items() if value}})
        return f"{path}?{query.urlencode()}" if query else path

    def page(self, page: int) -> str:
        return self._with(self.path, table=self.table.key, sort=self._own_sort(), page=str(page))

    def sorted_by(self, sort: str) -> str:
        return self._with(self.path, table=self.table.key, sort=sort)

    def export(self, form: str) -> str:
        path = f"{self.path}tables/{self.table.key}.{form}"
        sort = self._own_sort()
        return self._with(path, table=self.table.key if sort else "", sort=sort)

    def _own_sort(self) -> str:
        return "" if self.sort == self.table.sort else self.sort


def _head(column: Column, address: _Address) -> Head:
    up, down = column.key, f"-{column.key}"
    state = {up: "ascending", down: "descending"}.get(address.sort, "")
    first, second = (down, up) if column.numeric and column.kind != "year" else (up, down)
    url = address.sorted_by(second if address.sort == first else first) if column.sortable else ""
    return Head(column.label, column.unit, column.help, _css(column), url, state, column.kind == "interval")


def _css(column: Column) -> str:
    return "num" if column.numeric else column.kind


def _lead(columns: list[Column], sort: str) -> str:
    """The column whose value stands beside the name in the stacked rows of narrow screens."""
    figures = [column.key for column in columns[1:] if column.numeric and column.kind != "year"]
    asked = sort.removeprefix("-")
    return asked if asked in figures else next(iter(figures), "")


def _rows(columns: list[Column], rows: Sequence[Mapping[str, Any]], lead: str) -> tuple[SafeString, ...]:
    """A template would take three times as long for the same: what is of the column is written once for all rows."""
    frames = [_frame(column, number == 0, lead) for number, column in enumerate(columns)]
    return tuple(
        SafeString(
            "".join(
                _cell(column, row.get(column.key), *frame)
                for column, frame in zip(columns, frames, strict=True)
            )
        )
        for row in rows
    )


def _frame(column: Column, first: bool, lead: str) -> tuple[str, str]:
    """What stands before and after the value of each cell of a column."""
    css = f"{_css(column)} lead-value" if column.key == lead else _css(column)
    if first:
        return f'<th scope="row" class="{css}">', "</th>"
    return f'<td class="{css}" data-label="{escape(str(column.short or column.label))}">', "</td>"


def _cell(column: Column, value: Any, before: str, after: str) -> str:
    cell = f"{before}{shown(column, value)}{after}"
    return (
        f'{cell}<td class="bounds" data-label="">{bounds(column, value)}</td>'
        if column.kind == "interval"
        else cell
    )


def _counted(count: int) -> str:
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": formats.number(count)}


def _range(first: int, shown_count: int, count: int) -> str:
    numbers = {"first": first + 1, "last": first + shown_count, "count": count}
    return gettext("%(first)s to %(last)s of %(count)s") % {k: formats.number(v) for k, v in numbers.items()}
