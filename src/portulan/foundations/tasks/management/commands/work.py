"""`portulan work`: run the tasks that wait, and start the regular ones."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from portulan.foundations.tasks.models import Run
from portulan.foundations.tasks.registry import Stopped
from portulan.foundations.tasks.worker import Worker

GRACE = 8.0  # seconds a task has to end by itself; then it goes back to the queue


class Command(BaseCommand):
    help = (
        "Run the tasks that wait, and the clock that starts the regular ones; several workers may run at once. "
        f"SIGTERM or Ctrl+C ends it: the task that runs has {GRACE:.0f} seconds to finish, none after a second "
        "signal, then goes back to the queue."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        self.require_tables()
        worker = Worker(once=once)
        heed_signals(worker)
        try:
            worker.loop()
        except Stopped:
            self.stderr.write("The task that ran goes back to the queue.")

    def require_tables(self) -> None:
        try:
            Run.objects.exists()
        except DatabaseError as error:
            raise CommandError(
                f"the database is not ready ({error}). Run `portulan migrate` first."
            ) from error


def heed_signals(worker: Worker) -> None:
    """First signal: no new task, some seconds for the one that runs. Second signal, or too late: interrupt it."""

    def interrupt(*_: Any) -> None:
        if worker.work and worker.work.interruptible:
            raise Stopped

    def stop(*_: Any) -> None:
        if worker.stopping:
            interrupt()
        worker.stop()
        signal.setitimer(signal.ITIMER_REAL, GRACE)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGALRM, interrupt)
