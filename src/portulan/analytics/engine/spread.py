"""One function run by the workers of Spark on their own rows, with one file that each of them opens: no shuffle."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Columns = dict[str, list[Any]]


def over_partitions(
    frame: Any,
    *,
    column: str,
    adding: Mapping[str, str],
    file: Path,
    opened: Callable[[Path], Callable[[Sequence[Any]], Columns]],
) -> Any:
    """A Spark frame with the columns ``adding`` (name to type), made of the values of ``column``.

    ``file`` is shipped to every worker (addFile) and opened there once for each task; ``opened`` is given its place and
    gives the function that is called with the values of a batch. Rows stay in their partition (mapInPandas).
    """
    # Only who asks for Spark has it, 2026-11-25.
    from pyspark import SparkFiles  # noqa: PLC0415

    frame.sparkSession.sparkContext.addFile(str(file))
    name = file.name
    fields = [f"`{field.name}` {field.dataType.simpleString()}" for field in frame.schema.fields]
    schema = ", ".join([*fields, *(f"`{new}` {kind}" for new, kind in adding.items())])

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        answer = opened(Path(SparkFiles.get(name)))
        for batch in batches:
            yield batch.assign(**answer(batch[column].tolist()))

    return frame.mapInPandas(run, schema)
