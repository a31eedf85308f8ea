"""Spark for the tests of expressions, with two executors in processes of their own."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from portulan.analytics.engine.bulk import BulkEngine

MASTER = "local-cluster[2,1,2048]"


def need_spark() -> None:
    """Skip where Java 17 or pyspark is absent; fail there when the checks of every change are run (CI is set)."""
    lacking = [
        said
        for said, absent in (
            ("Java (apt-get install openjdk-17-jre-headless)", shutil.which("java") is None),
            ("pyspark (uv sync --group spark)", find_spec("pyspark") is None),
        )
        if absent
    ]
    if lacking:
        told = f"Spark cannot be tried: {' and '.join(lacking)} is absent."
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BulkEngine]:
    """One cluster for all tests: it takes ten seconds to start."""
    need_spark()
    from portulan.analytics.engine.cluster import SparkEngine  # noqa: PLC0415 - pyspark may be absent

    scratch = tmp_path_factory.mktemp("spark")
    options = {"spark.sql.shuffle.partitions": "2", "spark.executor.memory": "1g"}
    with SparkEngine(scratch=scratch, master=MASTER, options=options) as engine:
        yield engine
