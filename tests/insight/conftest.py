"""The raw folder counted by hand and the lake built from it once, as for analytics; figures read from a copy."""

import shutil
from pathlib import Path

import pytest

from analytics.conftest import once, raw
from portulan.insight.figures import Figures, published

__all__ = ["figures", "lake", "once", "raw"]


@pytest.fixture
def lake(once: Path, tmp_path: Path) -> Path:
    shutil.copytree(once, tmp_path / "lake")
    return tmp_path / "lake"


@pytest.fixture(scope="session")
def figures(once: Path) -> Figures:
    found = published(once)
    assert found is not None
    return found
