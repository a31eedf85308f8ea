"""``portulan works read`` in a process of its own: counts, refusals, files it writes, exit codes."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

PORTULAN = [sys.executable, "-m", "portulan.site.cli", "works", "read"]
RIS = (
    "TY  - JOUR\nAU  - Somebody, Invented\nTI  - A title\nPY  - 2021\nDO  - 10.1000/a\nER  - \n"
    "TY  - BOOK\nAU  - Somebody, Invented\nTI  - Another\nPY  - 2019\nER  - \n"
    "TY  - JOUR\nAU  - Somebody, Invented\nTI  - A title\nPY  - =2+[red]5\nER  - \n"
)


def read(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PORTULAN, *map(str, words)], capture_output=True, text=True, check=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.ris"
    path.write_text(RIS)
    return path


def test_counts_and_refusals_are_printed_and_no_name(file: Path) -> None:
    done = read(file)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Format        RIS, a file of references",
        "Records read  3",
        "Works         2",
        "Refused       1 (not_a_date 1)",
        "Years         2019 to 2021",
        "With a DOI    1",
        "Kinds         article 1, book 1",
        "Countries     none",
    ]
    assert "=2+[red]5" in done.stderr  # a value is no markup
    assert "Somebody" not in done.stdout + done.stderr


def test_works_and_refusals_are_written(file: Path, tmp_path: Path) -> None:
    out, refused = tmp_path / "works.jsonl", tmp_path / "refused.csv"
    assert read(file, "--out", out, "--refused", refused).returncode == 0
    works = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(one["source_id"], one["year"], len(one["authors"])) for one in works] == [
        ("10.1000/a", 2021, 1),
        ("another|2019|1", 2019, 1),
    ]
    (row,) = csv.DictReader(refused.open(encoding="utf-8-sig"))
    assert (row["row"], row["column"], row["code"], row["value"]) == ("12", "PY", "not_a_date", "'=2+[red]5")
    assert "Somebody" not in out.read_text() + refused.read_text()


def test_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("some words")
    done = read(tmp_path / "words")
    assert (done.returncode, done.stdout) == (1, "")
    assert "words, line 1: is in no format we know." in done.stderr
    absent = read(tmp_path / "absent")
    assert absent.returncode == 1
    assert "No such file" in absent.stderr
    assert read().returncode == 2


def test_a_file_without_any_good_record(tmp_path: Path) -> None:
    (tmp_path / "bad.ris").write_text(RIS.replace("2021", "soon").replace("2019", "soon"))
    done = read(tmp_path / "bad.ris")
    assert done.returncode == 1
    assert "Refused       3 (not_a_date 3)" in done.stdout
