"""The time, as an object that tests replace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

HOME_ZONE = "Europe/Paris"


class Clock(Protocol):
    """Where the present comes from."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def today(self, zone: str = HOME_ZONE) -> date:
        """The day it is in ``zone`` (an IANA name)."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(tz=UTC)

    def today(self, zone: str = HOME_ZONE) -> date:
        return day_of(self.now(), zone=zone)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until a test sets ``instant``."""

    instant: datetime

    def __post_init__(self) -> None:
        if self.instant.tzinfo is None:
            raise ValueError(f"{self.instant!r} has no time zone: give an aware instant, in UTC")

    def now(self) -> datetime:
        return self.instant.astimezone(UTC)

    def today(self, zone: str = HOME_ZONE) -> date:
        return day_of(self.now(), zone=zone)


def day_of(instant: datetime, *, zone: str = HOME_ZONE) -> date:
    """The civil day of ``instant`` in ``zone``."""
    return instant.astimezone(ZoneInfo(zone)).date()


system_clock: Clock = SystemClock()
_current: list[Clock] = [system_clock]  # one for the process: a server thread sees the clock its test set


def clock() -> Clock:
    """The clock in use."""
    return _current[-1]


@contextmanager
def using(other: Clock) -> Iterator[Clock]:
    """Use ``other`` until the block ends."""
    _current.append(other)
    try:
        yield other
    finally:
        _current.pop()


@contextmanager
def at(instant: datetime) -> Iterator[FixedClock]:
    """Stand still at ``instant`` until the block ends; the clock given back can be moved."""
    fixed = FixedClock(instant)
    with using(fixed):
        yield fixed
