"""Cooperations, always for a reader: what the reader may not see is not counted, listed, found or opened.

``reach`` is the reader's (``organisation.queries.reach_of``), ``at`` the day.
"""

from portulan.domains.cooperations.queries.alike import alike
from portulan.domains.cooperations.queries.desk import Work, work
from portulan.domains.cooperations.queries.dossier import (
    draft,
    entries_of,
    file_of,
    journal_of,
    journal_within,
    one,
    row_of,
    view_of,
)
from portulan.domains.cooperations.queries.filters import Filters
from portulan.domains.cooperations.queries.found import found, missing, refused
from portulan.domains.cooperations.queries.lists import (
    by_number,
    cooperations,
    count,
    countries,
    drafts,
    due,
    lines,
    named_partners,
    saved_lists,
    seen,
    stages,
    to_take_up,
)
from portulan.domains.cooperations.queries.suggesting import (
    fields_of_science,
    known_with,
    may_look_up,
    named_units,
    own_units,
    people,
    unit_choices,
    units,
)
from portulan.domains.cooperations.queries.tally import Level, Tally, changed, late, level, tally

__all__ = [
    "Filters",
    "Level",
    "Tally",
    "Work",
    "alike",
    "by_number",
    "changed",
    "cooperations",
    "count",
    "countries",
    "draft",
    "drafts",
    "due",
    "entries_of",
    "fields_of_science",
    "file_of",
    "found",
    "journal_of",
    "journal_within",
    "known_with",
    "late",
    "level",
    "lines",
    "may_look_up",
    "missing",
    "named_partners",
    "named_units",
    "one",
    "own_units",
    "people",
    "refused",
    "row_of",
    "saved_lists",
    "seen",
    "stages",
    "tally",
    "to_take_up",
    "unit_choices",
    "units",
    "view_of",
    "work",
]
