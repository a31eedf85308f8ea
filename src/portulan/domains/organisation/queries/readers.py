"""The reach of whoever signs in with an account, read once for a request."""

from datetime import date
from typing import Any

from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.organisation.queries.mandates import reach_of
from portulan.domains.people.queries import person_of

_KEPT = "_reach_of_the_day"


def reach_of_account(account: Any, at: date) -> Reach:
    """What the person of an account may do on ``at``; kept on the account, which lives as long as its request.

    The page and the frame around it ask the same: at most two queries for both.
    """
    if not getattr(account, "is_authenticated", False):
        return NOBODY
    kept: tuple[date, Reach] | None = getattr(account, _KEPT, None)
    if kept is None or kept[0] != at:
        kept = (at, reach_of(person_of(account), at))
        setattr(account, _KEPT, kept)
    return kept[1]
