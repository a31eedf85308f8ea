"""Fetching against a server on this machine: whole, once each, and on again after a kill."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analytics.jobs import replay
from analytics.jobs.fetching import (
    RECORDED,
    SECRET,
    Run,
    records_of,
    works,
)
from analytics.jobs.replay import serving
from portulan.analytics.jobs.fetch_asking import FetchError
from portulan.analytics.jobs.fetch_sources import Wanted
from portulan.analytics.sources.publication_catalogue import recognised
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.refusal import UnusableError


def test_every_work_once_in_the_layout_of_the_snapshot(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        done = run(served)
        assert (done.records, done.new, done.repeated, done.total, done.resumed) == (25, 25, 0, 25, False)
        assert records_of(tmp_path, done) == works(25)
        (part,) = done.parts
        assert part.startswith("openalex_works/updated_date=2026-11-25/part_02feahw73-")
        assert part.endswith("_001.gz")
        asked = [query.get("filter") for _, query, *_ in served.asked[1:]]
        assert asked == ["authorships.institutions.lineage:I1294671590,from_updated_date:2026-01-01"] * 4
        assert [query["cursor"] for _, query, *_ in served.asked[1:]] == ["*", "at-10", "at-20", "at-30"]
        assert {query["api_key"] for _, query, *_ in served.asked} == {SECRET}


def test_recorded_works_come_through_unchanged(tmp_path: Path, run: Run) -> None:
    if not RECORDED.is_file():
        pytest.skip(f"the development data is not there: {RECORDED} (name its folder in PORTULAN_SHARED)")
    recorded = [json.loads(line) for line in RECORDED.read_text("utf-8").splitlines()]
    with serving(replay.openalex(recorded, size=5)) as served:
        done = run(served)
    assert records_of(tmp_path, done) == recorded
    file, intake = RawFile(tmp_path / done.parts[0], "part"), Intake()
    read = list(recognised(file).records(file, intake))
    assert (len(recorded), len(read), intake.at_sight) == (12, 12, [])


def test_parts_are_cut_at_a_number_of_records(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        done = run(served, part=10)
    assert [part[-7:-3] for part in done.parts] == ["_001", "_002", "_003"]
    assert records_of(tmp_path, done) == works(25)


def test_a_record_given_twice_is_kept_once(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex([*works(12), *works(3), *works(14)], size=5)) as served:
        done = run(served)
    assert (done.records, done.repeated) == (14, 15)
    assert records_of(tmp_path, done) == works(14)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("results", "works", "results"),
        ("next_cursor", "cursor", "meta.next_cursor"),
        ("id", "identifier", "id"),
    ],
)
def test_a_changed_schema_stops_before_anything_is_kept(
    tmp_path: Path, run: Run, old: str, new: str, named: str
) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.faults = {3: replay.renamed(old, new)}
        with pytest.raises(FetchError, match=f"the answer has no {named} where.*has changed"):
            run(served)
        assert not (tmp_path / "openalex_works").exists()
        done = run(served)
    assert records_of(tmp_path, done) == works(25)


@pytest.mark.parametrize("address", ["", "ftp://example.org", "example.org"])
def test_an_address_must_be_one(tmp_path: Path, run: Run, address: str) -> None:
    odd = replay.scanr([], size=1)
    odd.address = address
    with pytest.raises(UnusableError, match="--address"):
        run(odd, key="scanr", wanted=Wanted(institution="180089013"))
    assert list(tmp_path.iterdir()) == []


def test_two_fetches_of_the_same_works_at_once_are_refused(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(5), size=10)) as served:

        def meanwhile(records: int, total: int | None) -> None:
            with pytest.raises(UnusableError, match="Another fetch"):
                run(served)

        assert run(served, tell=meanwhile).records == 5


def test_a_fetch_that_is_whole_begins_anew_and_takes_the_place_of_the_old(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        old = run(served, part=10)
        done = run(served, part=20)
    assert (len(old.parts), len(done.parts), done.resumed) == (3, 2, False)
    assert sorted(path.name for path in (tmp_path / done.parts[0]).parent.iterdir()) == [
        Path(part).name for part in done.parts
    ]
    assert records_of(tmp_path, done) == works(25)


@pytest.mark.slow
def test_killed_again_and_again_and_complete_in_the_end(tmp_path: Path) -> None:
    """A real process, SIGKILL at chance moments; each run goes on, and every record is there once."""
    chance = random.Random(4)
    wanted = [
        sys.executable,
        "-m",
        "portulan.site.cli",
        "data",
        "fetch",
        "openalex",
        "--institution",
        "02feahw73",
    ]
    environment = {**os.environ, "OPENALEX_API_KEY": SECRET}
    with serving(replay.openalex(works(400), size=10)) as served:
        served.delay = 0.01
        command = [*wanted, "--since", "2026-01-01", "--out", str(tmp_path), "--address", served.address]
        killed = 0
        while killed < 6:
            before = len(served.asked)
            child = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
            while len(served.asked) < before + 3 and child.poll() is None:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.5))
            child.send_signal(signal.SIGKILL)
            killed += child.wait() == -signal.SIGKILL
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "400 works fetched, " in done.stderr
    assert "by an earlier run" in done.stderr
    assert SECRET not in done.stderr
    parts = sorted((tmp_path / "openalex_works").rglob("*.gz"))
    lines = [line for part in parts for line in gzip.decompress(part.read_bytes()).splitlines()]
    assert [json.loads(line) for line in lines] == works(400)
