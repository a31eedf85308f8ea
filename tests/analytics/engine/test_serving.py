"""The store that answers pages: read-only, safe with threads, no value taken for a command."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from portulan.analytics.engine.failure import EngineError
from portulan.analytics.engine.serving import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "s.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute(
            "CREATE TABLE t AS SELECT * FROM (VALUES ('a', 1), ('b', 2), ('b', 3), (NULL, 9)) AS v(k, n)"
        )
    return Store(path)


def test_where_order_and_window(store: Store) -> None:
    assert store.rows("t", ("n",), where={"k": "b"}, order=("-n",)) == [(3,), (2,)]
    assert store.rows("t", ("n",), where={"k": ["a", "b"]}, order=("n",), limit=1, offset=1) == [(2,)]
    assert store.rows("t", ("n",), where={"k": []}) == []


def test_a_value_is_never_a_command(store: Store) -> None:
    assert store.rows("t", ("n",), where={"k": "b' OR '1'='1"}) == []
    assert len(store.rows("t", ("n",))) == 4


def test_it_cannot_write(store: Store) -> None:
    with pytest.raises(EngineError):
        store._connection.execute("DROP TABLE t")


def test_several_threads(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: store.rows("t", ("n",), where={"k": "a"}), range(200)))
    assert answers == [[(1,)]] * 200


def test_a_deleted_file_is_still_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "s.duckdb").unlink()
    assert store.rows("t", ("n",), where={"k": "a"}) == [(1,)]


def test_has_tells_the_tables_that_are_there(store: Store) -> None:
    assert (store.has("t"), store.has("found")) == (True, False)
