"""Ask for background work; start the regular tasks that are due."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.tasks import registry
from portulan.foundations.tasks.models import Run, Schedule
from portulan.foundations.tasks.vocabulary import State

SCHEDULE = Actor(uid="system:schedule", label="schedule")
_LONGEST_LOOK = timedelta(minutes=1)


def enqueue(
    *,
    name: str,
    by: Actor,
    at: datetime,
    args: Mapping[str, Any] | None = None,
    key: str = "",
    due: datetime | None = None,
) -> Run:
    """Ask for a run, in the caller's transaction: no commit, no run.

    With a ``key``, at most one run waits and one is running; an equal one that waits is given back, not later
    than asked, and cannot start before the caller's transaction ends. Raises registry.UnknownTaskError.
    """
    registry.job(name)
    run = Run(name=name, args=dict(args or {}), key=key, queued_at=at, due_at=due or at, **columns(by))
    return _one_per_key(run) if key else _saved(run)


def _saved(run: Run) -> Run:
    run.save(force_insert=True)
    return run


@transaction.atomic
def _one_per_key(run: Run) -> Run:
    while True:
        waiting = Run.objects.select_for_update().filter(key=run.key, state=State.WAITING).first()
        if waiting:
            return _not_later(waiting, due_at=run.due_at)
        try:
            with transaction.atomic():
                return _saved(run)
        except IntegrityError:
            run.pk = None  # another asked at the same moment: take theirs, unless it has just started


def _not_later(waiting: Run, *, due_at: datetime) -> Run:
    if due_at < waiting.due_at:
        waiting.due_at = due_at
        waiting.save(update_fields=("due_at",))
    return waiting


def start_regular(*, at: datetime) -> datetime:
    """Queue each regular task that is due, once however long it was missed; gives back when to look again."""
    known = dict(Schedule.objects.values_list("name", "next_at"))
    nexts = [
        _start(name=name, period=period, next_at=known.get(name), at=at)
        for name, period in registry.regular().items()
    ]
    return min([*nexts, at + _LONGEST_LOOK])


def _start(*, name: str, period: timedelta, next_at: datetime | None, at: datetime) -> datetime:
    if next_at is not None and next_at > at:
        return next_at
    with transaction.atomic():
        if _moved(name=name, next_at=next_at, to=at + period):
            enqueue(name=name, by=SCHEDULE, at=at, key=name)
    return at + period


def _moved(*, name: str, next_at: datetime | None, to: datetime) -> bool:
    """Whether it was we, and no other worker, who moved the date."""
    if next_at is None:
        return Schedule.objects.get_or_create(name=name, defaults={"next_at": to})[1]
    return Schedule.objects.filter(name=name, next_at=next_at).update(next_at=to) == 1
