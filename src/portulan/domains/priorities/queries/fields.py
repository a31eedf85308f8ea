"""Fields of the matrix: our institutes and centres."""

from collections.abc import Iterable
from datetime import date

from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.queries.reading import lines
from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.organisation.vocabulary import UnitKind

FIELDS = (UnitKind.INSTITUTE, UnitKind.CENTRE)


def fields(at: date) -> tuple[UnitLine, ...]:
    """Those that exist on the day, in the pack's order."""
    return lines(Unit.objects.at(at).filter(kind__in=FIELDS).order_by("rank", "code"), at)


def units_named(codes: Iterable[str], at: date) -> dict[str, UnitLine]:
    """Units by code, also those that have ended since."""
    return {one.code: one for one in lines(Unit.objects.filter(code__in=set(codes)), at)}
