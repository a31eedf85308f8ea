"""Asking a service: pauses, faults that pass, allowances, refusals that hide the key."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.jobs import replay
from analytics.jobs.fetching import SECRET, Run, records_of, works
from analytics.jobs.replay import serving
from portulan.analytics.jobs.fetch_asking import FetchError
from portulan.analytics.jobs.fetch_sources import Wanted


def test_a_pause_between_two_questions(run: Run, waits: list[float]) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        run(served)
        assert waits == [0.2] * (len(served.asked) - 1)


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
    assert records_of(tmp_path, done) == works(25)
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
    assert records_of(tmp_path, done) == works(25)


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
    assert records_of(tmp_path, done) == works(25)
    assert "updated_date=2026-11-25" in done.parts[0]  # one fetch has one day, that it began on


def test_the_service_says_that_the_allowance_is_spent(tmp_path: Path, run: Run) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.extra = {"X-RateLimit-Remaining-USD": "0"}
        with pytest.raises(FetchError, match="allowance is spent"):
            run(served)
        assert len(served.asked) == 1
        served.extra = {"X-RateLimit-Remaining-USD": "0.5"}
        done = run(served)
    assert records_of(tmp_path, done) == works(25)


def test_a_long_retry_after_is_left_for_later(run: Run, waits: list[float]) -> None:
    with serving(replay.openalex(works(25), size=10)) as served:
        served.faults = {2: replay.status(429, Retry_After="36000")}
        with pytest.raises(FetchError, match=r"asks to wait 10\.0 hours") as stopped:
            run(served)
    assert stopped.value.later
    assert max(waits) < 300


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
