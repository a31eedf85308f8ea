from datetime import UTC, datetime, timedelta

from portulan.foundations.notices import queries, services
from portulan.foundations.notices.services import Recipient, Text

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA, BOB = Recipient("ada"), Recipient("bob")


def post(event: str, to: Recipient = ADA, due: datetime = NOW) -> None:
    words = Text(subject=f"About {event}", body="All is well.")
    services.post(event=event, to=[to], text=lambda: words, at=NOW, due=due, link=f"/{event}/")


def unread(when: datetime = NOW, **more: int) -> list[queries.Message]:
    return queries.unread(person_uid="ada", at=when, language="en", **more)


def test_the_latest_due_comes_first_and_only_one_s_own(db: None) -> None:
    post("one")
    post("two", due=NOW - HOUR)
    post("three", to=BOB)
    assert [(message.subject, message.body, message.link, message.at) for message in unread()] == [
        ("About one", "All is well.", "/one/", NOW),
        ("About two", "All is well.", "/two/", NOW - HOUR),
    ]
    assert len(unread(limit=1)) == 1


def test_what_is_not_due_or_is_read_is_not_counted(db: None) -> None:
    post("one")
    post("two", due=NOW + HOUR)
    assert queries.unread_count(person_uid="ada", at=NOW) == 1
    assert queries.unread_count(person_uid="ada", at=NOW + HOUR) == 2
    services.mark_all_read(person_uid="ada", at=NOW)
    assert queries.unread_count(person_uid="ada", at=NOW + HOUR) == 1
    assert queries.unread_count(person_uid="nobody", at=NOW) == 0


def test_a_language_that_was_not_written_falls_back_on_one_that_was(db: None) -> None:
    post("one")
    (message,) = queries.unread(person_uid="ada", at=NOW, language="pt-br")
    assert message.subject == "About one"


def test_a_list_costs_one_query_however_long(db: None, django_assert_num_queries) -> None:
    post("one")
    with django_assert_num_queries(1):
        assert len(unread()) == 1
    post("two")
    post("three")
    with django_assert_num_queries(1):
        assert len(unread()) == 3
