"""Pajek networks: a byte order mark, two directions of one edge, the diagonal, and NA for Namibia."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from analytics import extract
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import take_in
from portulan.analytics.sources.coauthorship import SOURCE, arcs
from portulan.analytics.sources.finding import holdings
from portulan.analytics.sources.source import Intake


def read(text: str, intake: Intake | None = None) -> list[tuple[int, str, str, str]]:
    numbered = enumerate(text.removeprefix("\ufeff").split("\n"), start=1)
    return list(arcs(numbered, file="zip/World2018.net", intake=intake or Intake()))


def test_arcs() -> None:
    assert read(extract.pajek("1 2 8 ", "3 1 1")) == [(7, "FR", "SG", "8"), (8, "NA", "FR", "1")]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(0, 10**9)), max_size=20))
def test_arcs_give_back_what_was_written(written: list[tuple[int, int, int]]) -> None:
    codes = {1: "FR", 2: "SG", 3: "NA"}
    found = read(extract.pajek(*(" ".join(map(str, one)) for one in written)))
    assert [one[1:] for one in found] == [(codes[a], codes[b], str(works)) for a, b, works in written]


def test_wrong_arcs_are_refused() -> None:
    intake = Intake()
    assert read(extract.pajek("1 2", "1 9 5", "1 2 8"), intake) == [(9, "FR", "SG", "8")]
    assert [(one.row, one.code, one.value) for one in intake.at_sight] == [
        (7, "cells", "1 2"),
        (8, "vertex", "1 9 5"),
    ]


def test_both_directions_are_one_edge(engine: Engine, raw: Path) -> None:
    checked = take_in(engine, SOURCE, holdings(SOURCE, raw))
    rows = engine.rows(checked.tables["country_coauthorship"])
    found = {(row["first"], row["second"], row["year"]): row["works"] for row in rows}
    assert found == {
        ("FR", "FR", 2017): 100,
        ("FR", "SG", 2017): 3,
        ("SG", "SG", 2017): 10,
        ("FR", "FR", 2018): 120,
        ("FR", "SG", 2018): 8,
        ("FR", "NA", 2018): 1,
        ("SG", "SG", 2018): 11,
    }
    assert (checked.read, checked.kept, checked.merged) == (10, 7, 3)
