"""Sentences that are born below the web, in English, as they are said to a reader.

Analytics knows no translation: it hands out titles, reasons and remedies in English. They are marked for
translation here; a test compares this list with what analytics can say.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, gettext_noop

REASONS: dict[str, Promise] = {
    "missing": gettext_lazy("A value that is needed is empty."),
    "not_a_number": gettext_lazy("A value is not a number."),
    "not_a_date": gettext_lazy("A value is not a date."),
    "pattern": gettext_lazy("A value does not have the expected form."),
    "not_allowed": gettext_lazy("A value is not one of those allowed."),
    "out_of_range": gettext_lazy("A value is outside the range allowed."),
    "duplicate": gettext_lazy("The key is that of an earlier row."),
    "cells": gettext_lazy("The row does not have as many cells as the heading."),
    "person": gettext_lazy("The name may be that of a person, and is not taken."),
    "parallel": gettext_lazy("Cells that run in parallel do not hold the same number of values."),
    "country": gettext_lazy("The country is not one we know."),
    "json": gettext_lazy("The line is not a JSON object."),
    "encoding": gettext_lazy("The text is not in UTF-8."),
    "mojibake": gettext_lazy("The text was spoilt by a wrong character set and cannot be restored."),
    "too_long": gettext_lazy("The line is too long to be read safely."),
    "vertex": gettext_lazy("The line names a vertex that the file does not declare."),
    "unreadable": gettext_lazy("The line cannot be read."),
}

HOW: dict[str, Promise] = {
    "identifier": gettext_lazy("an identifier both know"),
    "exact name": gettext_lazy("the exact name and the country"),
    "none": gettext_lazy("nothing: not linked"),
}

TITLES = (gettext_noop("CORDIS, Horizon 2020 projects started 2014-2018"),)


def in_words(text: str) -> str:
    """A sentence of analytics in the active language; as it is where it has no translation."""
    return gettext(text) if text else ""


def reason_in_words(code: str) -> str:
    """Why a row was refused, as a whole sentence; the code where it is new."""
    return str(REASONS.get(code, code))


def how_in_words(how: str) -> str:
    """By what an organisation was recognised."""
    return str(HOW.get(how, how))
