"""One row among several."""

import ibis

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.tables.selection import first_of


def test_the_first_in_order_of_each(engine: Engine) -> None:
    table = ibis.memtable([{"k": "a", "n": 2}, {"k": "a", "n": 1}, {"k": "b", "n": 3}])
    rows = engine.rows(first_of(table, by=["k"], order=[table.n]).order_by("k"))
    assert rows == [{"k": "a", "n": 1}, {"k": "b", "n": 3}]
