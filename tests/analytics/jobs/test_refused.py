"""The file of refused rows: headed once, lengthened, harmless in a spreadsheet."""

import csv
from pathlib import Path

from portulan.analytics.jobs.refused import write
from portulan.analytics.tables.refusal import COLUMNS, Refusal


def test_refusals_are_added_to_a_copy_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, "mine", [])
    assert not (tmp_path / "refused").exists()
    write(tmp_path, "mine", [Refusal("a", 1, "year", "=1+1", "missing", "Mend it.")])
    path = tmp_path / "refused" / "mine.csv"
    earlier = tmp_path / "earlier.csv"
    earlier.hardlink_to(path)
    write(tmp_path, "mine", [Refusal("b", 2, "", "x" * 400, "json", "Mend it.")])
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert [(row[0], row[6]) for row in rows[1:]] == [("a", "missing"), ("b", "json")]
    assert rows[1][3] == "'=1+1"
    assert len(rows[2][3]) == 300
    assert len(earlier.read_text("utf-8-sig").splitlines()) == 2  # the version before keeps its own
