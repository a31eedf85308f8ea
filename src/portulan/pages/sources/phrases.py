"""Sentences that are born below the web, in English, as they are said to a reader.

Analytics knows no translation: it hands out titles, reasons and remedies in English. They are marked for
translation here; a test compares this list with what analytics can say.
"""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.text import formats

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
    "type": gettext_lazy("The value is not of the type expected."),
    "too_many": gettext_lazy("The record names more authors than a work can have."),
    "schema": gettext_lazy("The file does not have the columns expected: its layout has changed."),
}

HOW: dict[str, Promise] = {
    "identifier": gettext_lazy("an identifier both know"),
    "match": gettext_lazy("its name, matched within the country"),
    "answer": gettext_lazy("the answer of a person"),
    "none": gettext_lazy("nothing: not linked"),
}

TITLES = (
    gettext_noop("CORDIS, European research projects"),
    gettext_noop("Co-authorship between countries, 1990-2018"),
    gettext_noop("HAL, co-publications of teams of two Inria centres, 2018-2024"),
    gettext_noop("Natural Earth, countries"),
    gettext_noop("OpenAlex institutions, the largest"),
    gettext_noop("RNSR, public research structures of France"),
    gettext_noop("ROR, Research Organization Registry"),
)

TAKING_IN = gettext_noop("Take units and parties into the register")
STEPS = (
    gettext_noop("Make the registry file"),
    gettext_noop("Link names to the registry"),
    gettext_noop("Compute figures"),
    gettext_noop("Write figures"),
    gettext_noop("Put to use"),
)
_READ = "Read "

OUTCOMES = (
    gettext_noop("Nothing had changed: the figures are those in use."),
    gettext_noop("The figures are new."),
)

REMEDIES = (
    gettext_noop("A field stands twice in the entry: keep one."),
    gettext_noop("Ask for the record again with all the fields of its authors."),
    gettext_noop("Each record is one of the registry, schema 1 or 2."),
    gettext_noop("Export the record again."),
    gettext_noop("Export the record again: its authors and their affiliations do not go together."),
    gettext_noop("Export the record again: no line ER ends it."),
    gettext_noop("Look for a LaTeX command without its end."),
    gettext_noop("Look for a brace or a quotation mark that is never closed."),
    gettext_noop("An arc is two vertex numbers and a value."),
    gettext_noop("Correct the value in the file, or take the row out."),
    gettext_noop("Declare it under *vertices."),
    gettext_noop("Each line is one record of the registry, schema 1 or 2."),
    gettext_noop("Give as many values, separated by semicolons, in every cell about bodies."),
    gettext_noop("It has no ISO code and is not shown."),
    gettext_noop("Keep one row for each value of the key."),
    gettext_noop("Look for a missing quotation mark."),
    gettext_noop("The PIC is shown instead."),
    gettext_noop("The PIC is shown instead; take the name from a newer extraction."),
    gettext_noop("The label of a vertex must be an ISO code of two letters (NA is Namibia)."),
    gettext_noop("Write the ISO code of two letters (EL and UK are understood; NA is Namibia)."),
    gettext_noop("Write the ISO code of two letters."),
    gettext_noop("Write the country's English name, or its ISO code of two letters."),
    gettext_noop("Write the day as 2017-01-31."),
    gettext_noop("Write euros with a point: 3990206.25, or NA."),
)

FIELDS = (
    gettext_noop("Chemical Sciences"),
    gettext_noop("Cognitive science"),
    gettext_noop("Computer Science"),
    gettext_noop("Engineering Sciences"),
    gettext_noop("Environmental Sciences"),
    gettext_noop("Humanities and Social Sciences"),
    gettext_noop("Life Sciences"),
    gettext_noop("Mathematics"),
    gettext_noop("Nonlinear Sciences"),
    gettext_noop("Physics"),
    gettext_noop("Quantitative Finance"),
    gettext_noop("Sciences of the Universe"),
    gettext_noop("Statistics"),
)


def in_words(text: str) -> str:
    """A sentence of analytics in the active language; as it is where it has no translation."""
    return gettext(text) if text else ""


def dated_source(source: str, as_of: SoftDate | date | str | None) -> str:
    """A source in the active language, with its date where that is known."""
    if not source or not as_of:
        return in_words(source)
    return gettext("%(source)s, %(as_of)s") % {"source": in_words(source), "as_of": formats.as_of(as_of)}


def reason_in_words(code: str) -> str:
    """Why a row was refused, as a whole sentence; the code where it is new."""
    return str(REASONS.get(code, code))


def how_in_words(how: str) -> str:
    """By what an organisation was recognised."""
    return str(HOW.get(how, how))


def step_in_words(label: str) -> str:
    """What a build is doing: ``Read ROR, Research Organization Registry``."""
    if label.startswith(_READ):
        return gettext("Reading %(source)s") % {"source": in_words(label.removeprefix(_READ))}
    return in_words(label)
