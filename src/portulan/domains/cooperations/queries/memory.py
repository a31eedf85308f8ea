"""Counts given again while no cooperation changed: a count over 100,000 rows is asked often and changes seldom."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, datetime
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from portulan.domains.cooperations.models import Cooperation
from portulan.domains.cooperations.queries.filters import Filters
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb

T = TypeVar("T")
KEPT, SECONDS = 512, 60.0  # answers in memory; how long one is given again at most
_known: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
_lock = Lock()


def kept(
    what: str,
    *,
    reach: Reach,
    at: date,
    filters: Filters | None = None,
    also: Hashable = None,
    verbs: tuple[Verb, ...] = (Verb.COOPERATION_READ,),
    make: Callable[[], T],
) -> T:
    """What ``make`` gives, or gave for this question; one query to know whether a cooperation changed.

    An answer is of one person with the scopes of today (of the ``verbs`` it depends on) and of the instant of the last
    change: every write to a cooperation, to its people and its links sets ``changed_at``, and a mandate that ends is
    another question. ``also`` is what else it depends on.
    """
    scopes = tuple(frozenset(reach.scopes(verb)) for verb in verbs)
    question = (what, scopes, reach.person, filters, at, also, _last_change())
    with _lock:
        held = _known.get(question)
    if held and monotonic() - held[0] < SECONDS:
        return held[1]
    answer = make()
    with _lock:
        _known[question] = (monotonic(), answer)
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return answer


def forget() -> None:
    """Keep nothing: where the database itself was put back, as tests do."""
    with _lock:
        _known.clear()


def _last_change() -> datetime | None:
    return Cooperation.objects.order_by("-changed_at", "-id").values_list("changed_at", flat=True).first()
