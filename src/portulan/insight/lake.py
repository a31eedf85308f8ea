"""Build the lake and look at it: the verbs behind ``portulan data``. No web framework is needed here."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from portulan.insight.results import SourceReport


class Progress(Protocol):
    """What a build tells while it works; see ``portulan.insight.progress`` for a terminal and a silent one."""

    def start(self, total: int) -> None:
        """``total`` steps are to come."""

    def advance(self, label: str) -> None:
        """A step begins; ``label`` is a short English sentence part: "Read ROR"."""

    def done(self) -> None:
        """All steps are over, well or badly."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``unchanged`` is true when the inputs were those of the version in use: no work was done."""

    version: str
    unchanged: bool
    seconds: float
    sources: tuple[SourceReport, ...]


@dataclass(frozen=True, slots=True)
class LakeVersion:
    """One version kept on disk; ``bytes`` is its size."""

    version: str
    built_at: datetime
    bytes: int
    in_use: bool


@dataclass(frozen=True, slots=True)
class LakeStatus:
    """What is in use. ``building`` is true while a build holds the lock; ``current`` is None before the first."""

    current: LakeVersion | None
    building: bool
    sources: tuple[SourceReport, ...]


def build(*, raw: Path, lake: Path, decisions: dict[str, Any], progress: Progress) -> BuildReport:
    """Read the raw files of ``raw`` into a new version of ``lake`` and put it to use."""
    raise NotImplementedError


def status(lake: Path) -> LakeStatus:
    raise NotImplementedError


def versions(lake: Path) -> list[LakeVersion]:
    """Versions kept, newest first."""
    raise NotImplementedError
