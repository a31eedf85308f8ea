"""Cooperations, always for a reader: what the reader may not see is not counted, listed, found or opened.

``reach`` is the reader's (``organisation.queries.reach_of``), ``at`` the day.
"""

from portulan.domains.cooperations.queries.desk import Work, work
from portulan.domains.cooperations.queries.dossier import draft, entries_of, file_of, journal_of, one, row_of
from portulan.domains.cooperations.queries.filters import Filters
from portulan.domains.cooperations.queries.found import found
from portulan.domains.cooperations.queries.lists import (
    by_number,
    cooperations,
    count,
    countries,
    drafts,
    due,
    saved_lists,
    seen,
    stages,
    to_take_up,
)
from portulan.domains.cooperations.queries.tally import Tally, changed, late, tally

__all__ = [
    "Filters",
    "Tally",
    "Work",
    "by_number",
    "changed",
    "cooperations",
    "count",
    "countries",
    "draft",
    "drafts",
    "due",
    "entries_of",
    "file_of",
    "found",
    "journal_of",
    "late",
    "one",
    "row_of",
    "saved_lists",
    "seen",
    "stages",
    "tally",
    "to_take_up",
    "work",
]
