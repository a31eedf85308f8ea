"""Who works on a run: taken under a lease, kept alive, given back, ended.

Each write says whose attempt it is: a worker taken for dead that comes back changes nothing.
"""

import traceback
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from portulan.foundations.tasks.models import Run
from portulan.foundations.tasks.registry import Progress
from portulan.foundations.tasks.vocabulary import FIRST_RETRY, LAST_RETRY, LEASE, LOSSES, State

_TRACE = 8000


def claim(*, worker: str, at: datetime) -> Run | None:
    """The next run to work on, now leased to ``worker``; None when nothing is due."""
    if not claimable(at).exists():  # no lock is taken while nothing is due
        return None
    with transaction.atomic():
        run = claimable(at).select_for_update(skip_locked=True).order_by("due_at", "id").first()
        if run is None:
            return None
        if run.attempts - run.failures >= LOSSES:
            _give_up(run, at=at)
            return None
        _take(run, worker=worker, at=at)
    return run


def claimable(at: datetime) -> QuerySet[Run]:
    """What may be worked on: due, with no equal one running, or left by a dead worker."""
    same_key = Run.objects.filter(key=OuterRef("key"), state=State.RUNNING).exclude(key="")
    waiting = Q(state=State.WAITING, due_at__lte=at) & ~Exists(same_key)
    return Run.objects.filter(waiting | Q(state=State.RUNNING, lease_until__lt=at))


def _take(run: Run, *, worker: str, at: datetime) -> None:
    run.state, run.worker = State.RUNNING, worker
    run.started_at, run.lease_until = at, at + LEASE
    run.attempts += 1
    run.save(update_fields=("state", "worker", "started_at", "lease_until", "attempts"))


def _give_up(run: Run, *, at: datetime) -> None:
    run.state, run.finished_at = State.FAILED, at
    run.error = f"{LOSSES} workers ended while it ran, the last one {run.worker}."
    run.save(update_fields=("state", "finished_at", "error"))


def keep(run: Run, *, at: datetime, progress: Progress) -> bool:
    """Renew the lease and write how far the run is; False when the run is no longer ours."""
    return _write(
        run,
        lease_until=at + LEASE,
        progress_done=max(0, progress.done),
        progress_total=max(0, progress.total),
        progress_label=progress.label[:200],
    )


def finish(run: Run, *, at: datetime, outcome: str) -> bool:
    """The run is done."""
    return _write(run, state=State.DONE, finished_at=at, outcome=outcome, error="", trace="")


def release(run: Run, *, at: datetime) -> bool:
    """Back to the queue as if it had not started."""
    return _wait_again(run, due_at=at, attempts=F("attempts") - 1)


def fail(run: Run, *, at: datetime, error: BaseException, attempts: int) -> bool:
    """The run ended in an error: tried again later until ``attempts`` errors are reached."""
    failures = run.failures + 1
    told: dict[str, Any] = {
        "failures": failures,
        "error": f"{type(error).__name__}: {error}",
        "trace": "".join(traceback.format_exception(error))[-_TRACE:],
    }
    if failures >= attempts:
        return _write(run, state=State.FAILED, finished_at=at, **told)
    return _wait_again(run, due_at=at + _pause(failures), **told)


def _pause(failures: int) -> timedelta:
    return min(LAST_RETRY, FIRST_RETRY * 4 ** (failures - 1))


def _wait_again(run: Run, *, due_at: datetime, **values: Any) -> bool:
    try:
        with transaction.atomic():
            return _write(run, state=State.WAITING, due_at=due_at, lease_until=None, **values)
    except IntegrityError:  # an equal one already waits: it will do the work
        return _write(run, state=State.FAILED, finished_at=due_at, **values)


def _write(run: Run, **values: Any) -> bool:
    ours = Run.objects.filter(pk=run.pk, state=State.RUNNING, attempts=run.attempts)
    return ours.update(**values) == 1
