from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from foundations.tasks import samples  # noqa: F401 - declares the tasks, 2026-11-23
from portulan.foundations.journal.actor import Actor
from portulan.foundations.tasks import queries, registry, services
from portulan.foundations.tasks.claims import claim
from portulan.foundations.tasks.models import Run, Schedule
from portulan.foundations.tasks.vocabulary import State
from portulan.foundations.tasks.worker import run_waiting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLERK = Actor("3f0c", "Clerk Example", "m-1", "clerk")
HOUR = timedelta(hours=1)


def ask(word: str = "a", **more: object) -> Run:
    return services.enqueue(**{"name": "sample.note", "args": {"word": word}, "by": CLERK, "at": NOW, **more})


def test_a_run_keeps_who_asked_and_its_task_is_told(db: None, done: list[str]) -> None:
    asked = ask("hello")
    assert run_waiting(at=NOW) == 1
    run = queries.run(asked.uid)
    assert run is not None
    assert (run.state, run.by, run.attempts, run.failures) == (State.DONE, CLERK, 1, 0)
    assert (run.outcome, done) == ("Clerk Example said hello", ["hello"])


def test_a_task_that_nobody_declared_is_refused_and_nothing_waits(db: None) -> None:
    with pytest.raises(registry.UnknownTaskError, match=r"sample\.unknown"):
        ask(name="sample.unknown")
    assert Run.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_run_asked_in_a_transaction_that_fails_never_was() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert run_waiting(at=NOW) == 0


def test_a_run_asked_for_later_waits_for_its_time(db: None, done: list[str]) -> None:
    ask(due=NOW + HOUR)
    assert run_waiting(at=NOW) == 0
    assert run_waiting(at=NOW + HOUR) == 1


def test_an_equal_key_gives_back_the_one_that_waits(db: None, done: list[str]) -> None:
    first, second, other = ask("a", key="k"), ask("b", key="k"), ask("c", key="other")
    assert first.pk == second.pk != other.pk
    run_waiting(at=NOW)
    assert done == ["a", "c"]


def test_an_equal_key_asked_for_sooner_comes_sooner(db: None) -> None:
    ask(key="k", due=NOW + HOUR)
    assert ask(key="k").due_at == NOW
    assert ask(key="k", due=NOW + HOUR).due_at == NOW


def test_an_equal_key_that_runs_does_not_absorb_what_is_asked_meanwhile(db: None) -> None:
    running = ask("a", key="k")
    assert claim(worker="w1", at=NOW) == running
    later = ask("b", key="k")
    assert later.pk != running.pk
    assert claim(worker="w2", at=NOW) is None  # not both at once
    assert [run.pk for run in queries.open_runs("sample.note")] == [running.pk, later.pk]


@pytest.fixture
def hourly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_regular", {})
    registry.every(HOUR, "sample.note")


def test_a_regular_task_starts_at_once_then_at_each_period(db: None, hourly: None) -> None:
    assert services.start_regular(at=NOW) == NOW + timedelta(minutes=1)
    assert services.start_regular(at=NOW + timedelta(minutes=59)) == NOW + HOUR
    assert Run.objects.count() == 1
    Run.objects.all().delete()
    services.start_regular(at=NOW + HOUR)
    assert Run.objects.get().by == services.SCHEDULE


def test_missed_times_collapse_into_one(db: None, hourly: None) -> None:
    services.start_regular(at=NOW)
    Run.objects.all().delete()
    services.start_regular(at=NOW + 50 * HOUR)
    assert Run.objects.count() == 1
    assert Schedule.objects.get().next_at == NOW + 51 * HOUR


def test_a_regular_task_that_still_waits_is_not_asked_twice(db: None, hourly: None) -> None:
    services.start_regular(at=NOW)
    services.start_regular(at=NOW + HOUR)
    assert Run.objects.count() == 1


def test_only_a_declared_task_can_be_regular() -> None:
    with pytest.raises(registry.UnknownTaskError):
        registry.every(HOUR, "sample.unknown")


def test_two_tasks_cannot_bear_one_name() -> None:
    with pytest.raises(ValueError, match="two tasks are named"):
        registry.task("sample.note")(ask)
