"""Whatever the engine raises is caught under our name for it."""

from pathlib import Path

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.failure import EngineError
from portulan.analytics.engine.serving import Store


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "figures.duckdb").write_text("not a database " * 1000)
    with pytest.raises(EngineError):
        Store(tmp_path / "figures.duckdb")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EngineError):
        Store(tmp_path / "none.duckdb")


def test_a_table_that_is_not_there(engine: Engine) -> None:
    with pytest.raises(EngineError, match="missing"):
        engine.keep("kept", ibis.table({"n": "int64"}, name="missing"))
