"""Fetching against a server on this machine: whole, once each, through every fault, and on again after a kill."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.jobs import replay
from analytics.jobs.replay import Replay, serving
from portulan.analytics.jobs import fetch as job
from portulan.analytics.jobs.fetch import Fetched, fetch
from portulan.analytics.jobs.fetch_asking import FetchError, Outside
from portulan.analytics.jobs.fetch_sources import Secrets, Wanted
from portulan.analytics.sources.publication_catalogue import recognised
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.refusal import UnusableError
from portulan.foundations.outside.web import Web, WebError

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("PORTULAN_SHARED", ROOT.parent / "shared")) / "data"
RECORDED = SHARED / "openalex/works_sample.jsonl"
SECRET = "a-key-that-must-not-be-seen"
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
CNRS = Wanted(institution="02feahw73", since=date(2026, 1, 1))

Run = Callable[..., Fetched]


def works(count: int) -> list[dict[str, Any]]:
    """Works of OpenAlex's form, invented."""
    return [
        {"id": f"https://openalex.org/W{1000 + place}", "title": f"Work {place}", "publication_year": 2020}
        for place in range(count)
    ]


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def run(tmp_path: Path, waits: list[float]) -> Iterator[Run]:
    """Fetch from a replay into the temporary folder; waiting is written down, not done."""
    with Web(agent="test", seconds=5, most=64 << 20) as web:

        def go(
            served: Replay, *, key: str = "openalex", wanted: Wanted = CNRS, now: datetime = NOW, **more: Any
        ) -> Fetched:
            return fetch(
                source=job.source_of(key),
                wanted=wanted,
                raw=tmp_path,
                secrets=Secrets(SECRET, "someone", SECRET, "desk@example.org"),
                outside=Outside(web, WebError, lambda: now, waits.append),
                address=served.address,
                **more,
            )

        yield go


def taken(raw: Path, done: Fetched) -> list[dict[str, Any]]:
    """All records of the parts, in order."""
    return [
        json.loads(line)
        for part in done.parts
        for line in gzip.decompress((raw / part).read_bytes()).splitlines()
    ]


