"""Read background work; the caller has asked who may."""

from uuid import UUID

from portulan.foundations.tasks.models import Run
from portulan.foundations.tasks.vocabulary import OPEN


def run(uid: UUID) -> Run | None:
    """One run."""
    return Run.objects.filter(uid=uid).first()


def recent(limit: int = 50) -> list[Run]:
    """The latest runs, those asked by the schedule among them."""
    return list(Run.objects.order_by("-queued_at", "-id")[:limit])


def latest(name: str) -> Run | None:
    """The latest run of a task."""
    return Run.objects.filter(name=name).order_by("-queued_at", "-id").first()


def open_runs(name: str) -> list[Run]:
    """The runs of a task that wait or are running, the earliest first."""
    return list(Run.objects.filter(name=name, state__in=OPEN).order_by("queued_at", "id"))
