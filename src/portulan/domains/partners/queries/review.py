"""What waits for a person: what sources say otherwise, answers that the registry contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.models import Conflict, Partner
from portulan.domains.partners.queries.pins import PinView, pins
from portulan.domains.partners.vocabulary import SHOWN_NAME, ConflictKind
from portulan.insight.figures import published


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What a source says against the register."""

    uid: str
    kind: str
    kind_label: str
    subject: str
    partner_key: str
    partner: str
    said: tuple[tuple[str, str], ...]  # organisations that the source names: key and name
    source: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Contradicted:
    """An answer in force, and what the registry says of its organisations by now."""

    pin: PinView
    told: tuple[tuple[str, str, str], ...]  # key, name, status: gone, inactive, withdrawn
    successors: tuple[tuple[str, str], ...]


def conflicts(*, reach: Reach, limit: int = 100) -> tuple[ConflictView, ...]:
    """Conflicts about partners on which the reader may write, the latest first."""
    mine = Partner.objects.filter(access.partners_for(reach, Verb.PARTNER_EDIT))
    rows = Conflict.objects.filter(settled_at__isnull=True, partner__in=mine.values("pk")).select_related(
        "partner"
    )
    return tuple(_conflict(row) for row in rows.order_by("-found_at", "-id")[:limit])


def conflicts_of(partner: Partner) -> tuple[ConflictView, ...]:
    """Open conflicts about one partner; the caller has asked who may know of it."""
    rows = Conflict.objects.filter(settled_at__isnull=True, partner=partner).select_related("partner")
    return tuple(_conflict(row) for row in rows.order_by("-found_at", "-id"))


def _conflict(row: Conflict) -> ConflictView:
    keys: Sequence[Any] = row.said.get("keys") or ()
    names: Sequence[Any] = row.said.get("names") or keys
    return ConflictView(
        uid=str(row.uid),
        kind=row.kind,
        kind_label=str(ConflictKind(row.kind).label),
        subject=row.subject,
        partner_key=row.partner.key,
        partner=row.partner.name[:SHOWN_NAME],
        said=tuple((str(key), str(name)) for key, name in zip(keys, names, strict=False)),
        source=row.source,
        found_at=row.found_at,
    )


def contradicted_pins(*, lake: Path) -> tuple[Contradicted, ...]:
    """Answers whose organisations the registry ended, withdrew or has no longer since they were given."""
    figures = published(lake)
    held = [one for one in pins() if one.keys]
    if figures is None or not held or figures.source("ror").missing:
        return ()
    standing = figures.standing(sorted({key for one in held for key in one.keys}))
    found = []
    for one in held:
        told = []
        for key in one.keys:
            now = standing.get(key)
            status = now.status if now else "gone"
            if status in ("inactive", "withdrawn", "gone") and status != one.seen.get(key):
                told.append((key, now.name if now else key, status))
        if told:
            successors = [
                (ref.key, ref.name)
                for key, _name, _status in told
                if (whole := figures.organisation(key))
                for ref in whole.successors
            ]
            found.append(Contradicted(one, tuple(told), tuple(successors)))
    return tuple(found)
