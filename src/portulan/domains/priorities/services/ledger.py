"""Our side of a ledger with a partner: what we give and get in kind and in money, by civil year, with its history."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from portulan.domains.cooperations import access as cooperation_access
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.organisation.access import Reach
from portulan.domains.partners import access as partner_access
from portulan.domains.partners.queries import partner_row
from portulan.domains.priorities import access
from portulan.domains.priorities.models import LedgerLine
from portulan.domains.priorities.services.deciding import InvalidError
from portulan.domains.priorities.vocabulary import (
    AMOUNT_MISSING,
    CURRENCIES,
    LEDGER_CORRECT,
    LEDGER_WRITE,
    MONTHS_MISSING,
    NOT_LEDGER,
    TEXT_NEEDED,
    YEAR_WRONG,
    LedgerKind,
    Side,
)
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record

MOST_CENTS = 10**13
MOST_TENTHS = 12_000
_AMOUNT = re.compile(r"\d{1,13}(\.\d{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """As a person writes it: ``amount`` is money in units of ``currency``, or people-months, by ``kind``."""

    side: str
    kind: str
    year: int
    text: str
    amount: str = ""
    currency: str = ""
    cooperation: UUID | None = None


@transaction.atomic
def write_line(*, partner: str, line: Line, by: Actor, reach: Reach, at: datetime, today: date) -> LedgerLine:
    """Add a line; raises UnknownError, PrioritiesRefusedError, InvalidError."""
    row = partner_row(partner)
    if row is None or not partner_access.may_read(reach, row):
        raise access.UnknownError(NOT_LEDGER)
    access.require_ledger(reach, row.country_id)
    made = LedgerLine.objects.create(partner=row, at=at, **_values(line, reach, today), **columns(by))
    record(by=by, verb=LEDGER_WRITE, on=made, at=at, after=_told(made))
    return made


@transaction.atomic
def correct(
    *, uid: UUID, line: Line | None, by: Actor, reach: Reach, at: datetime, today: date
) -> LedgerLine:
    """Put another line in the place of one, which stays in the history; without ``line`` it is only taken back."""
    held = (
        LedgerLine.objects.select_for_update(of=("self",))
        .select_related("partner")
        .filter(access.ledger_visible_to(reach), uid=uid, replaced_by__isnull=True, withdrawn=False)
        .first()
    )
    if held is None:
        raise access.UnknownError(NOT_LEDGER)
    access.require_ledger(reach, held.partner.country_id)
    names = ("side", "kind", "year", "cents", "currency", "month_tenths", "text", "cooperation_id")
    values = _values(line, reach, today) if line else {name: getattr(held, name) for name in names}
    made = LedgerLine.objects.create(
        partner=held.partner, replaces=held, withdrawn=line is None, at=at, **values, **columns(by)
    )
    record(
        by=by, verb=LEDGER_CORRECT, on=made, at=at, before=_told(held), after=_told(made) if line else None
    )
    return made


def _values(line: Line, reach: Reach, today: date) -> dict[str, Any]:
    Side(line.side)
    LedgerKind(line.kind)
    text = " ".join(line.text.split())[:300]
    if not text:
        raise InvalidError("text", TEXT_NEEDED)
    if not 1990 <= line.year <= today.year + 1:
        raise InvalidError("year", YEAR_WRONG)
    values = {"side": line.side, "kind": line.kind, "year": line.year, "text": text}
    return values | _amount(line) | {"cooperation": _cooperation(line.cooperation, reach)}


def _amount(line: Line) -> dict[str, Any]:
    if line.kind == LedgerKind.MONEY:
        cents = _whole(line.amount, 100, MOST_CENTS)
        if cents is None or line.currency not in CURRENCIES:
            raise InvalidError("amount", AMOUNT_MISSING)
        return {"cents": cents, "currency": line.currency}
    if line.kind == LedgerKind.PEOPLE:
        tenths = _whole(line.amount, 10, MOST_TENTHS)
        if not tenths:
            raise InvalidError("amount", MONTHS_MISSING)
        return {"month_tenths": tenths}
    return {}


def _whole(text: str, times: int, most: int) -> int | None:
    """The amount times 100, or 10, where that is a whole number of it; None else."""
    plain = text.strip().replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not _AMOUNT.fullmatch(plain):
        return None
    found = Decimal(plain) * times
    return int(found) if found == found.to_integral_value() and found <= most else None


def _cooperation(uid: UUID | None, reach: Reach) -> Cooperation | None:
    if uid is None:
        return None
    row = Cooperation.objects.filter(cooperation_access.visible_to(reach), uid=uid).first()
    if row is None:
        raise access.UnknownError(NOT_LEDGER)
    return row


def _told(line: LedgerLine) -> dict[str, Any]:
    return {
        "side": line.side,
        "kind": line.kind,
        "year": line.year,
        "cents": line.cents,
        "currency": line.currency,
        "month_tenths": line.month_tenths,
        "text": line.text,
    }
