from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from portulan.domains.people.models import Account, Person
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.models import Entry, PersonalValue
from portulan.foundations.journal.queries import of
from portulan.foundations.journal.request import within
from portulan.foundations.journal.services import Change, OutsideTransactionError, record, record_many
from portulan.foundations.model.softdate import SoftDate

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLERK = Actor("3f0c", "Clerk Example", "m-1", "clerk of the whole")


def account(number: int = 1) -> Account:
    return Account.objects.create_user(f"clerk{number}@example.org", created_at=NOW)


@pytest.fixture
def told(db: None) -> Account:
    row = account()
    record(by=CLERK, verb="account.name", on=row, at=NOW, before={"colour": "red"}, after={"colour": "blue"})
    return row


def test_an_entry_keeps_who_what_when_and_on_what(told: Account) -> None:
    entry = of(told.uid).get()
    assert (entry.at, entry.verb, entry.kind, entry.by) == (NOW, "account.name", "people.account", CLERK)
    assert (entry.before, entry.after) == ({"colour": "red"}, {"colour": "blue"})


def test_dates_identifiers_and_half_known_dates_are_kept_as_text(db: None) -> None:
    row, key = account(), uuid4()
    record(
        by=CLERK,
        verb="v",
        on=row,
        at=NOW,
        after={"day": date(2026, 1, 2), "key": key, "about": SoftDate("2009-03")},
    )
    assert of(row.uid).get().after == {"day": "2026-01-02", "key": str(key), "about": "2009-03"}


def test_personal_values_and_the_label_stand_aside(db: None) -> None:
    person = Person.objects.create(given_name="Ada", family_name="Example")
    record(by=CLERK, verb="person.create", on=person, at=NOW, after={"given_name": "Ada", "language": "fr"})
    entry = of(person.uid).get()
    assert (entry.object_label, entry.after) == ("", {"language": "fr"})
    assert {value.field: value.after for value in entry.personal_values.all()} == {
        "given_name": "Ada",
        "label": "Ada Example",
    }


def test_the_identifier_of_the_request_is_taken_by_itself(db: None) -> None:
    row = account()
    with within("request-7"):
        record(by=CLERK, verb="v", on=row, at=NOW)
    record(by=CLERK, verb="v", on=row, at=NOW, request_id="given")
    record(by=CLERK, verb="v", on=row, at=NOW)
    assert [entry.request_id for entry in of(row.uid)] == ["", "given", "request-7"]


def test_many_changes_cost_no_more_queries_than_two(db: None, django_assert_num_queries) -> None:
    few, many = [account(number) for number in range(2)], [account(number) for number in range(2, 40)]
    with django_assert_num_queries(2):
        assert record_many(by=CLERK, verb="v", changes=[Change(row) for row in few], at=NOW) == 2
    with django_assert_num_queries(2):
        assert record_many(by=CLERK, verb="v", changes=[Change(row) for row in many], at=NOW) == 38


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused_and_nothing_is_written() -> None:
    row = account()
    with pytest.raises(OutsideTransactionError, match=r"transaction\.atomic"):
        record(by=CLERK, verb="v", on=row, at=NOW)
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_when_its_change_is_rolled_back() -> None:
    row = account()
    with transaction.atomic():
        record(by=CLERK, verb="v", on=row, at=NOW)
        transaction.set_rollback(True)
    assert Entry.objects.count() == 0


REFUSED = {
    "update of an entry": lambda: Entry.objects.update(verb="other"),
    "delete of an entry": lambda: Entry.objects.all()._raw_delete("default"),
    "change of a personal value": lambda: PersonalValue.objects.update(after="other"),
    "half a blanking": lambda: PersonalValue.objects.update(before=None, field="other"),
    "delete of a personal value": lambda: PersonalValue.objects.all()._raw_delete("default"),
}


@pytest.mark.parametrize("act", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses(told: Account, act) -> None:
    before = (list(Entry.objects.values()), list(PersonalValue.objects.values()))
    assert all(before)
    with pytest.raises(DatabaseError, match="journal"), transaction.atomic():
        act()
    assert (list(Entry.objects.values()), list(PersonalValue.objects.values())) == before


def test_the_database_refuses_to_replace_an_entry(told: Account) -> None:
    entry = Entry.objects.get()
    twin = Entry(
        id=entry.id, uid=entry.uid, at=NOW, verb="other", kind="k", object_uid=uuid4(), **columns(CLERK)
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        _insert_or_replace(twin)
    assert Entry.objects.get().verb == "account.name"


def _insert_or_replace(entry: Entry) -> None:
    fields = [field for field in Entry._meta.concrete_fields if getattr(entry, field.attname) is not None]
    names = ", ".join(field.column for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in fields]
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO journal_entry ({names}) VALUES ({marks})", values)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_empty_the_journal(told: Account) -> None:
    truncate = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE journal_entry CASCADE"
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
    ):
        cursor.execute(truncate)


def test_personal_values_can_be_blanked(told: Account) -> None:
    assert PersonalValue.objects.update(before=None, after=None) == 1
    assert list(PersonalValue.objects.values_list("field", "before", "after")) == [("label", None, None)]
