"""A table as a page declares it: columns, rows, where the figures come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from portulan.foundations.model.softdate import SoftDate

Kind = Literal["text", "link", "number", "share", "growth", "year", "interval", "date", "code"]
Form = Literal["number", "share", "growth"]
NUMERIC: frozenset[str] = frozenset({"number", "share", "growth", "year", "interval"})
SCREEN_PAGE = 50


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere; sorted and exported by its label."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the bounds of its interval, in the unit of the column."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """Where a figure was read: ``title`` and ``as_of`` are shown wherever the figure is."""

    title: str
    as_of: SoftDate | date | str | None = None
    url: str = ""
    key: str = ""
    version: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``kind`` decides alignment, format and what a cell must hold: ``link`` a Link, ``interval`` an Interval
    (shown in ``form``), ``share`` and ``growth`` a part of one, ``date`` a SoftDate or a date, the others a
    plain value. A cell of None is not known: shown as ``none``, exported empty. ``screen=False`` is
    exported only. ``short`` names the value in the stacked rows of narrow screens.
    """

    key: str
    label: str
    kind: Kind = "text"
    unit: str = ""
    help: str = ""
    form: Form = "number"
    digits: int | None = None
    none: str = ""
    short: str = ""
    sortable: bool = True
    screen: bool = True
    export: bool = True

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC


@dataclass(frozen=True, slots=True)
class Table:
    """A table, before a reader has sorted or paged it.

    ``rows`` are mappings by column key. ``sort`` is the order given when the reader asks for none
    (``-works`` is descending; empty keeps the rows' own). ``main`` makes the table answer ``?sort=``
    without ``?table=``.
    """

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    sources: Sequence[SourceNote] = ()
    note: str = ""
    sort: str = ""
    page_size: int = SCREEN_PAGE
    empty: str = ""
    main: bool = False
    counted: str = ""
    _by_key: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {column.key: column for column in self.columns})

    def column(self, key: str) -> Column | None:
        return self._by_key.get(key)
