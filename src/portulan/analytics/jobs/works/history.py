"""Two versions, or two lakes, side by side: what differs in their records and in their cubes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.works import live, state
from portulan.analytics.jobs.works.cubing import EXAMPLES
from portulan.analytics.jobs.works.live import Held
from portulan.analytics.jobs.works.state import CUBES, OWN, State
from portulan.analytics.measures.publications import KEYS


@dataclass(frozen=True, slots=True)
class Difference:
    """A table on both sides: rows of each, and rows that only one has."""

    table: str
    rows_one: int
    rows_other: int
    only_one: int
    only_other: int

    @property
    def equal(self) -> bool:
        return self.only_one == self.only_other == 0


@dataclass(frozen=True, slots=True)
class Changes:
    """Works of a version against those of an earlier one, parts read in between, and the cubes."""

    new: int
    changed: int
    gone: int
    parts: tuple[str, ...]
    cubes: tuple[Difference, ...]


def state_of(lake: Path, version: str) -> State:
    """Publications of a version; raises LakeBrokenError when there is no such version, or it has none."""
    found = state.read(disk.manifest(lake, version))
    if found is None:
        raise disk.LakeBrokenError(f"Version {version} of {lake} has no publications.")
    return found


def held_of(engine: Engine, lake: Path, version: str) -> Held:
    """The records of a version."""
    found = state_of(lake, version)
    folder = disk.version_folder(lake, version) / "works"
    hidden, same, _ = (engine.read_parquets([folder / name]) for name in OWN)
    folders = tuple(state.segment_folder(lake, one.folder) for one in found.segments)
    any_same = bool(engine.scalar(same.count()))
    return Held(engine, folders, hidden.select(*live.HIDDEN), same.select(*live.SAME), any_same)


def compared(one: tuple[Path, str], other: tuple[Path, str], scratch: Path) -> list[Difference]:
    """Works, standing, claims and all cubes of two versions (lake and version), value by value, order aside."""
    with Engine(scratch=scratch) as engine:
        held = [held_of(engine, *side) for side in (one, other)]
        found = [
            _difference(engine, "works", *(each.works().drop("segment") for each in held)),
            _difference(engine, "standing", *(each.standing() for each in held)),
            _difference(engine, "claims", *(each.claims() for each in held)),
        ]
        return [*found, *_cubes(engine, one, other)]


def changes(lake: Path, earlier: str, later: str, scratch: Path) -> Changes:
    """What ``later`` has that ``earlier`` had not."""
    before, now = state_of(lake, earlier), state_of(lake, later)
    known = {part.mark for part in before.parts}
    with Engine(scratch=scratch) as engine:
        old = held_of(engine, lake, earlier).works().select("work", "segment")
        new = held_of(engine, lake, later).works().select("work", "segment")
        both = old.inner_join(new, "work")
        return Changes(
            new=int(engine.scalar(new.anti_join(old, "work").count())),
            changed=int(engine.scalar(both.filter(both.segment != both.segment_right).count())),
            gone=int(engine.scalar(old.anti_join(new, "work").count())),
            parts=tuple(part.name for part in now.parts if part.mark not in known),
            cubes=tuple(_cubes(engine, (lake, earlier), (lake, later))),
        )


def _cubes(engine: Engine, one: tuple[Path, str], other: tuple[Path, str]) -> Iterator[Difference]:
    first, second = (disk.version_folder(*side) / CUBES for side in (one, other))
    for name in (*KEYS, EXAMPLES):
        with engine.served(first, name) as left, engine.served(second, name) as right:
            yield _difference(engine, name, left, right)


def _difference(engine: Engine, name: str, one: ir.Table, other: ir.Table) -> Difference:
    columns = sorted(one.columns)
    left, right = one.select(*columns), other.select(*columns)
    counts = (
        left.count(),
        right.count(),
        left.difference(right, distinct=False).count(),
        right.difference(left, distinct=False).count(),
    )
    return Difference(name, *(int(engine.scalar(count)) for count in counts))
