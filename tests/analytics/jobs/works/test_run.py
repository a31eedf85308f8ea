"""Building and updating publications: what is counted, what an update changes, what faults leave in place."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analytics import extract, works_extract
from analytics.jobs.works.conftest import Lake
from analytics.works_extract import BAY, NORTH, OURS, STRAIT, merged, put, work
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.works.history import compared
from portulan.analytics.tables.refusal import UnusableError

UNIT = f"ror-{OURS}"


def counted(lake: Lake) -> list[tuple[str, int]]:
    """Works of ours with each partner."""
    found: dict[str, int] = {}
    for unit, partner, works in lake.rows("partner_years", "unit", "partner", "works"):
        if unit == UNIT:
            found[partner] = found.get(partner, 0) + works
    return sorted(found.items())


def test_a_build_takes_publications_in(lake: Lake) -> None:
    assert counted(lake) == [(STRAIT, 1), (NORTH, 1)]
    told = lake.works()
    assert (told["works"], told["records"], len(told["parts"]), told["updates"]) == (5, 5, 1, 0)


def test_nothing_new_does_nothing(lake: Lake) -> None:
    before = lake.version
    assert (lake.update().unchanged, lake.build().unchanged, lake.version) == (True, True, before)


def test_an_update_takes_new_and_changed_works(lake: Lake, rebuilt: Callable[[Lake], Lake], tmp_path) -> None:
    files = {path.name for path in (lake.path / "works").iterdir()}
    again = work(1, [(OURS,), (BAY,)], cited=9, updated="2026-02-28")
    put(lake.raw, "part_000.gz", [again, work(6, [(BAY,), (OURS,)])], date="2026-02-28")
    assert not lake.update().unchanged
    assert counted(lake) == [(BAY, 2), (NORTH, 1)]
    assert files < {
        path.name for path in (lake.path / "works").iterdir()
    }  # what was there is not written again
    other = rebuilt(lake)
    found = compared((lake.path, lake.version), (other.path, other.version), tmp_path / "scratch")
    assert all(one.equal for one in found), found


def test_an_older_record_that_comes_late_changes_nothing(lake: Lake) -> None:
    put(lake.raw, "late.gz", [work(1, [(OURS,), (BAY,)], updated="2024-01-01")], date="2024-01-01")
    lake.update()
    assert counted(lake) == [(STRAIT, 1), (NORTH, 1)]
    assert lake.works()["works"] == 5


def test_merged_and_deleted_works_go(lake: Lake, rebuilt: Callable[[Lake], Lake], tmp_path) -> None:
    merged(lake.raw, [(1, 3), (4, 4285719527)])
    lake.update()
    assert (counted(lake), lake.works()["works"]) == ([], 3)
    other = rebuilt(lake)
    found = compared((lake.path, lake.version), (other.path, other.version), tmp_path / "scratch")
    assert all(one.equal for one in found), found


def test_a_part_that_appears_twice_counts_once(lake: Lake) -> None:
    one = next((lake.raw / "openalex_works").rglob("*.gz"))
    copy = one.with_name("part_copy.gz")
    copy.write_bytes(one.read_bytes())
    lake.update()
    assert counted(lake) == [(STRAIT, 1), (NORTH, 1)]
    assert [part["same_as"] for part in lake.works()["parts"]] == [
        "",
        "openalex_works/updated_date=2026-01-31/part_000.gz",
    ]


def test_a_work_in_two_parts_counts_once_and_the_later_record_wins(lake: Lake) -> None:
    put(lake.raw, "a.gz", [work(7, [(OURS,), (BAY,)], updated="2026-02-02")], date="2026-02-02")
    put(lake.raw, "b.gz", [work(7, [(OURS,), (NORTH,)], updated="2026-02-01")], date="2026-02-03")
    lake.update()
    assert counted(lake) == [(STRAIT, 1), (BAY, 1), (NORTH, 1)]


@pytest.mark.parametrize("damage", ["truncated", "corrupt", "schema", "empty"])
def test_a_useless_part_leaves_what_was_and_says_so(lake: Lake, damage: str) -> None:
    before, whole = lake.version, gzip.compress(b"".join(works_extract.line(work(9 + n)) for n in range(400)))
    path = put(lake.raw, "bad.gz", [], date="2026-02-28")
    broken = {
        "truncated": whole[: len(whole) // 2],
        "corrupt": whole[:200] + bytes(50) + whole[250:],
        "schema": gzip.compress(json.dumps({"identifier": 1}).encode() + b"\n"),
        "empty": b"",
    }
    path.write_bytes(broken[damage])
    with pytest.raises(UnusableError, match=r"updated_date=2026-02-28/bad\.gz.*(fetch|newer version|Fetch)"):
        lake.update()
    assert (lake.version, counted(lake)) == (before, [(STRAIT, 1), (NORTH, 1)])
    path.write_bytes(whole)
    lake.update()
    assert lake.works()["works"] == 405


def test_bad_records_are_refused_with_their_reasons(lake: Lake) -> None:
    many = work(20, [(OURS,)] * 10_000)
    bad = [
        work(10),
        b'{"id": "https://openalex.org/W11", "title": "\xff\xfe"}\n',
        b"not json\n",
        work(12, year="soon"),
        work(13, year=None),
        work(14, year=3020),
        many,
        b'{"id": "' + b"x" * (17 << 20) + b'"}\n',
        work(15),
    ]
    put(lake.raw, "bad.gz", bad, date="2026-02-28")
    lake.update()
    assert lake.works()["works"] == 7
    part = lake.works()["parts"][-1]
    assert (part["read"], part["refused"]) == (9, 7)
    text = (lake.folder / "refused" / "openalex_works.csv").read_text("utf-8-sig")
    codes = sorted(line.rsplit(",", 1)[1] for line in text.splitlines()[1:])
    assert codes == sorted(["encoding", "json", "type", "missing", "out_of_range", "too_many", "too_long"])


def test_the_clock_may_go_back(lake: Lake) -> None:
    used = lake.version
    future = datetime(2040, 1, 1, tzinfo=UTC)
    name, at = disk.next_version(lake.path, future, "a" * 64)
    disk.version_folder(lake.path, used).rename(disk.version_folder(lake.path, name))
    disk.pointer(lake.path).write_text(name + "\n")
    put(lake.raw, "new.gz", [work(8, [(OURS,), (BAY,)])], date="2026-02-28")
    lake.update()
    assert lake.version > name
    assert at == future
    assert counted(lake) == [(STRAIT, 1), (BAY, 1), (NORTH, 1)]


def test_segments_that_no_version_names_are_removed(lake: Lake) -> None:
    (lake.path / "works" / "999999-left").mkdir()
    put(lake.raw, "new.gz", [work(8)], date="2026-02-28")
    lake.update()
    assert "999999-left" not in {path.name for path in (lake.path / "works").iterdir()}


def test_an_update_needs_a_build(tmp_path) -> None:
    one = Lake(tmp_path)
    extract.write(one.raw)
    with pytest.raises(disk.LakeBrokenError, match="run portulan data build first"):
        one.update()


def test_all_can_be_read_anew(lake: Lake) -> None:
    before = counted(lake)
    put(lake.raw, "part_000.gz", works_extract.USUAL[:1])
    lake.update(anew=True)
    assert lake.works()["works"] == 1
    assert counted(lake) == [one for one in before if one[0] == STRAIT]
