"""Housekeeping of the queue itself."""

from datetime import timedelta

from django.db.models import Q

from portulan.foundations.tasks.models import Run
from portulan.foundations.tasks.registry import Work, every, task
from portulan.foundations.tasks.services import SCHEDULE
from portulan.foundations.tasks.vocabulary import State

_REGULAR_KEPT = timedelta(days=1)
_ASKED_KEPT = timedelta(days=90)


@task("tasks.prune")
def prune(work: Work) -> str:
    """Forget regular runs done a day ago, and all others ended three months ago."""
    regular = Q(by_uid=SCHEDULE.uid, state=State.DONE, finished_at__lt=work.at - _REGULAR_KEPT)
    ended = Q(state__in=(State.DONE, State.FAILED), finished_at__lt=work.at - _ASKED_KEPT)
    count, _ = Run.objects.filter(regular | ended).delete()
    return str(count)


every(timedelta(days=1), "tasks.prune")
