import smtplib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils.translation import gettext as _

from portulan.foundations.notices import queries, services
from portulan.foundations.notices.models import Notice
from portulan.foundations.notices.services import Recipient, Text
from portulan.foundations.notices.vocabulary import ATTEMPTS, Channel
from portulan.foundations.outside.clock import at
from portulan.foundations.tasks.worker import run_waiting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA = Recipient("ada", "Ada Example", "ada@example.org", "fr")
BOB = Recipient("bob", "Bob Example", "bob@example.org", "en")
NO_MAIL = Recipient("carol", "Carol Example")


def words() -> Text:
    return Text(subject=_("French"), body=_("English"))  # phrases that Django itself translates


def post(event: str = "build:1", to: tuple[Recipient, ...] = (ADA, BOB), **more: object) -> int:
    return services.post(**{"event": event, "to": to, "text": words, "at": NOW, **more})


def unread(uid: str, when: datetime = NOW, language: str = "en") -> list[queries.Message]:
    return queries.unread(person_uid=uid, at=when, language=language)


def test_a_notice_is_told_on_the_page_and_by_mail_in_each_ones_language(db: None) -> None:
    assert post(link="/sources/") == 4
    assert services.deliver_due(at=NOW) == (2, 0)
    assert [(sent.to, sent.subject, sent.body) for sent in mail.outbox] == [
        (["ada@example.org"], "Français", "Anglais\n\n/sources/"),
        (["bob@example.org"], "French", "English\n\n/sources/"),
    ]
    assert [(message.subject, message.link) for message in unread("ada", language="fr")] == [
        ("Français", "/sources/")
    ]
    assert [message.subject for message in unread("ada", language="en")] == ["French"]


def test_the_same_event_tells_nobody_twice(db: None) -> None:
    assert post(to=(ADA,)) == 2
    assert post() == 2  # only Bob was not told yet
    assert post() == 0
    assert services.deliver_due(at=NOW) == (2, 0)
    assert services.deliver_due(at=NOW + HOUR) == (0, 0)
    assert Notice.objects.count() == 4


def test_a_person_without_an_address_is_told_on_the_page_only(db: None) -> None:
    assert post(to=(NO_MAIL,)) == 1
    assert services.deliver_due(at=NOW) == (0, 0)
    assert len(unread("carol")) == 1


def test_a_notice_for_later_waits(db: None) -> None:
    post(due=NOW + HOUR)
    assert (services.deliver_due(at=NOW), unread("ada")) == ((0, 0), [])
    assert services.deliver_due(at=NOW + HOUR) == (2, 0)
    assert len(unread("ada", NOW + HOUR)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_notice_goes_when_its_event_is_rolled_back() -> None:
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert Notice.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_notice_outside_the_transaction_of_its_event_is_refused() -> None:
    with pytest.raises(services.OutsideTransactionError, match="build:1"):
        post()
    assert Notice.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_post_asks_the_worker_for_delivery() -> None:
    with at(NOW):
        with transaction.atomic():
            post()
            post(event="build:2")
        assert run_waiting(at=NOW) == 1  # one delivery for both
    assert len(mail.outbox) == 4


class Refusing(EmailBackend):
    """A mail server that refuses."""

    def send_messages(self, messages: list) -> int:
        raise smtplib.SMTPServerDisconnected("connection lost")


def test_a_server_that_refuses_is_tried_again_later_and_not_for_ever(db: None, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    post(to=(ADA,), channels=(Channel.MAIL,))
    assert services.deliver_due(at=NOW) == (0, 1)
    assert services.deliver_due(at=NOW) == (0, 0)  # not at once
    notice = Notice.objects.get()
    assert (notice.attempts, notice.error) == (1, "SMTPServerDisconnected: connection lost")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.deliver_due(at=NOW + HOUR) == (1, 0)
    notice.refresh_from_db()
    assert (notice.delivered_at, notice.error) == (NOW + HOUR, "")


def test_delivery_is_given_up_in_the_end(db: None, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    post(to=(ADA,), channels=(Channel.MAIL,))
    tries = [services.deliver_due(at=NOW + day * 24 * HOUR) for day in range(ATTEMPTS + 3)]
    assert tries.count((0, 1)) == ATTEMPTS


def test_a_mail_being_sent_is_left_alone_by_another_worker(db: None) -> None:
    post(to=(ADA,), channels=(Channel.MAIL,))
    assert services._take(at=NOW) is not None
    assert services._take(at=NOW) is None


def test_a_subject_of_two_lines_cannot_forge_a_header(db: None) -> None:
    post(to=(ADA,), text=lambda: Text(subject="Hello\nBcc: all@example.org"))
    services.deliver_due(at=NOW)
    assert mail.outbox[0].subject == "Hello Bcc: all@example.org"
    assert mail.outbox[0].recipients() == ["ada@example.org"]


def test_reading_takes_a_notice_away_for_its_person_only(db: None) -> None:
    post()
    message = unread("ada")[0]
    assert not services.mark_read(uid=message.uid, person_uid="bob", at=NOW)
    assert not services.mark_read(uid=uuid4(), person_uid="ada", at=NOW)
    assert services.mark_read(uid=message.uid, person_uid="ada", at=NOW)
    assert not services.mark_read(uid=message.uid, person_uid="ada", at=NOW + HOUR)
    assert unread("ada") == []
    assert queries.unread_count(person_uid="bob", at=NOW) == 1


def test_reading_all_leaves_what_is_not_due(db: None) -> None:
    post("a")
    post("b")
    post("c", due=NOW + HOUR)
    assert services.mark_all_read(person_uid="ada", at=NOW) == 2
    assert len(unread("ada", NOW + HOUR)) == 1
