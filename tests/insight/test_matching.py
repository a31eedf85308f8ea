"""The matcher's door: opened once, people's answers beside the registry file, a file from end to end."""

import json
from pathlib import Path

import pytest

from analytics.matching import registry_of_ours as ours
from portulan.insight import matching


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registry")
    matching.build_registry(files=[ours.write(folder)], out=folder / "ours.portulan")
    return folder / "ours.portulan"


def test_a_file_is_opened_once_until_it_is_another(registry: Path, tmp_path: Path) -> None:
    assert matching.opened(registry) is matching.opened(registry)
    with pytest.raises(matching.RegistryError, match="There is no file"):
        matching.opened(tmp_path / "absent")


def test_texts_are_answered_in_order(registry: Path) -> None:
    first, second = matching.match_texts(["", "Velmar University, France"], registry=registry)
    assert first.abstained == "empty"
    assert [one.ror for one in second.matches] == [ours.ror(ours.VELMAR)]


def test_answers_of_people_given_or_beside_the_registry_win(registry: Path, tmp_path: Path) -> None:
    pin = {"text": "Velmar University", "verdict": "corrected", "keys": [f"ror-{ours.ror(ours.LAB)}"]}
    given = matching.match_texts(["velmar university"], registry=registry, answers=[pin])
    assert given[0].matches[0].ror == ours.ror(ours.LAB)
    beside = tmp_path / "r.portulan"
    beside.write_bytes(registry.read_bytes())
    (tmp_path / "pins.json").write_text(json.dumps([pin]))
    assert matching.match_texts(["Velmar University"], registry=beside)[0].matches[0].ror == ours.ror(
        ours.LAB
    )
    assert matching.match_texts(["Velmar University"], registry=beside, answers=[])[0].matches[
        0
    ].ror == ours.ror(ours.VELMAR)
    with pytest.raises(matching.PinsError):
        matching.match_texts(["x"], registry=registry, answers=[{"text": "x", "verdict": "no"}])


def test_the_registry_of_a_lake(lake: Path, tmp_path: Path) -> None:
    found = matching.registry_of(lake)
    assert found is not None
    assert matching.described(found)["organisations"] > 0
    assert matching.registry_of(tmp_path / "empty") is None


def test_a_file_end_to_end_with_a_threshold_from_a_precision(registry: Path, tmp_path: Path) -> None:
    given, out = tmp_path / "in.txt", tmp_path / "out.jsonl"
    given.write_text("Velmar University, Velmar, France\nnothing\n")
    summary = matching.match_file(
        name=str(given), column="", registry=registry, form="jsonl", out=out, precision=0.98
    )
    assert (summary.rows, summary.matched, summary.abstained, summary.errors) == (2, 1, 1, 0)
    told = [json.loads(line) for line in out.read_text().splitlines()]
    assert [one["row"] for one in told] == [1, 2]
    assert told[0]["matches"][0]["ror"] == f"https://ror.org/{ours.ror(ours.VELMAR)}"
