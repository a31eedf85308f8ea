"""Figures handed out, each value counted by hand from the raw folder of ``analytics.extract``."""

import copy
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analytics import extract
from portulan.insight import figures as module
from portulan.insight.figures import Figures, published
from portulan.insight.lake import LakeBrokenError, build
from portulan.insight.progress import Silent


def test_nothing_is_published_before_the_first_build(tmp_path: Path) -> None:
    assert published(tmp_path) is None
    assert published(tmp_path / "absent") is None


def test_who_and_when(figures: Figures) -> None:
    assert (figures.focal.key, figures.focal.home_country, figures.focal.has_copublications) == (
        "ror-0aaaaaa01",
        "FR",
        True,
    )
    assert figures.built_at.tzinfo is not None
    assert figures.version.startswith(f"{figures.built_at:%Y%m%dT%H%M%SZ}")


def test_sources(figures: Figures) -> None:
    assert [one.key for one in figures.sources()] == [
        "coauthorship",
        "cordis",
        "hal",
        "rnsr",
        "ror",
        "openalex_institutions",
        "natural_earth",
    ]
    ror = figures.source("ror")
    assert (ror.as_of, ror.rows_read, ror.rows_kept, ror.rows_merged, ror.missing) == (
        "2025-01-02",
        6,
        5,
        1,
        False,
    )
    assert [file.name for file in ror.files] == ["ror/v1.jsonl.gz", "ror/v2.jsonl.gz"]
    with pytest.raises(KeyError):
        figures.source("nothing")


def test_many_threads_at_once(once: Path) -> None:
    asked: list[Callable[[Figures], object]] = [
        lambda one: one.coauthorship("SG"),
        lambda one: one.partners(),
        lambda one: one.organisation("ror-0bbbbbb02"),
        lambda one: one.structures(),
    ]
    module._open.pop(once, None)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: asked[n % 4](published(once)), range(80)))  # type: ignore[arg-type]
    assert all(one == found[n % 4] for n, one in enumerate(found))


def test_a_new_version_is_seen_and_an_old_one_read_to_the_end(raw: Path, lake: Path) -> None:
    old = published(lake)
    assert old is not None
    changed = copy.deepcopy(extract.DECISIONS)
    changed["focal"]["copublications"] = False
    build(raw=raw, lake=lake, decisions=changed, progress=Silent())
    new = published(lake)
    assert new is not None
    assert new.version != old.version
    assert new.copub_by_country() == []
    shutil.rmtree(lake / "versions" / old.version)
    assert len(old.copub_by_country()) == 3
    assert old.refused("cordis") == []  # the file of refused rows has gone with its version


def test_the_pointer_alone_is_looked_at(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = published(lake)
    monkeypatch.setattr(module, "_opened", lambda _: pytest.fail("it was opened again"))
    assert published(lake) is first


def test_a_pointer_to_nothing_is_said(lake: Path) -> None:
    shutil.rmtree(lake / "versions")
    os.utime(lake / "CURRENT", ns=(1, 1))
    with pytest.raises(LakeBrokenError, match="build again"):
        published(lake)
