"""Pages are tried on the whole sample: pack, registry and lake are there for a module, then rolled back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from built import site_of


@pytest.fixture(scope="module")
def site_data(django_db_setup, django_db_blocker) -> Iterator[Path]:
    """The CNRS pack with the sample's figures. Tests of the module also ask for ``db``, which nests inside."""
    with django_db_blocker.unblock(), site_of(pack="cnrs") as lake:
        yield lake


@pytest.fixture(scope="module")
def inria_data(django_db_setup, django_db_blocker) -> Iterator[Path]:
    """The Inria pack with the sample's figures. A module uses ``site_data`` or ``inria_data``, not both."""
    with django_db_blocker.unblock(), site_of(pack="inria") as lake:
        yield lake
