"""Runs what is due: one task at a time, under a lease that a thread beside keeps alive."""

import logging
import os
import socket
import threading
import time
from datetime import datetime
from types import TracebackType
from typing import Self

from django.db import DatabaseError, close_old_connections, connection

from portulan.foundations.journal.request import within
from portulan.foundations.outside.clock import clock
from portulan.foundations.tasks import claims, registry, services
from portulan.foundations.tasks.models import Run
from portulan.foundations.tasks.registry import Progress, Stopped, Work
from portulan.foundations.tasks.vocabulary import LEASE

logger = logging.getLogger("portulan.tasks")

POLL = 0.5  # seconds between two looks at an empty queue
WRITE = 0.5  # seconds, at least, between two writes of progress
_BEAT = LEASE.total_seconds() / 6
_AFTER_DATABASE_ERROR = 5.0


def name_of_this_worker() -> str:
    """Machine and process, for people who look for a lost worker."""
    return f"{socket.gethostname()}:{os.getpid()}"[:120]


def work_on(run: Run) -> Work:
    """What the task of a claimed run is given."""
    return Work(uid=run.uid, by=run.by, at=run.started_at or clock().now(), attempt=run.attempts)


def perform(run: Run, work: Work, *, attended: bool = True) -> None:
    """Run a claimed task and write how it ended; ``attended`` renews its lease from a thread.

    Raises Stopped when interrupted; the run is then back in the queue.
    """
    with within(run.uid.hex), Keeper(run=run, work=work, attended=attended):
        try:
            outcome = _call(run, work)
        except Stopped:
            claims.release(run, at=clock().now())
            raise
        except registry.UnknownTaskError as error:
            claims.fail(run, at=clock().now(), error=error, attempts=1)
        except Exception as error:
            logger.exception("%s failed (run %s)", run.name, run.uid)
            claims.fail(run, at=clock().now(), error=error, attempts=registry.job(run.name).attempts)
        else:
            claims.keep(run, at=clock().now(), progress=work.latest)
            claims.finish(run, at=clock().now(), outcome=outcome or "")


def _call(run: Run, work: Work) -> str | None:
    function = registry.job(run.name).function
    work.interruptible = True  # only here: what the worker itself writes is never cut
    try:
        return function(work, **run.args)
    finally:
        work.interruptible = False


def run_waiting(*, at: datetime) -> int:
    """Run all that is due at ``at`` here and now, within the caller's transaction if any; gives back how many."""
    count = 0
    while run := claims.claim(worker=name_of_this_worker(), at=at):
        perform(run, work_on(run), attended=False)
        count += 1
    return count


class Keeper:
    """Renews the lease of a run and writes its progress, from a thread with its own connection."""

    def __init__(self, *, run: Run, work: Work, attended: bool) -> None:
        self.run, self.work = run, work
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._attend, daemon=True) if attended else None

    def __enter__(self) -> Self:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread:
            self._thread.join()

    def _attend(self) -> None:
        written, since = Progress(), 0.0
        try:
            while not self._ended.wait(WRITE):
                since += WRITE
                progress = self.work.latest
                if (progress != written or since >= _BEAT) and self._keep(progress):
                    written, since = progress, 0.0
        finally:
            connection.close()

    def _keep(self, progress: Progress) -> bool:
        try:
            if not claims.keep(self.run, at=clock().now(), progress=progress):
                self.work.stopping = True  # another worker has it: this one was taken for dead
        except DatabaseError as error:  # the task itself may hold the database; tried again at the next beat
            logger.debug("the lease of %s could not be renewed: %s", self.run.uid, error)
            return False
        return True


class Worker:
    """The loop: start the regular tasks that are due, then run what waits, one by one."""

    def __init__(self, *, once: bool = False) -> None:
        self.name = name_of_this_worker()
        self.once = once
        self.stopping = False
        self.work: Work | None = None
        self._look_at: datetime | None = None

    def stop(self) -> None:
        """End after the task that runs, if any."""
        self.stopping = True
        if self.work:
            self.work.stopping = True

    def loop(self) -> None:
        """Work until asked to stop or, ``once``, until nothing is due."""
        while not self.stopping:
            found = self._step()
            if self.once and not found:
                return
            if not found:
                time.sleep(POLL)

    def _step(self) -> bool:
        close_old_connections()
        try:
            return self._work_once(clock().now())
        except DatabaseError:
            if self.once:
                raise
            logger.exception(
                "the database did not answer; the worker looks again in %s s", _AFTER_DATABASE_ERROR
            )
            time.sleep(_AFTER_DATABASE_ERROR)
            return False

    def _work_once(self, now: datetime) -> bool:
        if self._look_at is None or now >= self._look_at:
            self._look_at = services.start_regular(at=now)
        run = claims.claim(worker=self.name, at=now)
        if run is None:
            return False
        level = logging.DEBUG if run.by.is_system else logging.INFO
        logger.log(level, "%s starts (run %s)", run.name, run.uid)
        self.work = work_on(run)
        perform(run, self.work)
        self.work = None
        return True
