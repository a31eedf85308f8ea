"""Tasks, declared in the ``tasks.py`` of an app by name, and how often the regular ones run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from portulan.foundations.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: ``done`` of ``total`` steps of any unit, and what is being done."""

    done: int = 0
    total: int = 0
    label: str = ""


@dataclass(slots=True)
class Work:
    """What a task is given: who asked, when it started, how to say how far it is and whether to stop.

    A task that sees ``stopping`` may raise Stopped to be started again later.
    """

    uid: UUID
    by: Actor
    at: datetime
    attempt: int
    stopping: bool = False
    interruptible: bool = False
    latest: Progress = field(default_factory=Progress)

    def progress(self, *, done: int, total: int, label: str = "") -> None:
        """Say how far the run is; costs nothing, the row is written beside at most every half second."""
        self.latest = Progress(done, total, label)


Function = Callable[..., str | None]


class UnknownTaskError(LookupError):
    """No task of this name is declared."""


class Stopped(BaseException):
    """The worker was asked to end while a task ran."""


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    function: Function
    attempts: int


_jobs: dict[str, Job] = {}
_regular: dict[str, timedelta] = {}


def task(name: str, *, attempts: int = 3) -> Callable[[Function], Function]:
    """Declare ``function(work, **args)`` under a name; an error is tried again until ``attempts`` are used.

    A task may be run again after a crash: it must bear that. The text it gives back is kept as the outcome.
    """

    def declare(function: Function) -> Function:
        known = _jobs.get(name)
        if known and known.function.__module__ != function.__module__:
            raise ValueError(
                f"two tasks are named {name!r}: in {known.function.__module__} and {function.__module__}"
            )
        _jobs[name] = Job(name, function, attempts)
        return function

    return declare


def every(period: timedelta, name: str) -> None:
    """Run a declared task regularly; the times missed while no worker ran collapse into one."""
    _regular[job(name).name] = period


def job(name: str) -> Job:
    """The task of this name; raises UnknownTaskError."""
    try:
        return _jobs[name]
    except KeyError:
        raise UnknownTaskError(
            f"no task is named {name!r}: declare it in the tasks.py of an installed app"
        ) from None


def regular() -> dict[str, timedelta]:
    """The period of each regular task."""
    return dict(_regular)
