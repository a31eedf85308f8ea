"""One function over the partitions of a frame: the file is opened once a task, columns are added, rows stay."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from portulan.analytics.engine.spread import over_partitions

pytest.importorskip("pyspark", reason="pyspark (the group spark) is not installed")


class Frame:
    """What a Spark frame is asked for, on one machine and in one task."""

    def __init__(self, batches: list[pd.DataFrame]) -> None:
        self.batches, self.shipped, self.declared = batches, [], ""
        context = SimpleNamespace(addFile=self.shipped.append)
        self.sparkSession = SimpleNamespace(sparkContext=context)
        kind = SimpleNamespace(simpleString=lambda: "string")
        self.schema = SimpleNamespace(fields=[SimpleNamespace(name="said", dataType=kind)])

    def mapInPandas(self, run: Callable[[Iterator[Any]], Iterator[Any]], schema: str) -> list[pd.DataFrame]:  # noqa: N802 Spark's name
        self.declared = schema
        return list(run(iter(self.batches)))


def test_the_file_is_shipped_and_opened_once_and_columns_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyspark.SparkFiles.get", lambda name: f"/worker/{name}")
    opened: list[Path] = []

    def open_(path: Path) -> Callable[[Sequence[Any]], dict[str, list[Any]]]:
        opened.append(path)
        return lambda values: {"length": [len(value) for value in values]}

    frame = Frame([pd.DataFrame({"said": ["a", "bb"]}), pd.DataFrame({"said": ["ccc"]})])
    found = over_partitions(
        frame, column="said", adding={"length": "int"}, file=Path("/here/x.bin"), opened=open_
    )
    assert (frame.shipped, opened) == (["/here/x.bin"], [Path("/worker/x.bin")])
    assert frame.declared == "`said` string, `length` int"
    assert [batch["length"].tolist() for batch in found] == [[1, 2], [3]]
