"""The small network of the analytics tests, as a file."""

from pathlib import Path

import pytest

from analytics.radar.conftest import PROJECTS, rows_of
from portulan.analytics.radar.links import COLUMNS


@pytest.fixture
def links(tmp_path: Path) -> Path:
    path = tmp_path / "links.csv"
    path.write_text("\n".join(",".join(row) for row in [COLUMNS, *rows_of(PROJECTS)]) + "\n")
    return path
