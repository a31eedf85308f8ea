"""The mark of how far a fetch has come: what a kill left does not count, what is damaged is said."""

import gzip
from pathlib import Path

import pytest

from analytics.jobs import replay
from analytics.jobs.fetching import (
    Run,
    records_of,
    works,
)
from analytics.jobs.replay import serving
from portulan.analytics.jobs.fetch_asking import FetchError
from portulan.analytics.tables.refusal import UnusableError


def test_what_a_kill_left_behind_does_not_count(tmp_path: Path, run: Run) -> None:
    """Bytes beyond what counts: a page half written, marks of records not kept."""
    with serving(replay.openalex(works(25), size=10)) as served:
        served.faults = dict.fromkeys(range(4, 10), replay.status(500))
        with pytest.raises(FetchError):
            run(served)
        (folder,) = [path for path in (tmp_path / ".fetching").iterdir() if path.is_dir()]
        with (folder / "open.gz").open("ab") as handle:
            handle.write(gzip.compress(b'{"id": "half')[:9])
        with (folder / "seen").open("ab") as handle:
            handle.write(b"12345678123")
        done = run(served)
    assert records_of(tmp_path, done) == works(25)


def test_killed_between_the_rename_of_a_part_and_its_count(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.faults = dict.fromkeys(range(4, 10), replay.status(500))
        with pytest.raises(FetchError):
            run(served)
        (folder,) = [path for path in (tmp_path / ".fetching").iterdir() if path.is_dir()]
        home = (
            tmp_path
            / f"openalex_works/updated_date=2026-11-25/part_{folder.name.removeprefix('openalex-')}_001.gz"
        )
        home.parent.mkdir(parents=True)
        (folder / "open.gz").rename(home)
        done = run(served)
    assert len(done.parts) == 2
    assert records_of(tmp_path, done) == works(25)


@pytest.mark.parametrize("name", ["open.gz", "seen", "state.json"])
def test_damaged_marks_are_said_and_restart_begins_anew(tmp_path: Path, run: Run, name: str) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.faults = dict.fromkeys(range(4, 10), replay.status(500))
        with pytest.raises(FetchError):
            run(served)
        (folder,) = [path for path in (tmp_path / ".fetching").iterdir() if path.is_dir()]
        (folder / name).write_bytes(b"x")
        with pytest.raises(UnusableError, match="--restart"):
            run(served)
        done = run(served, restart=True)
    assert records_of(tmp_path, done) == works(25)
