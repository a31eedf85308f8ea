"""A network small enough to draw on paper.

Home is FR (a, b), abroad DE (c, d) and IT (e); k is a firm of FR. Before 2017: a-k and k-c in two projects of theme X,
a-d together in theme Y, b-e with k in theme X. After: a meets c in 2017, b meets d in a project of three in 2018.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from portulan.analytics.radar.links import COLUMNS, Links, read

TODAY = date(2026, 1, 1)
COUNTRY = {"a": "FR", "b": "FR", "c": "DE", "d": "DE", "e": "IT", "k": "FR"}
PROJECTS = (
    ("p1", "ak", "2014-12-31", "X"),
    ("p2", "kc", "2016-12-31", "X"),
    ("p3", "ad", "2015-06-30", "Y"),
    ("p4", "bek", "2016-06-30", "X"),
    ("p5", "de", "2016-01-31", "X;Y"),
    ("p6", "ac", "2017-05-31", "X"),
    ("p7", "bdk", "2018-05-31", "Y"),
)
Write = Callable[[Sequence[Sequence[str]]], Path]


def rows_of(projects: Sequence[tuple[str, str, str, str]]) -> list[list[str]]:
    """One row per member; k is a firm, all others are universities."""
    return [
        [name, member, COUNTRY[member], "PRC" if member == "k" else "HES", start, theme]
        for name, members, start, theme in projects
        for member in members
    ]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(rows: Sequence[Sequence[str]]) -> Path:
        path = tmp_path / "links.csv"
        path.write_text("\n".join(",".join(row) for row in [COLUMNS, *rows]) + "\n", "utf-8")
        return path

    return written


@pytest.fixture
def small(write: Write) -> Links:
    return read(write(rows_of(PROJECTS)), today=TODAY)
