"""Build the lake and look at it: the verbs behind ``portulan data``. No web framework is needed here."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from portulan.analytics.engine.failure import EngineError
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.disk import LakeBrokenError, LakeBusyError
from portulan.analytics.tables.refusal import UnusableError
from portulan.insight.progress import Progress
from portulan.insight.results import SourceReport
from portulan.insight.sources import report

REFUSALS = (UnusableError, LakeBusyError, LakeBrokenError, EngineError)

__all__ = [
    "REFUSALS",
    "BuildReport",
    "EngineError",
    "Engines",
    "LakeBrokenError",
    "LakeBusyError",
    "LakeStatus",
    "LakeVersion",
    "Progress",
    "SourceChange",
    "UnusableError",
    "build",
    "changes",
    "status",
    "versions",
]


@dataclass(frozen=True, slots=True)
class Engines:
    """What counts: "duckdb" in this process, or "spark" at ``master`` with ``options`` of its own."""

    engine: str = "duckdb"
    master: str = "local[*]"
    options: Mapping[str, str] | None = None
    memory: str = "1GB"
    threads: int = 2
    anew: bool = False


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``unchanged``: the inputs were those of the version in use, and no work was done."""

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
    """What is in use; ``building`` while a build holds the lock; ``current`` is None before the first build."""

    current: LakeVersion | None
    building: bool
    sources: tuple[SourceReport, ...]


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What a build changed in a source; ``as_of_before`` is empty when the source was missing before."""

    key: str
    title: str
    as_of_before: str
    as_of_now: str
    kept_before: int
    kept_now: int
    refused_before: int
    refused_now: int


def build(
    *,
    raw: Path,
    lake: Path,
    decisions: Mapping[str, Any],
    progress: Progress,
    memory: str = "1GB",
    threads: int = 2,
    engines: Engines | None = None,
) -> BuildReport:
    """Read the raw files of ``raw`` into a new version of ``lake`` and put it to use.

    ``decisions``: ``focal`` (pack, name, ror, home_country, pics, rnsr_bodies, copublications) and
    ``structure_countries`` (a list of rnsr, country, source, as_of). Raises UnusableError (a file, or a decision,
    cannot be used; its text says which, why and what to do) and LakeBusyError (another build is at work): in every case
    the version before stays in use.
    """
    # The engine takes half a second to load: a web process that only reads figures never needs it.
    from portulan.analytics.jobs.build import build as run  # noqa: PLC0415
    from portulan.analytics.jobs.running import Settings  # noqa: PLC0415

    one = engines or Engines(memory=memory, threads=threads)
    options = tuple((one.options or {}).items())
    settings = Settings(one.memory, one.threads, one.engine, one.master, options, one.anew)
    began = time.monotonic()
    built = run(raw=raw, lake=lake, decisions=decisions, progress=progress, settings=settings)
    sources = _sources(lake, built.version)
    return BuildReport(built.version, built.unchanged, time.monotonic() - began, sources)


def status(lake: Path, version: str | None = None) -> LakeStatus:
    """The version in use, or another, and what it was made from; raises LakeBrokenError when it cannot be read."""
    used = disk.current(lake)
    building = disk.is_building(lake)
    shown = version or used
    if shown is None:
        return LakeStatus(None, building, ())
    return LakeStatus(_version(lake, shown, used), building, _sources(lake, shown))


def versions(lake: Path) -> list[LakeVersion]:
    """Versions kept, newest first; raises LakeBrokenError when one cannot be read."""
    used = disk.current(lake)
    return [_version(lake, version, used) for version in disk.versions(lake)]


def changes(lake: Path) -> list[SourceChange]:
    """Sources that differ between the version in use and the one before it; empty without one before.

    Raises LakeBrokenError when either cannot be read.
    """
    used = disk.current(lake)
    before = next((one for one in disk.versions(lake) if used is not None and one < used), None)
    if used is None or before is None:
        return []
    old = {one.key: one for one in _sources(lake, before)}
    now = _sources(lake, used)
    return [_change(old.get(one.key), one) for one in now if _differs(old.get(one.key), one)]


def _differs(before: SourceReport | None, now: SourceReport) -> bool:
    return before is None or (before.as_of, before.missing, before.files) != (
        now.as_of,
        now.missing,
        now.files,
    )


def _change(before: SourceReport | None, now: SourceReport) -> SourceChange:
    dated = before.as_of if before is not None and not before.missing else ""
    kept, refused = (before.rows_kept, before.rows_refused) if before is not None else (0, 0)
    as_of = "" if now.missing else now.as_of
    return SourceChange(now.key, now.title, dated, as_of, kept, now.rows_kept, refused, now.rows_refused)


def _version(lake: Path, version: str, used: str | None) -> LakeVersion:
    folder = disk.version_folder(lake, version)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    built_at = datetime.fromisoformat(disk.manifest(lake, version)["built_at"])
    return LakeVersion(version, built_at, size, version == used)


def _sources(lake: Path, version: str) -> tuple[SourceReport, ...]:
    return tuple(report(one) for one in disk.manifest(lake, version)["sources"])
