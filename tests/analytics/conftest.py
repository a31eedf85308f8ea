"""An engine of its own for each test, and a raw folder small enough to count by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.engine.embedded import Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(scratch=tmp_path / "scratch", memory="256MB", threads=1) as one:
        yield one


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return extract.write(tmp_path / "raw")
