"""Cubes of publications, counted by hand, on both engines."""

from collections.abc import Iterable, Sequence
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures import publications
from portulan.analytics.measures.publications import KEYS, ONE

WORKS = pa.schema(
    [
        ("work", pa.int64()),
        ("year", pa.int64()),
        ("field", pa.string()),
        ("cited", pa.int64()),
        ("authors", pa.int64()),
    ]
)
STANDING = pa.schema(
    [
        ("work", pa.int64()),
        ("source", pa.string()),
        ("ror", pa.string()),
        ("country", pa.string()),
        ("structure", pa.string()),
        ("position", pa.string()),
        ("corresponding", pa.bool_()),
    ]
)
OURS = pa.schema([("key", pa.string()), ("unit", pa.string())])

# Work 1: us first and corresponding, the strait last. 2: the strait first, the bay, our team last. 3: not ours.
# 4: many authors. 5: ours alone.
_WORKS = [
    (1, 2020, "asjc-17", 4, 2),
    (2, 2021, "asjc-11", 0, 3),
    (3, 2021, "", 7, 2),
    (4, 2020, "", 1, 101),
    (5, 2020, "", 0, 1),
]
_STANDING = [
    (1, "us", "FR", "", "first", True),
    (1, "us-lab", "FR", "", "first", True),
    (1, "strait", "SG", "", "last", False),
    (1, "strait", "SG", "", "middle", None),
    (2, "strait", "SG", "", "first", False),
    (2, "bay", "SG", "", "middle", False),
    (2, "north", "NO", "", "middle", False),
    (2, "", "FR", "team-tide", "last", False),
    (3, "strait", "SG", "", "first", None),
    (3, "north", "NO", "", "last", None),
    (4, "us", "FR", "", "first", False),
    (4, "north", "NO", "", "last", True),
    (5, "us", "FR", "", "first", False),
]
_OURS = [
    ("us", "us"),
    ("us-lab", "us"),
    ("us-lab", "us-lab"),
    ("team-tide", "us"),
    ("team-tide", "team-tide"),
]


def staged(engine: BulkEngine, name: str, schema: pa.Schema, rows: Iterable[Sequence[Any]]) -> ir.Table:
    given = [dict(zip(schema.names, row, strict=True)) for row in rows]
    return engine.stage(name, schema=schema, batches=[pa.RecordBatch.from_pylist(given, schema=schema)])


def given(engine: BulkEngine, works: Sequence[int] = (1, 2, 3, 4, 5)) -> tuple[ir.Table, ir.Table, ir.Table]:
    standing = [(work, "openalex", *rest) for work, *rest in _STANDING if work in works]
    mark = "_".join(map(str, works))
    return (
        staged(engine, f"works{mark}", WORKS, [row for row in _WORKS if row[0] in works]),
        staged(engine, f"standing{mark}", STANDING, standing),
        staged(engine, f"ours{mark}", OURS, _OURS),
    )


def rows(engine: BulkEngine, table: ir.Table, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[one] for one in columns) for row in engine.rows(table))


Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module", params=["duckdb", "spark"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The rows of all cubes, counted once on each engine."""
    if request.param == "spark":
        return _counted(request.getfixturevalue("spark"))
    with Engine(scratch=tmp_path_factory.mktemp("scratch"), memory="256MB", threads=1) as engine:
        return _counted(engine)


def _counted(engine: BulkEngine) -> Rows:
    found = publications.cubes(*given(engine), home="FR")
    return {name: engine.rows(engine.keep(name, table)) for name, table in found.items()}


def told(found: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[one] for one in columns) for row in found)


