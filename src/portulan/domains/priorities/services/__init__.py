"""Verbs that write: decide on suggestions, write priorities, keep the ledger."""

from portulan.domains.priorities.services.deciding import InvalidError, Suggested, decide, record_outcome
from portulan.domains.priorities.services.ledger import Line, correct, write_line
from portulan.domains.priorities.services.matrix import VersionMovedError, write_matrix

__all__ = [
    "InvalidError",
    "Line",
    "Suggested",
    "VersionMovedError",
    "correct",
    "decide",
    "record_outcome",
    "write_line",
    "write_matrix",
]
