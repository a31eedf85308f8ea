"""One page of a list that the database has sorted and cut: the same view as a table held in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from portulan.foundations.tables.order import RefusedQuery
from portulan.foundations.tables.table import Table
from portulan.foundations.tables.view import MAX_PAGE, TableView, asked_sort, view_of
from portulan.foundations.text import formats


def asked_page(query: Mapping[str, str], *, table: str) -> int:
    """The page of ``?page=`` when it is asked of ``table``; raises RefusedQuery for what is not a page."""
    text = query.get("page", "1") if query.get("table", table) == table else "1"
    if text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= MAX_PAGE:
        return int(text)
    message = _("“%(asked)s” is not a page. Give a whole number from 1 to %(most)s.")
    raise RefusedQuery(message % {"asked": text[:20], "most": formats.number(MAX_PAGE)})


def paged_view(table: Table, *, total: int, offset: int, query: Mapping[str, str], path: str) -> TableView:
    """The view of a main table whose ``rows`` are those from ``offset`` of ``total``, already in order."""
    asked = {key: value for key, value in query.items() if key != "page"}
    frame = view_of(replace(table, rows=()), query=asked, path=path)
    body = view_of(replace(table, sort=""), query={}, path=path)
    page, pages = offset // table.page_size + 1, max(1, -(-total // table.page_size))
    more = _kept(table, asked)
    return replace(
        frame,
        rows=body.rows,
        count=total,
        page=page,
        pages=pages,
        shown=_range(offset, len(table.rows), total) if pages > 1 and table.rows else "",
        previous_url=_address(path, more, min(page, pages + 1) - 1) if page > 1 else "",
        next_url=_address(path, more, page + 1) if page < pages else "",
    )


def _kept(table: Table, asked: Mapping[str, str]) -> dict[str, str]:
    """What the addresses of other pages keep: the filters, and the order when it is not the usual one."""
    filters = {key: value for key, value in asked.items() if key not in ("table", "sort")}
    sort = asked_sort(table, asked)
    return filters | ({"sort": sort} if sort != table.sort else {})


def _address(path: str, query: Mapping[str, Any], page: int) -> str:
    address = QueryDict(mutable=True)
    address.update({**query, "page": str(page)})
    return f"{path}?{address.urlencode()}"


def _range(offset: int, shown: int, total: int) -> str:
    numbers: Sequence[int] = (offset + 1, offset + shown, total)
    first, last, count = (formats.number(number) for number in numbers)
    return _("%(first)s to %(last)s of %(count)s") % {"first": first, "last": last, "count": count}
