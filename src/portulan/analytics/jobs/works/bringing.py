"""Bring the publications of a version up to date: what is new is read, what it changes is counted anew, no more."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.jobs import refused
from portulan.analytics.jobs.works import cubing, intake, live, ourselves, parts, rows, state
from portulan.analytics.jobs.works.live import Held
from portulan.analytics.jobs.works.matching import Match
from portulan.analytics.jobs.works.ourselves import Ours
from portulan.analytics.jobs.works.parts import Plan, RawPart
from portulan.analytics.jobs.works.state import CUBES, OWN, Part, Segment, State
from portulan.analytics.sources.publication_catalogue import PUBLICATION_SOURCES
from portulan.analytics.sources.publications import PublicationSource

REFUSED = "openalex_works"
WHOLE = 0.3  # of the works: when more have changed, all are counted anew
_ROOT = Path(__file__).resolve().parents[2]
_READING = (
    "sources/openalex_works.py",
    "sources/lines.py",
    "tables/publications.py",
    "jobs/works/intake.py",
    "jobs/works/rows.py",
    "jobs/works/matching.py",
)
_COUNTING = ("measures/publications.py", "jobs/works/live.py", "jobs/works/cubing.py")


@dataclass(frozen=True, slots=True)
class Job:
    """What a run works on. ``product``: the version being made; ``before``: the folder of the one in use, if any."""

    raw: Path
    lake: Path
    product: Path
    scratch: Path
    version: str
    home: str
    ours: Ours
    engine: Callable[[], BulkEngine]
    advance: Callable[[str], None]
    before: Path | None = None
    sources: Sequence[PublicationSource] = PUBLICATION_SOURCES
    match: Match | None = None

    @property
    def made(self) -> Path:
        """Where new segments are written before they join the others."""
        return self.scratch / "segments"


@dataclass(slots=True)
class _Read:
    """What was read in this run."""

    segments: list[Segment] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    retired: list[ir.Table] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Due:
    """What there is to do: ``state`` to start from (None: all anew), what to read, whether to count all anew."""

    state: State | None
    plan: Plan
    recount: bool

    @property
    def nothing(self) -> bool:
        return not self.plan.batches and not self.recount

    @property
    def steps(self) -> int:
        return len(self.plan.batches) + 2


def due(
    *,
    raw: Path,
    state_: State | None,
    ours: Ours,
    home: str,
    sources: Sequence[PublicationSource],
    anew: bool = False,
) -> Due:
    """Look at what lies in ``raw`` and at what a version holds.

    All is read anew when it is asked for, or when the code that reads has changed and every part is still there.
    """
    found = parts.found(raw, sources)
    if state_ is not None:
        whole = {part.mark for part in state_.parts} <= {part.mark for part in found}
        if anew or (whole and state_.code.partition("+")[0] != code().partition("+")[0]):
            state_ = None
    plan = parts.plan(found, state_.parts if state_ else ())
    counted = state_ is not None and (state_.code, state_.ours) == (code(), ourselves.mark(ours, home))
    return Due(state_, plan, recount=state_ is not None and not counted)


def code() -> str:
    """Marks of the code that reads and of the code that counts, joined by a plus."""
    return "+".join(_digest(names) for names in (_READING, _COUNTING))


def _digest(names: Sequence[str]) -> str:
    told = hashlib.sha256()
    for name in names:
        told.update((_ROOT / name).read_bytes())
    return told.hexdigest()[:16]


def libraries() -> dict[str, str]:
    """Versions of what counts."""
    return {name: library_version(name) for name in ("duckdb", "ibis-framework", "isal", "pyarrow")}


def bring(job: Job, todo: Due) -> State | None:
    """Write the publications of the new version into ``job.product``; None where there are none at all."""
    if todo.nothing:
        return _as_before(job, todo)
    if job.before is not None and todo.state is not None:
        state.carry(job.before, job.product, (f"refused/{REFUSED}.csv",))
    with job.engine() as engine:
        read = _Read(parts=list(todo.plan.repeated))
        for batch in todo.plan.batches:
            _take_in(job, engine, todo, read, batch)
        return _counted(job, engine, todo, read)


def _as_before(job: Job, todo: Due) -> State | None:
    if todo.state is None or job.before is None:
        return None
    state.carry(
        job.before, job.product, (*(f"works/{name}" for name in OWN), CUBES, f"refused/{REFUSED}.csv")
    )
    return replace(todo.state, parts=(*todo.state.parts, *todo.plan.repeated))


def _take_in(job: Job, engine: BulkEngine, todo: Due, read: _Read, batch: Sequence[RawPart]) -> None:
    number = max([state.last_number(job.lake), *(segment.number for segment in read.segments)]) + 1
    label = f"Read {batch[0].file.name}" + (f" and {len(batch) - 1} more" if len(batch) > 1 else "")
    job.advance(label)
    if batch[0].kind == parts.MERGED:
        read.retired.append(
            engine.keep(f"retired_{number}_{len(read.retired)}", intake.retired(engine, batch))
        )
        read.parts += [part.taken() for part in batch]
        return
    folder = f"{number:06d}-{batch[0].mark[:8]}"
    source = next((one for one in job.sources if one.key == batch[0].kind), None)
    if source is None:
        taken = intake.take_in(engine, batch, number=number, folder=job.made / folder, match=job.match)
    else:
        taken, gone = rows.take_in(engine, source, batch, number=number, folder=job.made / folder)
        read.retired.append(rows.retired_table(engine, f"retired_{number}_rows", gone))
    refused.write(job.product, REFUSED, taken.refusals)
    read.parts += [
        part.taken(read=taken.read.get(part.file.name, 0), refused=taken.refused.get(part.file.name, 0))
        for part in batch
    ]
    read.segments.append(Segment(number, folder, batch[0].source, job.version, code(), taken.rows))


def _counted(job: Job, engine: BulkEngine, todo: Due, read: _Read) -> State:
    """Settle which records count, make the cubes, and write what the version holds of its own."""
    job.advance("Settle which records are one work")
    before = _held_before(job, engine, todo)
    now, retired = _settled(job, engine, todo, read, before)
    numbers = _numbers(engine, before, now) if before is not None and not todo.recount else None
    job.advance("Count publications")
    changed = _write_cubes(job, engine, todo, before, now, numbers)
    tables = {"hidden": now.hidden, "same": now.same, "retired": retired}
    counts = {
        name: engine.write_folder(table, job.product / "works" / name) for name, table in tables.items()
    }
    held = (*(todo.state.segments if todo.state else ()), *read.segments)
    earlier = todo.state.parts if todo.state else ()
    return State(
        code(),
        ourselves.mark(job.ours, job.home),
        (*earlier, *read.parts),
        held,
        **cubing.totals(engine, now),
        hidden=counts["hidden"],
        engine=engine.name,
        changed=changed,
        updates=(todo.state.updates + 1) if numbers is not None and todo.state else 0,
        libraries=libraries(),
    )


def _held_before(job: Job, engine: BulkEngine, todo: Due) -> Held | None:
    if todo.state is None or job.before is None or not todo.state.segments:
        return None
    own = {
        name: engine.keep(f"before_{name}", engine.read_parquets([job.before / "works" / name]))
        for name in OWN
    }
    folders = tuple(state.segment_folder(job.lake, one.folder) for one in todo.state.segments)
    any_same = bool(engine.scalar(own["same"].count()))
    return Held(engine, folders, own["hidden"].select(*live.HIDDEN), own["same"].select(*live.SAME), any_same)


def _settled(
    job: Job, engine: BulkEngine, todo: Due, read: _Read, before: Held | None
) -> tuple[Held, ir.Table]:
    """What is held now, and all retired records."""
    none = live.empty(engine, "none_hidden", live.HIDDEN)
    same = live.empty(engine, "none_same", live.SAME)
    folders = tuple(job.made / one.folder for one in read.segments)
    hidden = [before.hidden] if before is not None else []
    if folders:
        hidden.append(live.replaced(engine, before, Held(engine, folders, none, same, any_same=False)))
    every = (*(before.folders if before is not None else ()), *folders)
    known = engine.keep("hidden_1", ibis.union(*hidden) if len(hidden) > 1 else hidden[0] if hidden else none)
    now = Held(engine, every, known, same, any_same=False)
    retired = _retired(job, engine, todo, read)
    if engine.scalar(retired.count()):
        gone = live.taken_back(engine, now, retired)
        now = replace(now, hidden=engine.keep("hidden_2", ibis.union(known, gone)))
    present = {one.source for one in (*(todo.state.segments if todo.state else ()), *read.segments)}
    order = [source.key for source in job.sources if source.key in present]
    if order:
        found = live.same_works(engine, now, order)
        now = replace(now, same=found, any_same=bool(engine.scalar(found.count())))
    return now, retired


def _retired(job: Job, engine: BulkEngine, todo: Due, read: _Read) -> ir.Table:
    told = [live.empty(engine, "none_retired", live.RETIRED), *read.retired]
    if todo.state is not None and job.before is not None:
        told.append(engine.read_parquets([job.before / "works" / "retired"]).select(*live.RETIRED))
    whole = ibis.union(*told)
    latest = whole.group_by(["source", "source_id"]).agg(into=whole.into.max(), since=whole.since.max())
    return engine.keep("retired", latest)


def _numbers(engine: BulkEngine, before: Held, now: Held) -> ir.Table:
    """Numbers of the works that are not as they were: read, replaced, retired, or made one with another."""
    last = len(before.folders)
    fresh = replace(now, folders=now.folders[last:])
    hidden = now.hidden.anti_join(before.hidden, ["work", "segment"])
    touched = [hidden.semi_join(before.index(), ["work", "segment"]).select("work")]
    if fresh.folders:
        touched.append(fresh.index().select("work"))
    records = engine.keep("touched", (ibis.union(*touched) if fresh.folders else touched[0]).distinct())
    told = [records]
    for one, other in ((before.same, now.same), (now.same, before.same)):
        moved = one.anti_join(other, ["record", "work"])
        told += [moved.select(work="record"), moved.select("work")]
        told.append(one.semi_join(records, one.record == records.work).select("work"))
    return engine.keep("numbers", ibis.union(*told).distinct())


def _write_cubes(  # noqa: PLR0917 - one step of a run, called once, 2026-11-25
    job: Job, engine: BulkEngine, todo: Due, before: Held | None, now: Held, numbers: ir.Table | None
) -> int:
    """The cubes, whole or brought up to date; gives how many works have changed since they were whole."""
    ours = cubing.staged_ours(engine, job.ours)
    where: dict[str, Any] = {"ours": ours, "home": job.home, "scratch": job.scratch / "cubes"}
    path = job.product / CUBES
    if numbers is not None and before is not None and todo.state is not None and job.before is not None:
        many = int(engine.scalar(numbers.count()))
        if todo.state.changed + many <= WHOLE * todo.state.works:
            among, was = now.among(numbers), before.among(numbers)
            cubing.write_changed(
                engine, before=was, after=among, numbers=numbers, old=job.before / CUBES, path=path, **where
            )
            return todo.state.changed + many
    cubing.write_whole(engine, now, path, **where)
    return 0
