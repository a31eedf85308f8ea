"""What a source now says against the register: kept in a queue for a person, never written over what we hold."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.partners import access
from portulan.domains.partners.models import Conflict, Identifier, Partner
from portulan.domains.partners.services.refusal import PartnerRefusedError, refuse_access
from portulan.domains.partners.vocabulary import (
    CONFLICT_FIND,
    CONFLICT_SETTLE,
    ConflictKind,
    PartnerOrigin,
    Settlement,
)
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import Change, record, record_many
from portulan.foundations.model.softdate import SoftDate
from portulan.insight.figures import Figures

_BY_STATUS = {"withdrawn": ConflictKind.RECORD_WITHDRAWN, "inactive": ConflictKind.RECORD_INACTIVE}
_NUMBERS = ("pic", "wikidata", "isni", "grid", "fundref")
SOURCE = "ROR"


@dataclass(frozen=True, slots=True)
class _Said:
    """A conflict before it is a row."""

    partner: Partner
    kind: ConflictKind
    subject: str
    held: dict[str, Any]
    said: dict[str, Any]


def find_conflicts(*, figures: Figures, by: Actor, at: datetime) -> int:
    """Compare every partner that the registry knows with what it says now; new conflicts join the queue.

    What a person settled stays settled until the source says something else. Gives how many are new.
    """
    if figures.source("ror").missing:
        return 0
    settled = {
        (row.partner_id, row.kind, row.subject): row.said
        for row in Conflict.objects.order_by("found_at", "id")
    }
    opened = set(
        Conflict.objects.filter(settled_at__isnull=True).values_list("partner_id", "kind", "subject")
    )
    found = [*_records(figures), *_numbers(figures)]
    new = [
        Conflict(
            partner=one.partner,
            kind=one.kind,
            subject=one.subject,
            held=one.held,
            said=one.said,
            source=SOURCE,
            found_at=at,
        )
        for one in found
        if (told := (one.partner.pk, one.kind.value, one.subject)) not in opened
        and settled.get(told) != one.said
    ]
    with transaction.atomic():
        Conflict.objects.bulk_create(new)
        changes = [Change(row, None, {"held": row.held, "said": row.said}) for row in new]
        record_many(by=by, verb=CONFLICT_FIND, changes=changes, at=at)
    return len(new)


def _records(figures: Figures) -> Iterator[_Said]:
    """Records that the registry withdrew, ended, or has no longer."""
    rows = list(Partner.objects.filter(ror__isnull=False, merged_into__isnull=True).order_by("id"))
    known = figures.standing([f"ror-{row.ror}" for row in rows])
    for row in rows:
        key = f"ror-{row.ror}"
        one = known.get(key)
        held = {"status": row.status}
        if one is None:
            if (
                row.origin == PartnerOrigin.REGISTRY
            ):  # the others were never read from the registry's own records
                yield _Said(row, ConflictKind.RECORD_GONE, key, held, {"status": "gone"})
        elif (kind := _BY_STATUS.get(one.status)) and one.status != row.status:
            whole = figures.organisation(key)
            after = whole.successors if whole else ()
            said = {
                "status": one.status,
                "keys": [ref.key for ref in after],
                "names": [ref.name for ref in after],
            }
            yield _Said(row, kind, key, held, said)


def _numbers(figures: Figures) -> Iterator[_Said]:
    """Numbers that we hold for a partner and that the sources now give to another organisation only."""
    rows = Identifier.objects.filter(until__isnull=True, kind__in=_NUMBERS, partner__merged_into__isnull=True)
    by_kind: dict[str, list[Identifier]] = defaultdict(list)
    for row in rows.select_related("partner").order_by("id"):
        by_kind[row.kind].append(row)
    for kind, held in by_kind.items():
        bearers = figures.bearers(kind, [row.value for row in held])
        for row in held:
            others = [key for key in bearers.get(row.value, ()) if key.startswith("ror-")]
            if others and row.partner.key not in others:
                names = figures.standing(others)
                said = {"keys": others, "names": [names[key].name for key in others if key in names]}
                kept = {"key": row.partner.key, "name": row.partner.name[:300]}
                yield _Said(row.partner, ConflictKind.IDENTIFIER_REUSED, f"{kind} {row.value}", kept, said)


def settle_conflict(
    *, uid: UUID, settlement: str, by: Actor, at: datetime, today: date, reach: Reach = NOBODY
) -> Conflict:
    """Keep what we had, or take what the source says: a number then ends here, a status is written."""
    choice = Settlement(settlement)
    with transaction.atomic():
        row = (
            Conflict.objects.select_for_update(of=("self",)).select_related("partner").filter(uid=uid).first()
        )
        if row is None or not access.may_edit(by, reach, row.partner):
            refuse_access()
        if row.settled_at is not None:
            raise PartnerRefusedError(_("This was settled already."))
        if choice == Settlement.TAKEN:
            _take(row, today)
        row.settled_at, row.settled_by, row.settlement = at, by.label[:250], choice.value
        row.save(update_fields=["settled_at", "settled_by", "settlement"])
        record(
            by=by,
            verb=CONFLICT_SETTLE,
            on=row,
            at=at,
            before=row.held,
            after={"settlement": choice.value, **row.said},
        )
    return row


def _take(row: Conflict, today: date) -> None:
    partner = row.partner
    if row.kind == ConflictKind.IDENTIFIER_REUSED:
        kind, _space, value = row.subject.partition(" ")
        held = Identifier.objects.filter(partner=partner, kind=kind, value=value, until__isnull=True)
        held.update(until=SoftDate(today.isoformat()))
    else:
        status = str(row.said.get("status", "withdrawn"))
        Partner.objects.filter(pk=partner.pk).update(status=status, version=partner.version + 1)
