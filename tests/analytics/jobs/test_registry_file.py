"""The registry file of a version: made from its dumps, taken over when they are the same, absent without them."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from portulan.analytics.jobs import disk, registry_file
from portulan.analytics.jobs.fingerprint import inputs
from portulan.analytics.matching.index import Registry
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.sources.finding import holdings

ROR = next(one for one in SOURCES if one.key == "ror")


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """Where a version to come is made."""
    (tmp_path / "product").mkdir()
    return tmp_path / "product"


def made(raw: Path, product: Path, lake: Path) -> dict[str, Any] | None:
    """What the build does with the dumps of a raw folder, beside a lake that it leaves as it is."""
    held = holdings(ROR, raw)
    return registry_file.made(holdings=held, files=inputs(held), product=product, lake=lake)


def test_a_version_holds_the_registry_of_its_dumps(once: Path) -> None:
    path = disk.registry(once)
    assert path is not None
    registry = Registry(path)
    version = disk.current(once)
    assert version is not None
    about = disk.manifest(once, version)["registry"]
    assert (about["identity"], about["organisations"]) == (registry.identity, registry.organisations)
    assert registry.number("0aaaaaa01") >= 0


def test_the_same_dumps_are_not_read_twice(raw: Path, once: Path, product: Path) -> None:
    before, version = disk.registry(once), disk.current(once)
    assert before is not None
    assert version is not None
    about = made(raw, product, once)
    assert about == disk.manifest(once, version)["registry"]
    assert (product / disk.REGISTRY).samefile(before)


def test_other_dumps_are_read(raw: Path, once: Path, product: Path) -> None:
    before = disk.registry(once)
    assert before is not None
    (raw / "ror/v1.jsonl.gz").unlink()
    about = made(raw, product, once)
    assert about is not None
    assert not (product / disk.REGISTRY).samefile(before)
    assert Registry(product / disk.REGISTRY).organisations == about["organisations"]
    assert about["organisations"] < Registry(before).organisations


def test_without_dumps_there_is_no_registry_file(raw: Path, once: Path, product: Path) -> None:
    shutil.rmtree(raw / "ror")
    assert made(raw, product, once) is None
    assert not (product / disk.REGISTRY).exists()


def test_a_version_without_one_says_so(once: Path, tmp_path: Path) -> None:
    shutil.copytree(once, tmp_path / "lake")
    path = disk.registry(tmp_path / "lake")
    assert path is not None
    path.unlink()
    assert disk.registry(tmp_path / "lake") is None
