"""The verbs match and registry in a process of their own: exit codes, messages, a kill in the middle."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analytics.matching import registry_of_ours as ours

PORTULAN = [sys.executable, "-m", "portulan.site.cli"]


def portulan(*words: object, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PORTULAN, *map(str, words)], input=given, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registry")
    made = portulan("registry", "build", "--ror", ours.write(folder), "--out", folder / "ours.portulan")
    assert made.returncode == 0, made.stderr
    assert "ROR v9.1 (2026-01-02), 21 organisations" in made.stderr
    return folder / "ours.portulan"


def test_a_string_on_standard_input_is_explained(registry: Path) -> None:
    done = portulan("match", "--registry", registry, "--explain", given="Velmar University, Velmar, France\n")
    assert done.returncode == 0, done.stderr
    (answer,) = map(json.loads, done.stdout.splitlines())
    assert answer["matches"][0]["reason"]["kind"] == "label"
    assert answer["considered"]
    assert "1 rows: 1 matched" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("match", "absent.csv"), 2, "not a file"),
        (("match", "--threshold", "7"), 2, "from 0 to 1"),
        (("match", "--country", "France"), 2, "two letters"),
        (("registry", "build", "--ror", "absent.json"), 2, "no such file"),
    ],
)
def test_wrong_use_is_told_with_code_two(
    registry: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    more = ("--registry", str(registry)) if words[0] == "match" else ()
    done = portulan(*words, *more)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr


def test_a_registry_that_is_none_is_refused_with_code_one(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"PORTULAN-REGISTRY")
    for path in (broken, tmp_path / "absent"):
        done = portulan("match", "--registry", path, given="x\n")
        assert done.returncode == 1
        assert "portulan registry build" in done.stderr


def test_info_checks_and_tells(registry: Path) -> None:
    done = portulan("registry", "info", registry)
    assert json.loads(done.stdout)["organisations"] == 21


def test_killed_in_the_middle_it_goes_on_and_every_row_is_there_once(registry: Path, tmp_path: Path) -> None:
    rows = 12_000
    source, out, whole = tmp_path / "in.txt", tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    source.write_text("".join(f"Section {n}, Velmar University, Velmar, France\n" for n in range(rows)))
    command = ("match", source, "--registry", registry, "--out")
    killed = 0
    for _ in range(3):
        started = subprocess.Popen([*PORTULAN, *map(str, command), str(out)], stderr=subprocess.DEVNULL)
        size = out.stat().st_size if out.exists() else 0
        while started.poll() is None and (not out.exists() or out.stat().st_size <= size):
            time.sleep(0.01)
        started.kill()
        killed += started.wait() != 0
    assert killed
    done = portulan(*command, out)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["row"] for line in out.read_text().splitlines()] == list(range(1, rows + 1))
    assert portulan(*command, whole).returncode == 0
    assert out.read_bytes() == whole.read_bytes()
