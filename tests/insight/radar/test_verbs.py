from pathlib import Path

import pytest

from portulan.insight.radar.verbs import name_of, write


@pytest.mark.parametrize(
    ("focal_id", "strict", "expected"),
    [
        (None, None, "FR-2016-12-31-2y"),
        (None, 10, "FR-2016-12-31-2y-strict10"),
        ("999997930", None, "FR-2016-12-31-2y-999997930"),
        ("999/../x", 10, "FR-2016-12-31-2y-999_x_840c84f7-strict10"),
    ],
)
def test_the_folder_of_a_report(focal_id: str | None, strict: int | None, expected: str) -> None:
    asked = {
        "focal_country": "FR",
        "until": "2016-12-31",
        "horizon": "2y",
        "focal_id": focal_id,
        "strict": strict,
    }
    assert name_of({"asked": asked}) == expected


def test_files_appear_whole(tmp_path: Path) -> None:
    write(tmp_path / "new", {"a.html": "one"})
    write(tmp_path / "new", {"a.html": "two"})
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.html"]
    assert (tmp_path / "new/a.html").read_text() == "two"
