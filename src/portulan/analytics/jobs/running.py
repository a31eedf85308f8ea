"""What every run of a job takes and gives: whom it tells, what it may use, the version that comes of it."""

from dataclasses import dataclass, field
from typing import Protocol


class Progress(Protocol):
    """Told of each step: how many are to come, which one begins, and the end."""

    def start(self, total: int) -> None: ...

    def advance(self, label: str) -> None: ...

    def done(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may use: memory of the engine in this process ("1GB"), and threads.

    ``engine``: what counts publications, "duckdb" or "spark"; ``master``: of Spark, "local[2]", "spark://host:7077";
    ``options``: further settings of Spark; ``anew``: read every part of publications again.
    """

    memory: str = "1GB"
    threads: int = 2
    engine: str = "duckdb"
    master: str = "local[*]"
    options: tuple[tuple[str, str], ...] = field(default=())
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """The version in use after a build; ``unchanged`` when it was there already and nothing was done."""

    version: str
    unchanged: bool
