"""Who may read and act on suggestions, edit priorities, write a ledger: filters and predicates that agree."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.functional import Promise

from portulan.domains.organisation.access import (
    Links,
    Reach,
    covered_by,
    covers,
    may,
)
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.priorities.models import Decision, LedgerLine
from portulan.domains.priorities.vocabulary import NOT_ACT, NOT_EDIT, NOT_LEDGER

DECISIONS = Links(units="unit_id")
LEDGER = Links(countries="partner__country_id")
PARTNERS = Links(countries="country_id")


class PrioritiesRefusedError(PermissionError):
    """The person may not; the message says why, to the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))


class UnknownError(PrioritiesRefusedError):
    """The person may not even know that it exists: answered as what does not exist."""


def visible_to(reach: Reach) -> Q:
    """Decisions on suggestions of units where the reader reads the radar; the pair of ``may_read``."""
    return covered_by(reach, Verb.RADAR_READ, DECISIONS)


def may_read(reach: Reach, decision: Decision) -> bool:
    return covers(reach, Verb.RADAR_READ, units=(decision.unit_id,))


def countries_read(reach: Reach) -> frozenset[int] | None:
    """The countries (row numbers) to which the reader's radar is limited; None: all. Empty for who reads none."""
    limits: frozenset[int] = frozenset()
    for scope in reach.scopes(Verb.RADAR_READ):
        if scope.countries is None:
            return None
        limits |= scope.countries
    return limits


def require_act(reach: Reach, *, unit: int, countries: Collection[int] | None) -> None:
    if not covers(reach, Verb.RADAR_READ, units=(unit,)):
        raise UnknownError(NOT_ACT)
    if not covers(reach, Verb.RADAR_ACT, units=(unit,), countries=countries):
        raise PrioritiesRefusedError(NOT_ACT)


def require_edit(reach: Reach) -> None:
    """The matrix is one for the whole organisation."""
    if not any(scope.is_whole for scope in reach.scopes(Verb.PRIORITIES_EDIT)):
        raise PrioritiesRefusedError(NOT_EDIT)


def may_edit(reach: Reach) -> bool:
    return any(scope.is_whole for scope in reach.scopes(Verb.PRIORITIES_EDIT))


def may_see_matrix(reach: Reach) -> bool:
    return may(reach, Verb.STEERING_READ) or may(reach, Verb.PRIORITIES_EDIT)


def ledger_visible_to(reach: Reach) -> Q:
    """Lines with partners of a country where the reader reads partners; the pair of ``may_read_ledger``."""
    return covered_by(_of_the_whole(reach, Verb.PARTNER_READ), Verb.PARTNER_READ, LEDGER)


def ledgers_read_by(reach: Reach) -> Q:
    """Partners whose ledger the reader may see, as a filter on them; the pair of ``may_read_ledger_in``."""
    return covered_by(_of_the_whole(reach, Verb.PARTNER_READ), Verb.PARTNER_READ, PARTNERS)


def _of_the_whole(reach: Reach, verb: Verb) -> Reach:
    """The reach without scopes of units: the ledger is the whole organisation's and names none of them."""
    return Reach({verb: tuple(scope for scope in reach.scopes(verb) if scope.units is None)})


def may_read_ledger(reach: Reach, line: LedgerLine) -> bool:
    return may_read_ledger_in(reach, line.partner.country_id)


def may_read_ledger_in(reach: Reach, country: int | None) -> bool:
    return covers(reach, Verb.PARTNER_READ, units=(), countries=() if country is None else (country,))


def may_write_ledger(reach: Reach, country: int | None) -> bool:
    return covers(reach, Verb.PARTNER_EDIT, units=(), countries=() if country is None else (country,))


def require_ledger(reach: Reach, country: int | None) -> None:
    if not may_read_ledger_in(reach, country):
        raise UnknownError(NOT_LEDGER)
    if not may_write_ledger(reach, country):
        raise PrioritiesRefusedError(NOT_LEDGER)