def test_cubes_counted_by_hand(made: Rows) -> None:
    assert set(made) == set(KEYS)
    units = told(made["unit_years"], "unit", "year", "hyper", "works", "abroad", "first", "corresponding")
    assert units == [
        ("team-tide", 2021, False, 1, 1, 0, 0),
        ("us", 2020, False, 1, 0, 1, 0),
        ("us", 2020, False, 1, 1, 1, 1),
        ("us", 2020, True, 1, 1, 1, 0),
        ("us", 2021, False, 1, 1, 0, 0),
        ("us-lab", 2020, False, 1, 1, 1, 1),
    ]
    partners = told(
        made["partner_years"],
        "unit",
        "partner",
        "country",
        "hyper",
        "works",
        "fraction",
        "first",
        "last",
        "their_first",
        "their_last",
        "their_corresponding",
        "cited",
    )
    third = round(ONE / 3)
    assert [row for row in partners if row[0] == "us"] == [
        ("us", "bay", "SG", False, 1, third, 0, 1, 0, 0, 0, 0),
        ("us", "north", "NO", False, 1, third, 0, 1, 0, 0, 0, 0),
        ("us", "north", "NO", True, 1, ONE, 1, 0, 0, 1, 1, 1),
        ("us", "strait", "SG", False, 1, third, 0, 1, 1, 0, 0, 0),
        ("us", "strait", "SG", False, 1, ONE, 1, 0, 0, 1, 0, 4),
    ]
    countries = told(made["country_years"], "unit", "country", "year", "works", "fraction")
    assert [row for row in countries if row[0] == "team-tide"] == [
        ("team-tide", "NO", 2021, 1, ONE // 2),
        ("team-tide", "SG", 2021, 1, ONE // 2),
    ]


def test_pairs_of_countries_and_of_organisations(made: Rows) -> None:
    pairs = told(made["world_pairs"], "country", "other", "year", "hyper", "works", "cited")
    assert pairs == [
        ("FR", "FR", 2020, False, 1, 0),
        ("FR", "FR", 2020, False, 1, 4),
        ("FR", "FR", 2020, True, 1, 1),
        ("FR", "FR", 2021, False, 1, 0),
        ("FR", "NO", 2020, True, 1, 1),
        ("FR", "NO", 2021, False, 1, 0),
        ("FR", "SG", 2020, False, 1, 4),
        ("FR", "SG", 2021, False, 1, 0),
        ("NO", "NO", 2020, True, 1, 1),
        ("NO", "NO", 2021, False, 1, 0),
        ("NO", "NO", 2021, False, 1, 7),
        ("NO", "SG", 2021, False, 1, 0),
        ("NO", "SG", 2021, False, 1, 7),
        ("SG", "SG", 2020, False, 1, 4),
        ("SG", "SG", 2021, False, 1, 0),
        ("SG", "SG", 2021, False, 1, 7),
    ]
    fractions = {row["fraction"] for row in made["world_pairs"]}
    assert fractions == {ONE, ONE // 2, round(ONE / 3)}
    edges = told(made["organisation_edges"], "partner", "other", "year", "works")
    assert edges == [
        ("bay", "north", 2021, 1),
        ("bay", "strait", 2021, 1),
        ("north", "strait", 2021, 2),
        ("strait", "us", 2020, 1),
        ("strait", "us-lab", 2020, 1),
        ("us", "us-lab", 2020, 1),
    ]


def test_what_changed_added_to_what_was_is_what_is(engine: BulkEngine) -> None:
    before = publications.cubes(*given(engine, (1, 2)), home="FR")
    after = publications.cubes(*given(engine, (2, 3)), home="FR")
    for name in KEYS:
        change = engine.keep(f"change_{name}", publications.changed(name, before[name], after[name]))
        found: dict[tuple[Any, ...], int] = {}
        for table in (before[name], change):
            for *key, works in rows(engine, table, *KEYS[name], "works"):
                found[tuple(key)] = found.get(tuple(key), 0) + works
        wanted = {tuple(key): works for *key, works in rows(engine, after[name], *KEYS[name], "works")}
        assert {key: works for key, works in found.items() if works} == wanted


def test_examples_name_our_works_with_each_partner(engine: BulkEngine) -> None:
    works, standing, ours = given(engine)
    named = works.mutate(
        title=works.field, doi=works.field, hal_id=works.field, source=works.field, source_id=works.field
    )
    found = publications.examples(named, standing, ours)
    assert rows(engine, found, "unit", "country", "partner", "work") == [
        ("team-tide", "NO", "north", 2),
        ("team-tide", "SG", "bay", 2),
        ("team-tide", "SG", "strait", 2),
        ("us", "NO", "north", 2),
        ("us", "NO", "north", 4),
        ("us", "SG", "bay", 2),
        ("us", "SG", "strait", 1),
        ("us", "SG", "strait", 2),
        ("us-lab", "SG", "strait", 1),
    ]
