"""Units on which a reader holds a verb."""

from collections.abc import Collection
from datetime import date

from portulan.domains.organisation.access import Reach, units_for
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.queries.reading import by_id
from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.organisation.vocabulary import UnitKind, Verb


def unit_within(code: str, *, reach: Reach, verb: Verb, at: date) -> UnitLine | None:
    """The unit of this code where the reader holds the verb on it; None else, as where there is none. Two queries."""
    rows = Unit.objects.filter(units_for(reach, verb), code=code)
    return next(iter(by_id(rows, at).values()), None)


def units_within(
    *, reach: Reach, verb: Verb, at: date, kinds: Collection[UnitKind], limit: int = 200
) -> tuple[UnitLine, ...]:
    """Units of these kinds that exist on the day and on which the reader holds the verb, in the pack's order."""
    if not reach.scopes(verb):
        return ()
    rows = Unit.objects.at(at).filter(units_for(reach, verb), kind__in=kinds)
    return tuple(by_id(rows.order_by("rank", "code")[:limit], at).values())


def holds_on(code: str, *, reach: Reach, verb: Verb) -> bool:
    """Whether the reader holds the verb on the unit of this code; no query for who holds it nowhere."""
    return bool(reach.scopes(verb)) and Unit.objects.filter(units_for(reach, verb), code=code).exists()
