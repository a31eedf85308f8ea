"""A registry file of invented organisations, built once."""

from pathlib import Path

import pytest

from analytics.matching import registry_of_ours
from portulan.analytics.matching.build import build
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import load


@pytest.fixture(scope="session")
def registry_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registry")
    out = folder / "ours.portulan"
    build(files=[registry_of_ours.write(folder)], out=out)
    return out


@pytest.fixture(scope="session")
def matcher(registry_file: Path) -> Matcher:
    return Matcher(Registry(registry_file), load())
