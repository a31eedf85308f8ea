from datetime import UTC, datetime, timedelta
from uuid import uuid4

from foundations.tasks import samples  # noqa: F401 - declares the tasks, 2026-11-23
from portulan.foundations.journal.actor import Actor
from portulan.foundations.tasks import queries, services
from portulan.foundations.tasks.models import Run
from portulan.foundations.tasks.worker import run_waiting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLERK = Actor("3f0c", "Clerk Example")


def ask(name: str = "sample.note", minutes: int = 0) -> Run:
    args = {"word": "a"} if name == "sample.note" else {}
    at = NOW + timedelta(minutes=minutes)
    return services.enqueue(name=name, args=args, by=CLERK, at=at)


def test_a_run_is_found_by_its_public_identifier(db: None) -> None:
    asked = ask()
    assert queries.run(asked.uid) == asked
    assert queries.run(uuid4()) is None


def test_the_last_asked_come_first_and_no_more_than_wanted(db: None) -> None:
    first, second, third = ask(), ask("sample.count", 1), ask(minutes=2)
    assert queries.recent() == [third, second, first]
    assert queries.recent(limit=2) == [third, second]
    assert queries.latest("sample.note") == third
    assert queries.latest("sample.fail") is None


def test_open_runs_are_those_that_wait_or_run_the_earliest_first(db: None) -> None:
    ask()
    run_waiting(at=NOW)
    later, sooner = ask(minutes=9), ask(minutes=5)
    ask("sample.count")
    assert queries.open_runs("sample.note") == [sooner, later]
