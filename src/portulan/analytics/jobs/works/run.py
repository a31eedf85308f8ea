"""A run over the publications of a lake: within a build, or by itself when nothing else has changed."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import portulan
from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.serving import Store
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.running import Built, Progress, Settings
from portulan.analytics.jobs.works import bringing, ourselves, parts, state
from portulan.analytics.jobs.works.bringing import Due, Job
from portulan.analytics.jobs.works.ourselves import Ours
from portulan.analytics.jobs.works.state import State
from portulan.analytics.sources import decisions as deciding
from portulan.analytics.sources.decisions import Focal
from portulan.analytics.sources.publication_catalogue import PUBLICATION_SOURCES

_CARRIED = ("tables", "refused", "figures.duckdb")


@dataclass(frozen=True, slots=True)
class Given:
    """What a run is given: a folder to work in, the lake, the raw files, who we are, whom to tell, what to use."""

    folder: Path
    lake: Path
    raw: Path
    focal: Focal
    progress: Progress
    settings: Settings

    def engine(self) -> Callable[[], BulkEngine]:
        scratch, settings = self.folder / "scratch" / "works", self.settings
        if settings.engine == "spark":
            # Spark takes seconds to load and is not always installed
            from portulan.analytics.engine.cluster import SparkEngine  # noqa: PLC0415

            return lambda: SparkEngine(
                scratch=scratch, master=settings.master, options=dict(settings.options)
            )
        return lambda: Engine(scratch=scratch, memory=settings.memory, threads=settings.threads)


def update(*, raw: Path, lake: Path, progress: Progress, settings: Settings | None = None) -> Built:
    """Take the parts of publications that are new under ``raw`` into a new version of the lake, and put it to use.

    The time it takes follows what has changed. Raises UnusableError (a part cannot be used), LakeBusyError,
    LakeBrokenError (nothing was built yet, or it cannot be read): the version before stays in use.
    """
    with disk.building(lake) as folder:
        in_use = disk.current(lake)
        if in_use is None:
            raise disk.LakeBrokenError(
                f"Nothing has been built in {lake} yet: run portulan data build first."
            )
        focal = deciding.focal({"focal": disk.manifest(lake, in_use)["focal"]})
        return updated(Given(folder, lake, raw, focal, progress, settings or Settings()), in_use)


def updated(given: Given, in_use: str) -> Built:
    """A version that differs from the one in use by its publications; the one in use when there is nothing to do."""
    manifest = disk.manifest(given.lake, in_use)
    before = disk.version_folder(given.lake, in_use)
    ours = _ours(given, before)
    todo = _due(given, in_use, ours)
    held = state.read(manifest)
    if todo.nothing and not todo.plan.repeated:
        return Built(in_use, unchanged=True)
    given.progress.start(todo.steps + 1)
    try:
        product = given.folder / "version"
        product.mkdir(parents=True)
        state.carry(before, product, _CARRIED)
        (product / "refused" / f"{bringing.REFUSED}.csv").unlink(missing_ok=True)
        version, at = disk.next_version(given.lake, datetime.now(UTC), _mark(manifest, todo))
        works = bringing.bring(_job(given, before if held else None, product, version, ours), todo)
        given.progress.advance("Put to use")
        told = {**manifest, "version": version, "built_at": at.isoformat(), "code": portulan.__version__}
        put_to_use(given, product, {**told, **_told(works)}, version)
        return Built(version, unchanged=False)
    finally:
        given.progress.done()


def any_part(raw: Path) -> bool:
    """Whether there is a part of publications."""
    return bool(parts.found(raw))


def steps(given: Given, in_use: str | None) -> int:
    """How many steps publications will take within a build, as far as one can tell."""
    found = bringing.due(
        raw=given.raw,
        state_=_held(given.lake, in_use),
        ours=[],
        home="",
        sources=PUBLICATION_SOURCES,
        anew=given.settings.anew,
    )
    return found.steps if found.plan.batches or found.state else 0


def brought(given: Given, in_use: str | None, product: Path, version: str) -> dict[str, Any]:
    """The publications of a version that a build makes, and what its manifest says of them."""
    ours = _ours(given, product)
    todo = _due(given, in_use, ours)
    before = (
        disk.version_folder(given.lake, in_use) if in_use is not None and todo.state is not None else None
    )
    if todo.state is None and not todo.plan.batches:
        return {}
    return _told(bringing.bring(_job(given, before, product, version, ours), todo))


def put_to_use(given: Given, product: Path, manifest: Mapping[str, Any], version: str) -> None:
    """Segments, then the version, then the pointer: each reaches the disk before the next is begun."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (product / "manifest.json").write_text(text + "\n", encoding="utf-8")
    made = _segments(given)
    if made.is_dir():
        state.sweep(given.lake)
        state.install(given.lake, made)
    disk.commit(given.lake, product, version)
    state.sweep(given.lake)


def _segments(given: Given) -> Path:
    return given.folder / "scratch" / "segments"


def _held(lake: Path, in_use: str | None) -> State | None:
    if in_use is None:
        return None
    try:
        return state.read(disk.manifest(lake, in_use))
    except (disk.LakeBrokenError, KeyError, TypeError):
        return None


def _due(given: Given, in_use: str | None, ours: Ours) -> Due:
    return bringing.due(
        raw=given.raw,
        state_=_held(given.lake, in_use),
        ours=ours,
        home=given.focal.home_country,
        sources=PUBLICATION_SOURCES,
        anew=given.settings.anew,
    )


def _ours(given: Given, version: Path) -> Ours:
    figures = version / "figures.duckdb"
    store = Store(figures)
    try:
        structures = [str(row[0]) for row in store.rows("structures", ["rnsr"])]
    finally:
        store.close()
    return ourselves.ourselves(given.focal, version / "tables", structures)


def _job(given: Given, before: Path | None, product: Path, version: str, ours: Ours) -> Job:
    return Job(
        raw=given.raw,
        lake=given.lake,
        product=product,
        scratch=given.folder / "scratch",
        version=version,
        home=given.focal.home_country,
        ours=ours,
        engine=given.engine(),
        advance=given.progress.advance,
        before=before,
    )


def _told(works: State | None) -> dict[str, Any]:
    if works is None:
        return {}
    return {"works": works.as_manifest()}


def _mark(manifest: Mapping[str, Any], todo: Due) -> str:
    told = hashlib.sha256(str(manifest["fingerprint"]).encode())
    for batch in todo.plan.batches:
        for part in batch:
            told.update(part.mark.encode())
    told.update(bringing.code().encode())
    return told.hexdigest()
