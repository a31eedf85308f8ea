"""The raw folder counted by hand, taken in once: checked tables, links, and where our structures stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from analytics import extract
from analytics.jobs.fetching import CNRS, NOW, SECRET, Run
from analytics.jobs.replay import Replay
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs import fetch as job
from portulan.analytics.jobs.fetch import Fetched, fetch
from portulan.analytics.jobs.fetch_asking import Outside
from portulan.analytics.jobs.fetch_sources import Secrets, Wanted
from portulan.analytics.jobs.links import Links, links
from portulan.analytics.jobs.staging import take_in, take_in_stage
from portulan.analytics.jobs.structures import located
from portulan.analytics.matching.build import build as build_registry
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import load
from portulan.analytics.matching.pins import Pins
from portulan.analytics.sources import decisions
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.sources.decisions import Focal
from portulan.analytics.sources.finding import holdings
from portulan.foundations.outside.web import Web, WebError

OURSELVES = [
    {"source": "cordis", "source_id": "900000001", "key": "ror-0aaaaaa01"},
    {"source": "rnsr", "source_id": "uai-0750001A", "key": "ror-0aaaaaa01"},
]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a build holds before it computes figures."""

    engine: Engine
    focal: Focal
    tables: dict[str, ir.Table]
    located: ir.Table
    links: Links

    def rows(self, table: ir.Table, *columns: str) -> list[tuple[Any, ...]]:
        """Some columns of all rows, sorted."""
        return sorted((tuple(row[one] for one in columns) for row in self.engine.rows(table)), key=repr)


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    folder = tmp_path_factory.mktemp("taken")
    raw = extract.write(folder / "raw")
    focal = decisions.focal(extract.DECISIONS)
    with Engine(scratch=folder / "scratch", memory="256MB", threads=1) as engine:
        tables: dict[str, ir.Table] = {}
        for source in SOURCES:
            tables |= take_in(engine, source, holdings(source, raw)).tables
        tables |= take_in_stage(engine, decisions.CONTRACTS[0], decisions.stage(extract.DECISIONS)).tables
        places = located(engine, tables, focal)
        batch = pa.RecordBatch.from_pylist(OURSELVES)
        ourselves = engine.stage("ourselves", schema=batch.schema, batches=[batch])
        build_registry(files=sorted((raw / "ror").iterdir()), out=folder / "registry.portulan")
        matcher = Matcher(Registry(folder / "registry.portulan"), load())
        made = links(engine, tables, places, ourselves, matcher=matcher, pins=Pins())
        yield Taken(engine, focal, tables, places, made)


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def run(tmp_path: Path, waits: list[float]) -> Iterator[Run]:
    """Fetch from a replay into the temporary folder; waiting is written down, not done."""
    with Web(agent="test", seconds=5, most=64 << 20) as web:

        def go(
            served: Replay, *, key: str = "openalex", wanted: Wanted = CNRS, now: datetime = NOW, **more: Any
        ) -> Fetched:
            return fetch(
                source=job.source_of(key),
                wanted=wanted,
                raw=tmp_path,
                secrets=Secrets(SECRET, "someone", SECRET, "desk@example.org"),
                outside=Outside(web, WebError, lambda: now, waits.append),
                address=served.address,
                **more,
            )

        yield go
