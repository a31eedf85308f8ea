"""Which records count."""

import pyarrow as pa

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.works import live


def test_a_title_is_known_by_its_letters_and_digits(engine: Engine) -> None:
    table = pa.table({"title": ["On the Tides,  of Éire: 2!", "潮の満ち引き — 1"]})
    staged = engine.stage("titles", schema=table.schema, batches=table.to_batches())
    keys = [row["key"] for row in engine.rows(staged.select(key=live.title_key(staged.title)))]
    assert keys == ["onthetidesoféire2", "潮の満ち引き1"]


def test_empty_tables_have_their_columns(engine: Engine) -> None:
    for name, schema in (("hidden", live.HIDDEN), ("same", live.SAME), ("retired", live.RETIRED)):
        table = live.empty(engine, name, schema)
        assert (table.columns, engine.rows(table)) == (tuple(schema), [])
