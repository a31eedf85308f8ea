"""Fixtures of the whole suite: the cast, the loaded packs, the built lake. Tests of one file stay on one worker."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from built import RUN as NAMED
from built import shared_folder

GIVEN = NAMED in os.environ
RUN = shared_folder("")
DEAR = ("walks", "spark", "site_data", "inria_data")
CLUSTER = ("test_cluster.py", "measures/test_publications.py", "test_match_table.py")
pytest_plugins = ["cast.fixtures", "site_fixtures"]


class ByFile(LoadScopeScheduling):
    """Tests of one file stay on one worker; so do all walks, which share a site, and those that share a cluster."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if "walks/" in file:
            return "walks"
        return "spark" if file.endswith(CLUSTER) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """What is dear to set up is set up once: walks come first, for they are the longest; then Spark; then, one after
    the other, what needs the pack of CNRS, that of Inria, and an empty database."""
    needs: dict[Path, int] = {}
    for item in items:
        needs[item.path] = min(needs.get(item.path, len(DEAR)), _need(item))
        if "walks" in item.path.parts:
            item.add_marker(pytest.mark.browser)
    yield  # here the database plugin orders what asks for a database
    items.sort(key=lambda item: needs[item.path])


def _need(item: pytest.Item) -> int:
    names = {*item.path.parts, *getattr(item, "fixturenames", ())}
    return next((place for place, name in enumerate(DEAR) if name in names), len(DEAR))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The last to leave removes what the run shared; workers leave it to the one that started them, and a run to the
    command that runs several."""
    if not GIVEN and not hasattr(session.config, "workerinput"):
        shutil.rmtree(RUN, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_count_of_another_test() -> Iterator[None]:
    """Counts are kept while no cooperation changed; a database that was rolled back tells nothing of it."""
    yield
    if memory := sys.modules.get("portulan.domains.cooperations.queries.memory"):
        memory.forget()
