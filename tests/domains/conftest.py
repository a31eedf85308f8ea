"""The small pack, loaded."""

from pathlib import Path

import pytest

from domains.packed import load_pack, small_pack


@pytest.fixture
def isle(tmp_path, db) -> Path:
    """The small pack's folder; its rows are in the database."""
    folder = small_pack(tmp_path / "isle")
    load_pack(folder)
    return folder
