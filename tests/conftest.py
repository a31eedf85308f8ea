"""Fixtures of the whole suite: the cast, the loaded packs, the built lake. Tests of one file stay on one worker."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from built import shared_folder

RUN = shared_folder("")
pytest_plugins = ["cast.fixtures", "site_fixtures"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is dear to set up is set up once: a file is one group; all walks are one group, for they share a site."""
    for item in items:
        file = Path(item.fspath)
        group = "walks" if "walks" in file.parts else str(file)
        item.add_marker(pytest.mark.xdist_group(group))
        if "walks" in file.parts:
            item.add_marker(pytest.mark.browser)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The last to leave removes what the run shared; workers leave it to the one that started them."""
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(RUN, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_count_of_another_test() -> Iterator[None]:
    """Counts are kept while no cooperation changed; a database that was rolled back tells nothing of it."""
    yield
    if memory := sys.modules.get("portulan.domains.cooperations.queries.memory"):
        memory.forget()
