import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from foundations.tasks import samples  # noqa: F401 - declares the tasks, 2026-11-23
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside.clock import at, clock
from portulan.foundations.tasks import claims, queries, services
from portulan.foundations.tasks.models import Run
from portulan.foundations.tasks.vocabulary import LEASE, State
from portulan.foundations.tasks.worker import Worker, perform, run_waiting, work_on

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLERK = Actor("3f0c", "Clerk Example")
SCRIPT = Path(__file__).with_name("worker_process.py")
FAR = timedelta(days=400)


def ask(name: str, **args: object) -> Run:
    return services.enqueue(name=name, args=args, by=CLERK, at=clock().now())


def again(run: Run) -> Run:
    run.refresh_from_db()
    return run


def test_once_runs_what_is_due_and_the_regular_tasks_then_ends(
    transactional_db: None, done: list[str]
) -> None:
    with at(NOW):
        asked = ask("sample.note", word="a")
        Worker(once=True).loop()
    assert done == ["a"]
    assert again(asked).finished_at == NOW
    assert {run.state for run in queries.recent()} == {State.DONE}
    assert queries.latest("tasks.prune") is not None


def test_a_task_that_vanished_from_the_code_fails_with_words(db: None) -> None:
    asked = ask("sample.note", word="a")
    Run.objects.update(name="sample.gone")
    run_waiting(at=clock().now())
    assert again(asked).state == State.FAILED
    assert "no task is named 'sample.gone'" in asked.error


def test_the_last_progress_is_kept(db: None) -> None:
    asked = ask("sample.count")
    run_waiting(at=clock().now())
    assert (again(asked).progress_done, asked.progress_total, asked.progress_label) == (4, 4, "step 4")
    assert asked.percent == 100


def test_finished_runs_are_forgotten_in_time(db: None) -> None:
    with at(NOW):
        mine = ask("sample.note", word="a")
        services.start_regular(at=NOW)
        run_waiting(at=NOW)
    with at(NOW + timedelta(days=2)):
        ask("tasks.prune")
        run_waiting(at=clock().now())
        assert list(Run.objects.exclude(name="tasks.prune")) == [mine]
    with at(NOW + FAR):
        ask("tasks.prune")
        run_waiting(at=clock().now())
        assert Run.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_progress_and_lease_are_written_while_the_task_runs() -> None:
    ask("sample.sleep", seconds=1.3)
    run = claims.claim(worker="w1", at=clock().now())
    seen: list[tuple[int, str]] = []
    work = work_on(run)
    with watching(lambda: seen.append(Run.objects.values_list("progress_done", "progress_label").get())):
        perform(run, work)
    assert (1, "asleep") in seen
    assert again(run).state == State.DONE


class watching:  # noqa: N801 - reads as a phrase in a with statement, 2026-11-23
    """Call ``look`` from a thread every tenth of a second until the block ends."""

    def __init__(self, look: Callable[[], None]) -> None:
        self._ended, self._look = threading.Event(), look
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._ended.wait(0.1):
                self._look()
        finally:
            connection.close()


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start `portulan work` on the test's database, in a process that does not outlive the test."""
    wanted = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    database = {key: str(connection.settings_dict[key]) for key in wanted}
    environment = {
        **os.environ,
        "TEST_DATABASE": json.dumps(database),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    started: list[subprocess.Popen] = []

    def start(*arguments: str) -> subprocess.Popen:
        command = [sys.executable, str(SCRIPT), *arguments]
        started.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.05)


def asleep(run: Run) -> bool:
    return again(run).progress_label == "asleep"


def test_the_run_of_a_killed_worker_is_taken_up_by_the_next(start_worker) -> None:
    asked = ask("sample.sleep", seconds=60)
    process = start_worker()
    wait_until(lambda: asleep(asked))
    process.kill()
    process.wait()
    assert again(asked).state == State.RUNNING
    with at(datetime.now(tz=UTC) + LEASE + timedelta(seconds=5)):
        Worker(once=True).loop()
    assert (again(asked).state, asked.attempts, asked.failures) == (State.DONE, 2, 0)
    assert asked.outcome == "awake at attempt 2"


def test_a_worker_asked_to_end_finishes_its_task(start_worker) -> None:
    asked = ask("sample.sleep", seconds=2)
    process = start_worker()
    wait_until(lambda: asleep(asked))
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert (again(asked).state, asked.outcome) == (State.DONE, "awake at attempt 1")


def test_a_worker_asked_twice_puts_its_task_back_and_ends_well(start_worker) -> None:
    asked = ask("sample.sleep", seconds=60)
    process = start_worker()
    wait_until(lambda: asleep(asked))
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
    assert (again(asked).state, asked.attempts) == (State.WAITING, 0)
    assert "goes back to the queue" in process.stderr.read()


def test_an_idle_worker_ends_at_once(start_worker) -> None:
    process = start_worker()
    wait_until(lambda: queries.latest("tasks.prune") is not None)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0


def test_the_command_runs_once(transactional_db: None, done: list[str]) -> None:
    ask("sample.note", word="a")
    call_command("work", "--once")
    assert done == ["a"]
