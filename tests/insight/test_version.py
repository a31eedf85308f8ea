"""A version opened: answers kept and never altered, memory that is bounded, rows that were refused."""

import pytest

from portulan.insight.figures import Figures


def test_an_answer_is_remembered_and_nobody_alters_it(figures: Figures) -> None:
    figures.partners().clear()
    assert len(figures.partners()) == 5
    assert figures.organisation("ror-0bbbbbb02") is figures.organisation("ror-0bbbbbb02")


def test_memory_is_bounded(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portulan.insight.version.REMEMBERED", 10)
    for number in range(50):
        figures.organisation(f"ror-{number}")
    assert len(figures._answers) <= 10


def test_refused_rows(figures: Figures) -> None:
    (row,) = figures.refused("cordis")
    assert (row.file, row.row, row.column, row.value, row.code) == (
        "cordis/names.csv.gz",
        6,
        "name",
        "",
        "person",
    )
    assert figures.refused("cordis", limit=0) == []
    assert figures.refused("ror") == []
