from datetime import UTC, datetime, timedelta
from uuid import uuid4

from cast.factories import AccountFactory
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.queries import of
from portulan.foundations.journal.services import record

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLERK = Actor("3f0c", "Clerk Example")


def test_the_journal_of_one_thing_gives_its_latest_act_first_and_no_other_s(db: None) -> None:
    mine, other = AccountFactory.create_batch(2)
    for minutes, verb in ((5, "second"), (0, "first")):
        record(by=CLERK, verb=verb, on=mine, at=NOW + timedelta(minutes=minutes))
    record(by=CLERK, verb="other", on=other, at=NOW)
    assert [entry.verb for entry in of(mine.uid)] == ["second", "first"]
    assert not of(uuid4()).exists()


def test_entries_with_their_personal_values_cost_two_queries(db: None, django_assert_num_queries) -> None:
    row = AccountFactory()
    for _ in range(3):
        record(by=CLERK, verb="v", on=row, at=NOW, after={"email": row.email})
    with django_assert_num_queries(2):
        values = [[value.field for value in entry.personal_values.all()] for entry in of(row.uid)]
    assert [sorted(fields) for fields in values] == [["email", "label"]] * 3
