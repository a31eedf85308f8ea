"""Write to the journal, in the transaction of the change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.models import Entry, PersonalValue
from portulan.foundations.journal.request import request_id as current_request_id
from portulan.foundations.model.base import Row

Values = Mapping[str, Any]
LABEL = "label"
_BATCH = 500


class OutsideTransactionError(RuntimeError):
    """The journal was written outside the transaction of the change it tells."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row; ``before`` is None for a birth, ``after`` for an end."""

    on: Row
    before: Values | None = None
    after: Values | None = None


def record(
    *,
    by: Actor,
    verb: str,
    on: Row,
    at: datetime,
    before: Values | None = None,
    after: Values | None = None,
    request_id: str = "",
) -> None:
    """Tell one change; see ``record_many``."""
    record_many(by=by, verb=verb, changes=[Change(on, before, after)], at=at, request_id=request_id)


def record_many(
    *, by: Actor, verb: str, changes: Iterable[Change], at: datetime, request_id: str = ""
) -> int:
    """Tell many changes under one verb and give back how many.

    Fields that a model names in ``personal_fields`` go to side rows, and so does its label. Without
    ``request_id`` the entry carries that of the present request. Raises OutsideTransactionError outside an
    atomic block.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(
            f"{verb}: the journal is written in the transaction of the change: "
            "open transaction.atomic() around both."
        )
    known = list(changes)
    asked = request_id or current_request_id()
    entries = [_entry(change, by=by, verb=verb, at=at, request_id=asked) for change in known]
    Entry.objects.bulk_create(entries, batch_size=_BATCH)
    side = [value for entry, change in zip(entries, known, strict=True) for value in _personal(entry, change)]
    PersonalValue.objects.bulk_create(side, batch_size=_BATCH)
    return len(entries)


def _entry(change: Change, *, by: Actor, verb: str, at: datetime, request_id: str) -> Entry:
    private = _personal_fields(change.on)
    return Entry(
        at=at,
        verb=verb,
        kind=change.on._meta.label_lower,
        object_uid=change.on.uid,
        object_label="" if private else str(change.on)[:300],
        before=_without(change.before, private),
        after=_without(change.after, private),
        request_id=request_id,
        **columns(by),
    )


def _personal(entry: Entry, change: Change) -> Iterator[PersonalValue]:
    private = _personal_fields(change.on)
    if not private:
        return
    before, after = change.before or {}, change.after or {}
    for field in private:
        if field in before or field in after:
            yield PersonalValue(entry=entry, field=field, before=before.get(field), after=after.get(field))
    yield PersonalValue(entry=entry, field=LABEL, after=str(change.on))


def _personal_fields(row: Row) -> tuple[str, ...]:
    return getattr(row, "personal_fields", ())


def _without(values: Values | None, private: tuple[str, ...]) -> dict[str, Any] | None:
    return None if values is None else {name: value for name, value in values.items() if name not in private}
