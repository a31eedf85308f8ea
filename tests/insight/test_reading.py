"""A file that a person holds, read into works: counts, refusals, memory, traps."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portulan.insight.reading import UnusableError, read_works

RIS = "TY  - JOUR\nAU  - Somebody, Invented\nTI  - A title\nPY  - 2021\nER  - \n"
MEASURED = """
import sys
from pathlib import Path
from portulan.insight.reading import UnusableError, read_works
try:
    found = sum(1 for _ in read_works(Path(sys.argv[1])))
except UnusableError as error:
    found = error.refusal.code
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(found, int(peak.split()[1]) >> 10)
"""


def test_works_one_by_one_and_what_was_refused(tmp_path: Path) -> None:
    (tmp_path / "my.file").write_text(RIS + RIS.replace("2021", "soon") + RIS)
    works = read_works(tmp_path / "my.file")
    assert (works.key, works.title) == ("ris", "RIS, a file of references")
    found = list(works)
    assert [(one.title, one.year, one.row) for one in found] == [("A title", 2021, 1), ("A title", 2021, 11)]
    assert (works.read, works.kept, works.refused, dict(works.reasons)) == (3, 2, 1, {"not_a_date": 1})
    (refused,) = works.refusals
    assert str(refused) == "my.file, line 6, PY: 'soon' is not a date. Write a year of four digits."
    assert list(works) == found  # each iteration reads the file anew


def test_refusals_are_counted_all_and_kept_some(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"DOI": "10.1000/a", "prefix": "10.1000"}\n' * 12_000)
    works = read_works(tmp_path / "bad.jsonl")
    assert list(works) == []
    assert (works.read, works.refused, len(works.refusals)) == (12_000, 12_000, 10_000)


def test_what_comes_before_a_damage_is_given(tmp_path: Path) -> None:
    line = json.dumps({"DOI": "10.1000/a", "prefix": "10.1000", "issued": {"date-parts": [[2021]]}}) + "\n"
    whole = gzip.compress(line.encode()) + gzip.compress(line.encode() * 100_000)
    (tmp_path / "cut.gz").write_bytes(whole[:-100])
    works, found = read_works(tmp_path / "cut.gz"), []
    with pytest.raises(UnusableError, match="stopped too early"):
        found.extend(works)
    assert works.kept > 1000


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_works(tmp_path / "absent")


def json_200_mb(path: Path) -> None:
    one = {
        "DOI": "10.1000/a",
        "prefix": "10.1000",
        "issued": {"date-parts": [[2021]]},
        "abstract": "x" * 2000,
    }
    line = json.dumps(one)
    path.write_text("[" + ",\n".join([line] * 100_000) + "]")


def ris_200_mb(path: Path) -> None:
    path.write_text(RIS.replace("PY", "AB  - " + "word " * 400 + "\nPY") * 98_000)


def laughs(path: Path) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(2, 10))
    inside = "<titleStmt><title>&l9;</title></titleStmt>"
    path.write_text(
        f'<!DOCTYPE TEI [<!ENTITY l1 "{"ha" * 500}">{entities}]><TEI xmlns="http://www.tei-c.org/ns/1.0" '
        f'xmlns:hal="http://hal.archives-ouvertes.fr/"><biblFull>{inside}</biblFull></TEI>'
    )


def swelling(path: Path) -> None:
    with gzip.open(path, "wb", 9) as out:
        out.write(b'{"DOI": "10.1000/a", "prefix": "')
        for _ in range(2000):
            out.write(b"x" * (1 << 20))


def wide(path: Path) -> None:
    """One line of 300 MB, packed no better than is allowed."""
    good = '{"DOI": "10.1000/a", "prefix": "10.1000", "issued": {"date-parts": [[2021]]}}\n'
    with path.open("w") as out:
        out.write(good + '{"a": "')
        for _ in range(300):
            out.write("x" * (1 << 20))
        out.write('"}\n' + good)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "found", "megabytes"),
    [
        (json_200_mb, "100000", 120),
        (ris_200_mb, "98000", 120),
        (laughs, "not_allowed", 120),
        (swelling, "too_large", 160),
        (wide, "2", 160),
    ],
)
def test_large_files_and_traps_take_little_memory(
    tmp_path: Path, make: Callable[[Path], None], found: str, megabytes: int
) -> None:
    make(tmp_path / "file")
    run = [sys.executable, "-c", MEASURED, str(tmp_path / "file")]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=120)
    told, peak = done.stdout.split()
    assert told == found
    assert int(peak) < megabytes
