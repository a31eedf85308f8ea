"""A table's contract: what its columns mean and what a row must satisfy, as data, and the checks as expressions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

Type = str  # an Ibis type: "string", "int64", "float64", "boolean", "array<string>", ...
_TEXTUAL = {"string"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``type`` is an Ibis type; a draft may still hold numbers as text. ``required`` refuses null and empty.
    ``pattern`` is a regular expression for the whole value (no back-references: RE2 and Java read it alike).
    ``among`` lists the only values allowed; ``low`` and ``high`` are included bounds. ``remedy`` tells what to do.
    """

    name: str
    type: Type
    about: str
    unit: str = ""
    required: bool = False
    pattern: str = ""
    among: tuple[str, ...] = ()
    among_code: str = "not_allowed"
    low: float | None = None
    high: float | None = None
    remedy: str = "Correct the value in the file, or take the row out."


@dataclass(frozen=True, slots=True)
class Check:
    """A check as an expression: ``failed`` is true where a row breaks it; ``value`` is what is shown."""

    column: str
    code: str
    remedy: str
    failed: ir.BooleanValue
    value: ir.StringValue


@dataclass(frozen=True, slots=True)
class Contract:
    """One table: a sentence, the columns of its key, and its columns.

    A draft that is checked against it has these columns, in text or in type, and two more: ``file`` (string) and
    ``row`` (int64), where the row was read.
    """

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def checks(self, draft: ir.Table) -> list[Check]:
        """All checks of all columns, then of the key."""
        return [*self.row_checks(draft), self._key_check(draft)]

    def row_checks(self, draft: ir.Table) -> list[Check]:
        """The checks that look at one row alone: all but that of the key."""
        return [check for column in self.columns for check in _column_checks(draft, column)]

    def flagged(self, draft: ir.Table, *, alone: bool = False) -> ir.Table:
        """The draft with ``refused`` (boolean): whether the row breaks any check; ``alone``: but that of the key."""
        checks = self.row_checks(draft) if alone else self.checks(draft)
        return draft.mutate(refused=reduce(or_, (check.failed for check in checks)))

    def faults(self, draft: ir.Table, *, alone: bool = False) -> ir.Table:
        """One row per broken check: file, row, column, value, code, remedy (all text but ``row``)."""
        checks = self.row_checks(draft) if alone else self.checks(draft)
        found = ibis.array([_as_struct(number, check) for number, check in enumerate(checks)])
        opened = draft.select("file", "row", fault=found.unnest()).filter(lambda t: t.fault["failed"])
        number = opened.fault["check"]
        return opened.select(
            "file",
            "row",
            column=number.cases(*((i, check.column) for i, check in enumerate(checks))),
            value=opened.fault["value"],
            code=number.cases(*((i, check.code) for i, check in enumerate(checks))),
            remedy=number.cases(*((i, check.remedy) for i, check in enumerate(checks))),
        )

    def accepted(self, flagged: ir.Table) -> ir.Table:
        """The rows that broke nothing, in the types of the contract, in its order of columns."""
        kept = flagged.filter(~flagged.refused)
        return kept.select(**{column.name: _typed(kept, column) for column in self.columns})

    def fingerprint(self) -> str:
        """Changes when the contract changes."""
        return repr(self)

    def _key_check(self, draft: ir.Table) -> Check:
        earlier = ibis.window(group_by=list(self.key), order_by=[draft.file, draft.row])
        value = reduce(lambda a, b: a + "|" + b, (_text(draft[name]) for name in self.key))
        remedy = "Keep one row for each value of the key."
        return Check("|".join(self.key), "duplicate", remedy, ibis.row_number().over(earlier) > 0, value)


def _as_struct(number: int, check: Check) -> ir.StructValue:
    return ibis.struct({"failed": check.failed, "check": ibis.literal(number), "value": check.value})


def _text(column: ir.Value) -> ir.StringValue:
    return column.cast("string").fill_null("")


def _typed(table: ir.Table, column: Column) -> ir.Value:
    value = table[column.name]
    if not value.type().is_string() or column.type in _TEXTUAL:
        return value if value.type().is_nested() else value.cast(column.type)
    return value.nullif("").try_cast(column.type)


def _column_checks(draft: ir.Table, column: Column) -> Iterator[Check]:
    value = draft[column.name]
    if value.type().is_nested():
        return
    text = _text(value)
    present = text != ""
    if column.required:
        yield Check(column.name, "missing", column.remedy, ~present, text)
    if column.pattern:
        yield Check(
            column.name, "pattern", column.remedy, present & ~text.re_search(f"^(?:{column.pattern})$"), text
        )
    if column.among:
        yield Check(column.name, column.among_code, column.remedy, present & text.notin(column.among), text)
    yield from _type_checks(value, text, column)
    yield from _range_checks(draft, text, column)


def _type_checks(value: ir.Value, text: ir.StringValue, column: Column) -> Iterator[Check]:
    if not value.type().is_string() or column.type in _TEXTUAL:
        return
    code = "not_a_date" if column.type == "date" else "not_a_number"
    failed = (text != "") & text.nullif("").try_cast(column.type).isnull()
    yield Check(column.name, code, column.remedy, failed, text)


def _range_checks(draft: ir.Table, text: ir.StringValue, column: Column) -> Iterator[Check]:
    typed = _typed(draft, column)
    for bound, failed in ((column.low, lambda low: typed < low), (column.high, lambda high: typed > high)):
        if bound is not None:
            yield Check(
                column.name, "out_of_range", column.remedy, failed(bound).fill_null(ibis.literal(False)), text
            )
