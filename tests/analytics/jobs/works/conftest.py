"""A lake with a few works in it, and a way to bring it up to date."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics import extract, works_extract
from portulan.analytics.engine.serving import Store
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.build import build
from portulan.analytics.jobs.running import Built, Settings
from portulan.analytics.jobs.works.run import update
from portulan.insight.progress import Silent

SETTINGS = Settings(memory="256MB", threads=1)


class Lake:
    """Raw files and the lake made of them."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.path = folder / "raw", folder / "lake"

    def build(self) -> Built:
        return build(
            raw=self.raw, lake=self.path, decisions=extract.DECISIONS, progress=Silent(), settings=SETTINGS
        )

    def update(self, **settings: Any) -> Built:
        one = Settings(memory="256MB", threads=1, **settings)
        return update(raw=self.raw, lake=self.path, progress=Silent(), settings=one)

    @property
    def version(self) -> str:
        found = disk.current(self.path)
        assert found is not None
        return found

    @property
    def folder(self) -> Path:
        return disk.version_folder(self.path, self.version)

    def works(self) -> dict[str, Any]:
        return dict(disk.manifest(self.path, self.version)["works"])

    def rows(self, cube: str, *columns: str) -> list[tuple[Any, ...]]:
        """Rows of a cube that is served, sorted."""
        store = Store(self.folder / "works.duckdb")
        try:
            return sorted(store.rows(cube, columns))
        finally:
            store.close()


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Built once from the usual works; nobody changes it."""
    one = Lake(tmp_path_factory.mktemp("usual"))
    extract.write(one.raw)
    works_extract.put(one.raw, "part_000.gz", works_extract.USUAL)
    one.build()
    return one


@pytest.fixture
def lake(usual: Lake, tmp_path: Path) -> Lake:
    """A copy of the usual lake, to be changed."""
    one = Lake(tmp_path)
    shutil.copytree(usual.raw, one.raw)
    shutil.copytree(usual.path, one.path)
    return one


@pytest.fixture
def rebuilt(tmp_path: Path) -> Callable[[Lake], Lake]:
    """The same raw files, built from nothing in another lake."""

    def made(lake: Lake) -> Lake:
        other = Lake(tmp_path / "other")
        other.raw = lake.raw
        other.build()
        return other

    return made