def test_every_work_once_in_the_layout_of_the_snapshot(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        done = run(served)
        assert (done.records, done.new, done.repeated, done.total, done.resumed) == (25, 25, 0, 25, False)
        assert taken(tmp_path, done) == works(25)
        (part,) = done.parts
        assert part.startswith("openalex_works/updated_date=2026-11-25/part_02feahw73-")
        assert part.endswith("_001.gz")
        asked = [query.get("filter") for _, query, *_ in served.asked[1:]]
        assert asked == ["authorships.institutions.lineage:I1294671590,from_updated_date:2026-01-01"] * 4
        assert [query["cursor"] for _, query, *_ in served.asked[1:]] == ["*", "at-10", "at-20", "at-30"]
        assert {query["api_key"] for _, query, *_ in served.asked} == {SECRET}


def test_a_pause_between_two_questions(run: Run, waits: list[float]) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        run(served)
        assert waits == [0.2] * (len(served.asked) - 1)


def test_recorded_works_come_through_unchanged(tmp_path: Path, run: Run) -> None:
    if not RECORDED.is_file():
        pytest.skip(f"the development data is not there: {RECORDED} (name its folder in PORTULAN_SHARED)")
    recorded = [json.loads(line) for line in RECORDED.read_text("utf-8").splitlines()]
    with serving(replay.openalex(recorded, size=5)) as served:
        done = run(served)
    assert taken(tmp_path, done) == recorded
    file, intake = RawFile(tmp_path / done.parts[0], "part"), Intake()
    read = list(recognised(file).records(file, intake))
    assert (len(recorded), len(read), intake.at_sight) == (12, 12, [])


def test_parts_are_cut_at_a_number_of_records(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        done = run(served, part=10)
    assert [part[-7:-3] for part in done.parts] == ["_001", "_002", "_003"]
    assert taken(tmp_path, done) == works(25)


def test_a_record_given_twice_is_kept_once(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex([*works(12), *works(3), *works(14)], size=5)) as served:
        done = run(served)
    assert (done.records, done.repeated) == (14, 15)
    assert taken(tmp_path, done) == works(14)


@pytest.mark.parametrize(
    "fault",
    [
        replay.status(500),
        replay.status(503),
        replay.status(429, Retry_After="7"),
        replay.status(429, Retry_After="Wed, 25 Nov 2026 10:00:09 GMT"),
        replay.status(429),
        replay.cut,
        replay.half_gzip,
        replay.half_json,
        replay.swelling,
    ],
    ids=["500", "503", "429 seconds", "429 date", "429", "cut", "half gzip", "half JSON", "swelling"],
)
def test_a_passing_fault_is_waited_out(
    tmp_path: Path, run: Run, waits: list[float], fault: replay.Fault
) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.faults = {3: fault}
        done = run(served)
    assert taken(tmp_path, done) == works(25)
    assert sum(waits) > 0.2 * 4


def test_waits_as_long_as_the_service_asks(run: Run, waits: list[float]) -> None:
    with serving(replay.openalex(works(5), size=10)) as served:
        served.faults = {
            2: replay.status(429, Retry_After="7"),
            3: replay.status(429, Retry_After="Wed, 25 Nov 2026 10:00:09 GMT"),
        }
        run(served)
    assert 7.0 in waits
    assert 9.0 in waits


def test_a_lasting_fault_stops_and_the_same_call_goes_on(
    tmp_path: Path, run: Run, waits: list[float]
) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.faults = dict.fromkeys(range(3, 9), replay.status(500))
        with pytest.raises(FetchError, match=r"status 500.*run the same command again"):
            run(served)
        assert (
            waits.count(1.0)
            == waits.count(2.0)
            == waits.count(4.0)
            == waits.count(8.0)
            == waits.count(16.0)
            == 1
        )
        before = len(served.asked)
        done = run(served)
        assert [query["cursor"] for _, query, *_ in served.asked[before:]] == ["at-10", "at-20", "at-30"]
    assert (done.records, done.new, done.resumed) == (25, 15, True)
    assert taken(tmp_path, done) == works(25)


def test_the_allowance_of_the_day_is_respected(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        with pytest.raises(FetchError, match="3 calls were made today, and 3 are allowed") as stopped:
            run(served, calls=3)
        assert stopped.value.later
        assert len(served.asked) == 3
        with pytest.raises(FetchError, match="tomorrow"):
            run(served, calls=3)
        assert len(served.asked) == 3
        done = run(served, calls=3, now=datetime(2026, 11, 26, 0, 0, 1, tzinfo=UTC))
    assert taken(tmp_path, done) == works(25)
    assert "updated_date=2026-11-25" in done.parts[0]  # one fetch has one day, that it began on


def test_the_service_says_that_the_allowance_is_spent(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.extra = {"X-RateLimit-Remaining-USD": "0"}
        with pytest.raises(FetchError, match="allowance is spent"):
            run(served)
        assert len(served.asked) == 1
        served.extra = {"X-RateLimit-Remaining-USD": "0.5"}
        done = run(served)
    assert taken(tmp_path, done) == works(25)


def test_a_long_retry_after_is_left_for_later(run: Run, waits: list[float]) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.faults = {2: replay.status(429, Retry_After="36000")}
        with pytest.raises(FetchError, match=r"asks to wait 10\.0 hours") as stopped:
            run(served)
    assert stopped.value.later
    assert max(waits) < 300


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
    assert taken(tmp_path, done) == works(25)


def test_refusals_say_what_to_do_and_hide_the_key(
    tmp_path: Path, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="portulan")
    with serving(replay.openalex(works(5), size=10)) as served:
        said = f'{{"error": "API key {SECRET} may not"}}'
        for number, words in (
            (401, "key or password is refused"),
            (403, "add --published"),
            (400, "question is refused"),
        ):
            served.faults = {len(served.asked) + 1: replay.status(number, said=said)}
            with pytest.raises(FetchError, match=words) as refused:
                run(served)
            assert SECRET not in str(refused.value)
            assert "API key ***" in str(refused.value)
        with pytest.raises(FetchError, match="no such organisation"):
            run(served, wanted=Wanted(institution="0aaaaaa01"))
    assert SECRET not in caplog.text
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert SECRET.encode() not in left


def test_no_server_is_said_without_the_query(run: Run) -> None:
    gone = replay.openalex([], size=1)
    with serving(gone):
        pass
    with pytest.raises(FetchError, match="no connection") as failed:
        run(gone)
    assert SECRET not in str(failed.value)


@pytest.mark.parametrize("address", ["", "ftp://example.org", "example.org"])
def test_an_address_must_be_one(tmp_path: Path, run: Run, address: str) -> None:
    odd = replay.scanr([], size=1)
    odd.address = address
    with pytest.raises(UnusableError, match="--address"):
        run(odd, key="scanr", wanted=Wanted(institution="180089013"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("key", "wanted", "named"),
    [
        ("openalex", Wanted(), "--institution"),
        ("openalex", Wanted(institution="../../etc"), "--institution"),
        ("crossref", Wanted(institution="CNRS"), "--institution"),
        ("hal", Wanted(), "--structure"),
        ("hal", Wanted(structure="1 OR 1"), "--structure"),
        ("hal", Wanted(collection="../x"), "--collection"),
        ("scanr", Wanted(institution="a/b"), "--institution"),
    ],
)
def test_what_is_not_well_said_is_refused_before_anything_is_asked(
    tmp_path: Path, run: Run, key: str, wanted: Wanted, named: str
) -> None:
    with serving(replay.openalex([], size=1)) as served, pytest.raises(UnusableError, match=named):
        run(served, key=key, wanted=wanted)
    assert served.asked == []
    assert list(tmp_path.iterdir()) == []


def test_openalex_needs_a_key(tmp_path: Path) -> None:
    with Web(agent="test") as web, pytest.raises(UnusableError, match=r"OPENALEX_API_KEY.*free key"):
        fetch(
            source=job.source_of("openalex"),
            wanted=CNRS,
            raw=tmp_path,
            secrets=Secrets(),
            outside=Outside(web, WebError, lambda: NOW),
        )


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
    assert taken(tmp_path, done) == works(25)


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
    assert taken(tmp_path, done) == works(25)


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
    assert taken(tmp_path, done) == works(25)


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
    assert taken(tmp_path, done) == works(25)


def hal_docs(count: int) -> list[dict[str, Any]]:
    return [
        {
            "docid": str(place),
            "uri_s": f"https://hal.science/hal-{place:08d}",
            "halId_s": f"hal-{place:08d}",
            "title_s": [f"Work {place}"],
            "publicationDateY_i": 2021,
            "docType_s": "ART",
            "authFullNameFormIDPersonIDIDHal_fs": ["Someone Invented_FacetSep_12-34_FacetSep_"],
            "authQuality_s": ["aut"],
        }
        for place in range(count)
    ]


def crossref_items(count: int) -> list[dict[str, Any]]:
    return [
        {
            "DOI": f"10.1000/{place}",
            "title": [f"Work {place}"],
            "prefix": "10.1000",
            "issued": {"date-parts": [[2021]]},
        }
        for place in range(count)
    ]


def scanr_works(count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"doi10.1000/{place:03d}",
            "title": {"default": f"Work {place}"},
            "productionType": "publication",
            "year": 2021,
        }
        for place in range(count)
    ]


OTHERS: dict[str, tuple[str, Any, Any, Wanted]] = {
    "HAL collection": ("hal", hal_docs, replay.hal, Wanted(collection="INRIA", since=date(2026, 1, 1))),
    "HAL structure": ("hal", hal_docs, replay.hal, Wanted(structure="441569")),
    "Crossref": (
        "crossref",
        crossref_items,
        replay.crossref,
        Wanted(institution="https://ror.org/02feahw73"),
    ),
    "scanR": ("scanr", scanr_works, replay.scanr, Wanted(institution="180089013", since=date(2020, 1, 1))),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_services_are_fetched_whole_and_read_by_their_parser(
    tmp_path: Path, run: Run, name: str
) -> None:
    key, made, serve, wanted = OTHERS[name]
    with serving(serve(made(25), size=10)) as served:
        served.faults = {2: replay.cut, 4: replay.half_gzip}
        done = run(served, key=key, wanted=wanted)
    assert (done.records, done.total, done.repeated) == (25, 25, 0)
    assert taken(tmp_path, done) == made(25)
    (part,) = done.parts
    assert part.startswith(f"publications/{key}/2026-11-25_")
    file, intake = RawFile(tmp_path / part, part), Intake()
    source = recognised(file)
    assert source.key == key
    assert (len(list(source.records(file, intake))), intake.at_sight) == (25, [])


def test_what_each_service_is_asked(run: Run) -> None:
    with serving(replay.hal(hal_docs(3), size=10)) as served:
        run(served, key="hal", wanted=Wanted(structure="441569", since=date(2026, 1, 1)))
    path, query, _, _ = served.asked[0]
    assert (path, query["q"]) == (
        "/search/",
        "structId_i:441569 AND modifiedDate_tdate:[2026-01-01T00:00:00Z TO *]",
    )
    with serving(replay.hal(hal_docs(3), size=10)) as served:
        run(served, key="hal", wanted=Wanted(collection="INRIA"))
    assert (served.asked[0][0], served.asked[0][1]["q"]) == ("/search/INRIA/", "*:*")
    with serving(replay.crossref(crossref_items(3), size=10)) as served:
        run(served, key="crossref")
    _, query, _, headers = served.asked[0]
    assert query["filter"] == "ror-id:https://ror.org/02feahw73,from-index-date:2026-01-01"
    assert (query["mailto"], headers["user-agent"]) == ("desk@example.org", "test")
    with serving(replay.scanr(scanr_works(3), size=2)) as served:
        run(served, key="scanr", wanted=Wanted(institution="180089013"))
    _, _, sent, headers = served.asked[1]
    assert sent["query"] == {"bool": {"filter": [{"term": {"affiliations.id.keyword": "180089013"}}]}}
    assert sent["search_after"] == ["doi10.1000/001"]
    assert headers["authorization"].startswith("Basic ")


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
