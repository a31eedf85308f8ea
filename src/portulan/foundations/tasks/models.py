"""Background work: one row per run, and when each regular task is next due."""

from django.db import models
from django.db.models import Q

from portulan.foundations.journal.acted import Acted
from portulan.foundations.model.base import Row
from portulan.foundations.tasks.vocabulary import OPEN, State


class Run(Row, Acted):
    """One run of a task: asked by somebody, waiting, running, done or failed.

    ``attempts`` counts starts and ``failures`` those that ended in an error; the difference is one while it runs,
    and more when workers died under it. While it runs, its worker renews ``lease_until``.
    """

    name = models.CharField(max_length=80)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)  # at most one waiting and one running per key
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    progress_done = models.PositiveBigIntegerField(default=0)
    progress_total = models.PositiveBigIntegerField(default=0)
    progress_label = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    error = models.TextField(blank=True)
    trace = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("due_at", "id"), condition=Q(state="waiting"), name="tasks_run_waiting"),
            models.Index(fields=("lease_until",), condition=Q(state="running"), name="tasks_run_running"),
            models.Index(fields=("name", "queued_at"), name="tasks_run_of_name"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("key",), condition=Q(state="waiting") & ~Q(key=""), name="tasks_one_waiting_per_key"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="tasks_run_state"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def percent(self) -> int | None:
        """How far it is, from 0 to 100; None when the task did not say."""
        return min(100, 100 * self.progress_done // self.progress_total) if self.progress_total else None


class Schedule(models.Model):
    """When a regular task is next due."""

    name = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at:%Y-%m-%d %H:%M}"
