"""Training on strings made up from invented names: the same model twice, and one that tells right from wrong."""

import csv
import json
from pathlib import Path

import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.jobs.training import train
from portulan.analytics.matching.build import build
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.labels import SETS
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import ModelError, load

pytest.importorskip("lightgbm", reason="training needs lightgbm: install the group train")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registry")
    build(files=[ours.write(folder)], out=folder / "ours.portulan")
    return folder / "ours.portulan"


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sets")
    named = [(one["names"][0]["value"], one["id"]) for one in ours.RECORDS if one["status"] == "active"]
    rows = [(f"Section {n}, {name}", address) for n in range(30) for name, address in named]
    rows += [(f"Room {n}, Mill Road", "NP") for n in range(100)]
    with (folder / SETS["queries"]).open("w", newline="") as stream:
        csv.writer(stream).writerows([("affiliation", "ror_id"), *rows])
    return folder


def test_the_same_sets_and_seed_give_the_same_model(registry: Path, sets: Path, tmp_path: Path) -> None:
    cards = [train(registry=registry, sets=sets, out=tmp_path / name) for name in ("one", "two")]
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert cards[0]["version"]
    assert json.dumps(cards[0])
    model = load(tmp_path / "one")
    (answer,) = Matcher(Registry(registry), model).match(["Section 99, Haoyun University"])
    assert [one.ror for one in answer.matches] == [ours.ror(ours.CHINESE)]


def test_the_model_shipped_is_small_and_says_what_it_is() -> None:
    model = load()
    assert model.version
    assert model.threshold(0.98) > model.threshold(0.9)
    assert {"crossref", "springer", "s2aff", "queries"} <= set(model.card["quality"])


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"PK\x03\x04")
    for name in ("broken", "absent"):
        with pytest.raises(ModelError, match="is not a model"):
            load(tmp_path / name)


def test_no_set_at_all_is_refused(registry: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        train(registry=registry, sets=tmp_path, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
