"""Pages are tried on the whole sample: pack, registry and lake, loaded once and kept for the modules that follow.

Each test nests in a savepoint of its own; a module that asks for neither pack finds the database empty.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from built import site_of


class Berth:
    """The pack that lies in the database of this worker, inside one open transaction."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker, self._stack, self._pack = blocker, ExitStack(), ""

    def hold(self, pack: str) -> Path:
        if self._pack != pack:
            self.clear()
            with self._blocker.unblock():
                self._stack.enter_context(site_of(pack=pack))
            self._pack = pack
        return settings.LAKE

    def clear(self) -> None:
        if self._pack:
            with self._blocker.unblock():
                self._stack.close()
            self._pack = ""


@pytest.fixture(scope="session")
def _berth(django_db_setup, django_db_blocker) -> Iterator[Berth]:
    berth = Berth(django_db_blocker)
    yield berth
    berth.clear()


@pytest.fixture(scope="module", autouse=True)
def _an_empty_database_for_who_asks_for_no_pack(request: pytest.FixtureRequest) -> None:
    mine = [item for item in request.session.items if item.path == request.path]
    names = {name for item in mine if isinstance(item, pytest.Function) for name in item.fixturenames}
    asks = names & {"db", "transactional_db"} or any(item.get_closest_marker("django_db") for item in mine)
    if asks and not names & {"site_data", "inria_data"}:
        request.getfixturevalue("_berth").clear()


@pytest.fixture(scope="module")
def site_data(_berth: Berth) -> Path:
    """The CNRS pack with the sample's figures; gives the lake. Tests also ask for ``db``, which nests inside."""
    return _berth.hold("cnrs")


@pytest.fixture(scope="module")
def inria_data(_berth: Berth) -> Path:
    """The Inria pack with the sample's figures. A module uses ``site_data`` or ``inria_data``, not both."""
    return _berth.hold("inria")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """No test inherits the language of the one before."""
    with translation.override("en"):
        yield
