"""An engine of its own for each test, and a raw folder small enough to count by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics import extract
from analytics.engines import spark
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.build import build
from portulan.insight.progress import Silent

__all__ = ["engine", "once", "raw", "spark"]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(scratch=tmp_path / "scratch", memory="256MB", threads=1) as one:
        yield one


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake built from the raw folder, once for all; copy it before changing it."""
    folder = tmp_path_factory.mktemp("once")
    raw = extract.write(folder / "raw")
    build(raw=raw, lake=folder / "lake", decisions=extract.DECISIONS, progress=Silent())
    return folder / "lake"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return extract.write(tmp_path / "raw")
