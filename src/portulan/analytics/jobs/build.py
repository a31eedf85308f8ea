"""Build a version of the lake: from raw files and decisions to published figures."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

import portulan
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.garbage import no_collection
from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs import (
    disk,
    found,
    measuring,
    organisations,
    refused,
    registry_file,
    serving,
    structures,
    suggesting,
)
from portulan.analytics.jobs.fingerprint import Input, fingerprint, inputs
from portulan.analytics.jobs.links import Links, links
from portulan.analytics.jobs.running import Built, Progress, Settings
from portulan.analytics.jobs.staging import Checked, take_in, take_in_stage
from portulan.analytics.jobs.works import run as publications
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import load
from portulan.analytics.matching.pins import Pin, Pins, PinsError
from portulan.analytics.matching.pins import read as pins_of
from portulan.analytics.measures.structures import bodies_of
from portulan.analytics.sources import decisions as deciding
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.sources.decisions import Focal
from portulan.analytics.sources.finding import Holdings, holdings
from portulan.analytics.sources.source import Source
from portulan.analytics.tables.refusal import Refusal, UnusableError

_LAST_STEPS = (
    "Make the registry file",
    "Link names to the registry",
    "Compute figures",
    "Write figures",
    "Put to use",
)


@dataclass(frozen=True, slots=True)
class _Input:
    source: Source
    holdings: Holdings
    files: tuple[Input, ...]


def build(
    *,
    raw: Path,
    lake: Path,
    decisions: Mapping[str, Any],
    progress: Progress,
    settings: Settings | None = None,
) -> Built:
    """Build a version from the files under ``raw`` and put it to use, or find that nothing has changed.

    Raises UnusableError when a whole file, or the decisions, cannot be used; LakeBusyError when another build is
    at work. What was in use before stays in use.
    """
    with disk.building(lake) as folder:
        focal, pins = deciding.focal(decisions), _pins(decisions)
        read = [_holding(source, raw) for source in SOURCES]
        if not any(one.files for one in read) and not publications.any_part(raw):
            raise UnusableError(
                Refusal(str(raw), 0, "", "", "empty", "It holds no file of any source: name another folder.")
            )
        mark = fingerprint([(one.source.key, one.holdings.as_of, one.files) for one in read], decisions)
        in_use = disk.current(lake)
        given = publications.Given(folder, lake, raw, focal, progress, settings or Settings())
        if in_use is not None and _fingerprint_of(lake, in_use) == mark:
            return publications.updated(given, in_use)
        progress.start(len(read) + len(_LAST_STEPS) + publications.steps(given, in_use))
        try:
            return _built(_Job(folder, lake, read, focal, decisions, progress, mark, pins), given, in_use)
        finally:
            progress.done()


def _pins(decisions: Mapping[str, Any]) -> list[Pin]:
    """What people answered for texts; a wrong answer stops the build, since people can mend it at once."""
    try:
        return pins_of(decisions.get("pins") or [])
    except PinsError as error:
        remedy = "Correct it where answers are kept."
        raise UnusableError(Refusal("decisions", 0, "pins", str(error), "pattern", remedy)) from error


def _holding(source: Source, raw: Path) -> _Input:
    found = holdings(source, raw)
    return _Input(source, found, inputs(found))


def _fingerprint_of(lake: Path, version: str) -> str | None:
    try:
        return str(disk.manifest(lake, version)["fingerprint"])
    except (disk.LakeBrokenError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class _Job:
    folder: Path
    lake: Path
    read: list[_Input]
    focal: Focal
    decisions: Mapping[str, Any]
    progress: Progress
    mark: str
    pins: list[Pin]


def _built(job: _Job, given: publications.Given, in_use: str | None) -> Built:
    settings = given.settings
    scratch, product = job.folder / "scratch", job.folder / "version"
    (product / "tables").mkdir(parents=True)
    engine = Engine(scratch=scratch, memory=settings.memory, threads=settings.threads)
    with engine, no_collection():
        checked = [_taken(engine, job, one, product) for one in job.read]
        tables = {name: table for one in checked for name, table in one.tables.items()}
        tables |= _decided(engine, job, checked)
        registry = _registered(job, product)
        _write_pins(product, job.decisions)
        made, located = _linked(engine, job, tables, _matcher(product))
        job.progress.advance(_LAST_STEPS[2])
        served = _figures(engine, job, tables, made, located)
        job.progress.advance(_LAST_STEPS[3])
        engine.write_serving(product / "figures.duckdb", served)
        suggesting.write(engine, tables, made, job.focal, product)
        tied = engine.rows(made.all().group_by(["source", "how"]).agg(n=lambda t: t.source_id.nunique()))
    version, at = disk.next_version(job.lake, datetime.now(UTC), job.mark)
    works = publications.brought(given, in_use, product, version)
    job.progress.advance(_LAST_STEPS[4])
    told = {**_manifest(job, checked, tied, version, at), "registry": registry, **works}
    publications.put_to_use(given, product, told, version)
    return Built(version, unchanged=False)


def _taken(engine: Engine, job: _Job, one: _Input, product: Path) -> Checked:
    job.progress.advance(f"Read {one.source.title}")
    checked = take_in(engine, one.source, one.holdings)
    for contract in one.source.contracts:
        table = checked.tables[contract.name]
        engine.write_parquet(table, product / "tables" / f"{contract.name}.parquet", order=contract.key)
    refused.write(product, one.source.key, checked.refusals)
    return checked


def _decided(engine: Engine, job: _Job, checked: list[Checked]) -> dict[str, ir.Table]:
    """Tables of the decisions; a wrong decision stops the build, since people can mend it at once."""
    contract = deciding.CONTRACTS[0]
    taken = take_in_stage(engine, contract, deciding.stage(job.decisions))
    if taken.refusals:
        raise UnusableError(taken.refusals[0])
    return taken.tables


def _registered(job: _Job, product: Path) -> dict[str, Any] | None:
    """What the registry file of this version is; None without a dump of the registry."""
    job.progress.advance(_LAST_STEPS[0])
    ror = next(one for one in job.read if one.source.key == "ror")
    return registry_file.made(holdings=ror.holdings, files=ror.files, product=product, lake=job.lake)


def _matcher(product: Path) -> Matcher | None:
    path = product / disk.REGISTRY
    return Matcher(Registry(path), load()) if path.is_file() else None


def _linked(
    engine: Engine, job: _Job, tables: Mapping[str, ir.Table], matcher: Matcher | None
) -> tuple[Links, ir.Table]:
    job.progress.advance(_LAST_STEPS[1])
    located = structures.located(engine, tables, job.focal)
    ourselves = _ourselves(engine, job.focal, tables)
    return links(engine, tables, located, ourselves, matcher=matcher, pins=Pins(job.pins)), located


def _ourselves(engine: Engine, focal: Focal, tables: Mapping[str, ir.Table]) -> ir.Table:
    """Our own identifiers in each source, tied to our own key."""
    bodies = engine.rows(bodies_of(tables["structure_bodies"], focal.rnsr_bodies).select("body").distinct())
    own = [("cordis", pic) for pic in focal.pics] + [("rnsr", row["body"]) for row in bodies]
    names = ("source", "source_id", "key")
    schema = pa.schema([(name, pa.string()) for name in names])
    columns = [[source for source, _ in own], [one for _, one in own], [f"ror-{focal.ror}"] * len(own)]
    batch = pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], schema=schema)
    return engine.stage("ourselves", schema=schema, batches=[batch])


def _figures(
    engine: Engine, job: _Job, tables: Mapping[str, ir.Table], made: Links, located: ir.Table
) -> list[ServingTable]:
    activity = serving.shared_activity(engine, tables, made, job.focal)
    projects, works = activity["cordis"], activity["hal"]
    return [
        *serving.country_tables(engine, tables, job.focal.home_country),
        *serving.shared_tables(projects),
        *serving.shared_tables(works),
        serving.partners([projects, works]),
        *serving.project_tables(tables, projects, job.focal),
        *serving.work_tables(tables, works, job.focal),
        *structures.serving(tables, located, made),
        *organisations.serving(tables, made),
        found.serving(tables, projects, works, job.focal),
        *measuring.serving(engine, tables, made, job.focal, activity),
        ServingTable("texts_to_check", made.texts, ("place",)),
    ]


def _manifest(
    job: _Job, checked: list[Checked], tied: list[dict[str, Any]], version: str, at: datetime
) -> dict[str, Any]:
    return {
        "version": version,
        "built_at": at.isoformat(),
        "code": portulan.__version__,
        "fingerprint": job.mark,
        "focal": asdict(job.focal),
        "sources": [_about(one, done, tied) for one, done in zip(job.read, checked, strict=True)],
    }


def _about(one: _Input, done: Checked, tied: list[dict[str, Any]]) -> dict[str, Any]:
    source = one.source
    facts = {name: getattr(source, name) for name in ("key", "title", "publisher", "url", "licence")}
    return {
        **facts,
        "as_of": done.as_of,
        "missing": done.missing,
        "files": [asdict(file) for file in one.files],
        "rows_read": done.read,
        "rows_kept": done.kept,
        "rows_refused": done.refused,
        "rows_merged": done.merged,
        "reasons": dict(done.reasons.most_common()),
        "links": {row["how"]: row["n"] for row in sorted(tied, key=str) if row["source"] == source.key},
        "refused_file": f"refused/{source.key}.csv" if done.refusals else None,
    }


def _write_pins(product: Path, decisions: Mapping[str, Any]) -> None:
    """People's answers beside the registry file, for those who match with it."""
    text = json.dumps(decisions.get("pins") or [], ensure_ascii=False, indent=1)
    (product / disk.PINS).write_text(text + "\n", encoding="utf-8")
