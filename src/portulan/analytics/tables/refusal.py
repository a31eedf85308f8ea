"""Why something was not taken, said so that a person can mend it."""

from dataclasses import dataclass

REASONS: dict[str, str] = {
    "missing": "is empty, and a value is needed.",
    "not_a_number": "is not a number.",
    "not_a_date": "is not a date.",
    "pattern": "does not have the expected form.",
    "not_allowed": "is not one of the values allowed.",
    "out_of_range": "is outside the range allowed.",
    "duplicate": "is the key of an earlier row.",
    "cells": "The row does not have as many cells as the heading.",
    "person": "may be the name of a person, and is not taken.",
    "parallel": "The cells that run in parallel do not hold the same number of values.",
    "country": "is not a country we know.",
    "json": "The line is not a JSON object.",
    "encoding": "is not text in UTF-8.",
    "mojibake": "was spoilt by a wrong character set and cannot be restored.",
    "too_long": "is too long to be read safely.",
    "too_large": "grows far larger than its size on disk announces.",
    "truncated": "ends before its end.",
    "empty": "is empty.",
    "wrong_source": "is not a file of this source.",
    "unknown_format": "is in no format we know.",
    "vertex": "names a vertex that the file does not declare.",
    "busy": "is in use.",
    "unreadable": "cannot be read.",
    "type": "is not of the type expected.",
    "too_many": "names more authors than a work can have.",
    "schema": "does not have the columns expected: the layout has changed.",
}


COLUMNS = ("file", "row", "column", "value", "reason", "remedy", "code")
_LONGEST = 300  # characters of a value that are shown


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused row, or part of a row. ``row`` counts lines from 1, the heading included; ``code`` is of REASONS."""

    file: str
    row: int
    column: str
    value: str
    code: str
    remedy: str

    @property
    def reason(self) -> str:
        return REASONS[self.code]

    def cells(self) -> tuple[str, ...]:
        """A row of a CSV file, in the order of COLUMNS, that no spreadsheet takes for a formula."""
        short = self.value if len(self.value) <= _LONGEST else self.value[: _LONGEST - 3] + "..."
        value = f"'{short}" if short[:1] in {"=", "+", "-", "@", "\t", "\r"} else short
        return self.file, str(self.row), self.column, value, self.reason, self.remedy, self.code

    def __str__(self) -> str:
        where = ", ".join(
            part for part in (self.file, f"line {self.row}" if self.row else "", self.column) if part
        )
        shown = f" {self.value!r}" if self.value else ""
        return f"{where}:{shown} {self.reason} {self.remedy}"


class UnusableError(Exception):
    """A whole file cannot be used; the build stops and what was published stays in use."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
