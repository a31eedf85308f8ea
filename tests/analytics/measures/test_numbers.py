"""A sum keeps the type it is said to have."""

import ibis
import pyarrow as pa

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures.numbers import integer


def test_a_sum_of_whole_numbers_stays_one(engine: Engine) -> None:
    batch = pa.RecordBatch.from_pylist([{"n": 2**52}, {"n": 5}])
    staged = engine.stage("numbers", schema=batch.schema, batches=[batch])
    kept = engine.keep("summed", staged.aggregate(total=integer(staged.n.sum())))
    assert kept.schema()["total"] == ibis.dtype("int64")
    assert engine.rows(kept) == [{"total": 2**52 + 5}]
