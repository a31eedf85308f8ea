"""Publications of the lake for those who run it: bring them up to date, and look back at earlier versions."""

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portulan.analytics.jobs import disk
from portulan.insight.lake import Engines, versions
from portulan.insight.progress import Progress

__all__ = [
    "Changes",
    "Difference",
    "Engines",
    "Held",
    "Updated",
    "changes",
    "compared",
    "held",
    "prune",
    "update",
    "version_named",
]


@dataclass(frozen=True, slots=True)
class Held:
    """Publications of a version: works, records that told of them, parts read, and what made them."""

    version: str
    works: int
    records: int
    parts: int
    refused: int
    repeated: tuple[str, ...]
    engine: str
    code: str
    libraries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did; ``unchanged`` when there was nothing new."""

    version: str
    unchanged: bool
    seconds: float
    held: Held | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A table on two sides: rows of each, and rows that only one has."""

    table: str
    rows_one: int
    rows_other: int
    only_one: int
    only_other: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Works that are new, changed or gone from one version to a later one, the parts read, and the cubes."""

    new: int
    changed: int
    gone: int
    parts: tuple[str, ...]
    cubes: tuple[Difference, ...]


def update(*, raw: Path, lake: Path, progress: Progress, engines: Engines | None = None) -> Updated:
    """Take what is new among the publications of ``raw`` into a new version of ``lake``.

    Raises UnusableError, LakeBusyError, LakeBrokenError as ``lake.build``: the version before stays in use.
    """
    # The engine takes half a second to load: a web process that only reads figures never needs it.
    from portulan.analytics.jobs.running import Settings  # noqa: PLC0415
    from portulan.analytics.jobs.works.run import update as run  # noqa: PLC0415

    one = engines or Engines()
    options = tuple((one.options or {}).items())
    settings = Settings(one.memory, one.threads, one.engine, one.master, options, one.anew)
    began = time.monotonic()
    done = run(raw=raw, lake=lake, progress=progress, settings=settings)
    return Updated(done.version, done.unchanged, time.monotonic() - began, held(lake, done.version))


def held(lake: Path, version: str) -> Held | None:
    """The publications of a version, or None where it has none; raises LakeBrokenError when it cannot be read."""
    told = disk.manifest(lake, version).get("works")
    if told is None:
        return None
    return Held(
        version,
        works=told["works"],
        records=told["records"],
        parts=len(told["parts"]),
        refused=sum(part["refused"] for part in told["parts"]),
        repeated=tuple(f"{part['name']} = {part['same_as']}" for part in told["parts"] if part["same_as"]),
        engine=told["engine"],
        code=told["code"],
        libraries=told["libraries"],
    )


def changes(lake: Path, earlier: str, later: str) -> Changes:
    """What differs between two versions; raises LakeBrokenError when one has no publications or cannot be read."""
    from portulan.analytics.jobs.works import history  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory(prefix="portulan-") as scratch:
        found = history.changes(lake, earlier, later, Path(scratch))
    cubes = tuple(_difference(one) for one in found.cubes)
    return Changes(found.new, found.changed, found.gone, found.parts, cubes)


def compared(one: Path, other: Path) -> list[Difference]:
    """The versions in use of two lakes, table by table, value by value; raises LakeBrokenError as above."""
    from portulan.analytics.jobs.works import history  # noqa: PLC0415 - as above

    sides = [(lake, _in_use(lake)) for lake in (one, other)]
    with tempfile.TemporaryDirectory(prefix="portulan-") as scratch:
        return [_difference(found) for found in history.compared(sides[0], sides[1], Path(scratch))]


def prune(lake: Path, keep: int) -> list[str]:
    """Remove all but the ``keep`` newest versions and the one in use, and the files that none needs; gives the names.

    Raises LakeBusyError while a build is at work.
    """
    from portulan.analytics.jobs.works import state  # noqa: PLC0415 - as above

    with disk.building(lake):
        gone = disk.prune(lake, keep)
        state.sweep(lake)
    return gone


def version_named(lake: Path, text: str) -> str:
    """The version that ``text`` begins, or of its place counted back from the newest: -1; raises LakeBrokenError."""
    known = [one.version for one in versions(lake)]
    if text.lstrip("-").isdigit() and abs(int(text)) < len(known) and len(text) < 4:
        return known[abs(int(text))]
    found = [one for one in known if one.startswith(text)]
    if len(found) != 1:
        listed = ", ".join(known) or "none"
        raise disk.LakeBrokenError(f"{text!r} names {len(found)} versions of {lake}; there are: {listed}.")
    return found[0]


def _in_use(lake: Path) -> str:
    version = disk.current(lake)
    if version is None:
        raise disk.LakeBrokenError(f"Nothing has been built in {lake} yet: run portulan data build.")
    return version


def _difference(one: object) -> Difference:
    names = ("table", "rows_one", "rows_other", "only_one", "only_other")
    return Difference(*(getattr(one, name) for name in names))
