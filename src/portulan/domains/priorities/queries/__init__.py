"""Decisions on suggestions, the matrix of priorities with the portfolio over it, and ledgers: for somebody."""

from portulan.domains.priorities.queries.areas import Area, areas
from portulan.domains.priorities.queries.decided import Acted, acted_on, decided, tally
from portulan.domains.priorities.queries.fields import fields, units_named
from portulan.domains.priorities.queries.ledger import LineView, ledger, ledger_partner
from portulan.domains.priorities.queries.matrix import Laid, MatrixView, Spot, laid, matrix, versions

__all__ = [
    "Acted",
    "Area",
    "Laid",
    "LineView",
    "MatrixView",
    "Spot",
    "acted_on",
    "areas",
    "decided",
    "fields",
    "laid",
    "ledger",
    "ledger_partner",
    "matrix",
    "tally",
    "units_named",
    "versions",
]
