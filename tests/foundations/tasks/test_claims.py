import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from foundations.tasks import samples  # noqa: F401 - declares the tasks, 2026-11-23
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside import clock
from portulan.foundations.tasks import claims, services
from portulan.foundations.tasks.models import Run
from portulan.foundations.tasks.registry import Progress
from portulan.foundations.tasks.vocabulary import FIRST_RETRY, LEASE, State
from portulan.foundations.tasks.worker import run_waiting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLERK = Actor("3f0c", "Clerk Example")
LATE = LEASE + timedelta(seconds=1)


def ask(name: str = "sample.fail", key: str = "") -> Run:
    return services.enqueue(name=name, by=CLERK, at=NOW, key=key)


def taken(at: datetime = NOW, worker: str = "w1") -> Run:
    run = claims.claim(worker=worker, at=at)
    assert run is not None
    return run


def test_a_failure_is_kept_and_tried_again_later_and_later_then_given_up(db: None) -> None:
    asked, pauses = ask(), []
    with clock.at(NOW) as present:
        while run_waiting(at=present.instant):
            asked.refresh_from_db()
            pauses.append(asked.due_at - present.instant)
            present.instant = asked.due_at
    assert [round(pause / FIRST_RETRY) for pause in pauses] == [1, 4, 0]
    assert (asked.state, asked.attempts, asked.failures) == (State.FAILED, 3, 3)
    assert asked.error == "ValueError: no luck at attempt 3"
    assert "raise ValueError" in asked.trace
    assert asked.finished_at is not None


def test_a_failure_with_an_equal_one_waiting_leaves_the_work_to_it(db: None) -> None:
    ask(key="k")
    failing = taken()
    twin = ask(key="k")
    assert claims.fail(failing, at=NOW, error=ValueError("no"), attempts=3)
    failing.refresh_from_db()
    assert (failing.state, failing.error) == (State.FAILED, "ValueError: no")
    assert taken() == twin


def test_a_released_run_waits_as_if_it_had_not_started(db: None) -> None:
    asked = ask()
    assert claims.release(taken(), at=NOW)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts, asked.failures) == (State.WAITING, 0, 0)
    assert taken() == asked


def test_a_leased_run_is_nobody_elses_until_the_lease_is_over(db: None) -> None:
    ask()
    run = taken()
    assert claims.claim(worker="w2", at=NOW + LEASE) is None
    assert claims.keep(run, at=NOW + LEASE, progress=Progress(1, 2, "half"))
    assert claims.claim(worker="w2", at=NOW + LATE) is None
    assert claims.claim(worker="w2", at=NOW + LEASE + LATE) == run


def test_a_worker_taken_for_dead_that_comes_back_changes_nothing(db: None) -> None:
    ask()
    dead = taken()
    alive = taken(at=NOW + LATE, worker="w2")
    assert not claims.keep(dead, at=NOW, progress=Progress(9, 9))
    assert not claims.finish(dead, at=NOW, outcome="too late")
    assert not claims.fail(dead, at=NOW, error=ValueError(), attempts=3)
    assert claims.finish(alive, at=NOW + LATE, outcome="done")
    dead.refresh_from_db()
    assert (dead.state, dead.outcome, dead.progress_done) == (State.DONE, "done", 0)


def test_a_run_that_outlives_three_workers_is_given_up(db: None) -> None:
    asked, at = ask(), NOW
    for _ in range(3):
        taken(at=at)
        at += LATE
    assert claims.claim(worker="w4", at=at) is None
    asked.refresh_from_db()
    assert asked.state == State.FAILED
    assert asked.error == "3 workers ended while it ran, the last one w1."


def test_looking_at_an_empty_queue_costs_one_query(db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert claims.claim(worker="w1", at=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_take_each_run_exactly_once() -> None:
    asked = sorted(ask().pk for _ in range(40))
    found: list[int] = []
    start = threading.Barrier(4)

    def work(name: str) -> None:
        start.wait()
        try:
            while (run := claims.claim(worker=name, at=NOW)) or claims.claimable(NOW).exists():
                if run:
                    found.append(run.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(found) == asked


@pytest.mark.django_db(transaction=True)
def test_asking_at_once_under_one_key_leaves_one_waiting() -> None:
    start = threading.Barrier(4)
    given: list[int] = []

    def work() -> None:
        start.wait()
        try:
            given.append(ask(key="k").pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(given) == 4
    assert set(given) == {Run.objects.get().pk}
