"""Tell people: post in the transaction of the event; deliver later; note what was read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import translation

from portulan.foundations.journal.actor import Actor
from portulan.foundations.notices.models import Notice
from portulan.foundations.notices.queries import unread_of
from portulan.foundations.notices.vocabulary import ATTEMPTS, FIRST_PAUSE, LAST_PAUSE, Channel
from portulan.foundations.tasks.services import enqueue

DELIVER = "notices.deliver"
_OUTBOX = Actor(uid="system:outbox", label="outbox")
_BATCH = 200


class OutsideTransactionError(RuntimeError):
    """A notice was posted outside the transaction of the event it tells."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell, as values; without an address, no mail. ``language`` is "fr", "en" or empty (the site's)."""

    uid: str
    label: str = ""
    address: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """What to tell, in the language active when it was made."""

    subject: str
    body: str = ""


def post(
    *,
    event: str,
    to: Iterable[Recipient],
    text: Callable[[], Text],
    at: datetime,
    link: str = "",
    due: datetime | None = None,
    channels: Iterable[Channel] = (Channel.PAGE, Channel.MAIL),
) -> int:
    """Put one notice per person and channel in the outbox and give back how many; the same event tells nobody twice.

    ``event`` names what happened, once ("build:20261123-0900"); ``text`` is called once per language of the site;
    ``link`` is a path. Raises OutsideTransactionError outside an atomic block.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(f"{event}: open transaction.atomic() around the event and its notices.")
    texts, when = _in_every_language(text), due or at
    rows = [
        _notice(event=event, channel=channel, to=person, texts=texts, link=link, at=at, due=when)
        for person in to
        for channel in channels
        if channel is not Channel.MAIL or person.address
    ]
    count = len(_unsaid(event, rows))
    Notice.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    if any(row.channel == Channel.MAIL for row in rows):
        transaction.on_commit(partial(_ask_for_delivery, at=at, due=when), robust=True)
    return count


def _ask_for_delivery(*, at: datetime, due: datetime) -> None:
    """Only a nudge, outside the caller's transaction: the rows are the promise, and are looked for regularly too."""
    enqueue(name=DELIVER, by=_OUTBOX, at=at, due=due, key=DELIVER)


def _in_every_language(text: Callable[[], Text]) -> dict[str, dict[str, str]]:
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said = text()
            texts[language] = {"subject": " ".join(str(said.subject).split()), "body": str(said.body)}
    return texts


def _notice(
    *,
    event: str,
    channel: Channel,
    to: Recipient,
    texts: dict[str, dict[str, str]],
    link: str,
    at: datetime,
    due: datetime,
) -> Notice:
    return Notice(
        event=event,
        channel=channel,
        recipient_uid=to.uid,
        recipient_label=to.label,
        address=to.address,
        language=(to.language or settings.LANGUAGE_CODE)[:2],
        texts=texts,
        link=link,
        posted_at=at,
        due_at=due,
    )


def _unsaid(event: str, rows: list[Notice]) -> set[tuple[str, str]]:
    """The pairs of person and channel that this event has not told yet."""
    said = set(Notice.objects.filter(event=event).values_list("recipient_uid", "channel"))
    return {(row.recipient_uid, str(row.channel)) for row in rows} - said


def deliver_due(*, at: datetime) -> tuple[int, int]:
    """Send the mails that are due; gives back how many were sent and how many failed.

    Each row is first moved forward, so that a worker that dies while sending leaves it to be tried again, and another
    worker leaves it alone meanwhile.
    """
    sent = failed = 0
    while notice := _take(at=at):
        if _send(notice, at=at):
            sent += 1
        else:
            failed += 1
    return sent, failed


def _take(*, at: datetime) -> Notice | None:
    """The next mail to send, moved forward; None when nothing is due."""
    waiting = Notice.objects.filter(
        channel=Channel.MAIL, delivered_at=None, attempts__lt=ATTEMPTS, due_at__lte=at
    )
    while notice := waiting.order_by("due_at", "id").first():
        ours = waiting.filter(pk=notice.pk, attempts=notice.attempts)
        if ours.update(attempts=F("attempts") + 1, due_at=at + _pause(notice.attempts)):
            return notice
    return None


def _pause(attempts: int) -> timedelta:
    return min(LAST_PAUSE, FIRST_PAUSE * 4**attempts)


def _send(notice: Notice, *, at: datetime) -> bool:
    said = notice.text_in(notice.language)
    body = "\n\n".join(part for part in (said["body"], notice.link and site_address(notice.link)) if part)
    try:
        EmailMessage(subject=said["subject"], body=body, to=[notice.address]).send()
    except (
        OSError,
        ValueError,
    ) as error:  # no server, a server that refuses (SMTPException is an OSError), a bad header
        Notice.objects.filter(pk=notice.pk).update(error=f"{type(error).__name__}: {error}")
        return False
    Notice.objects.filter(pk=notice.pk).update(delivered_at=at, error="")
    return True


def site_address(path: str) -> str:
    """The full address of a path of the site, when the site knows its own (PORTULAN_ADDRESS); else the path."""
    return getattr(settings, "PORTULAN_ADDRESS", "").rstrip("/") + path


def mark_read(*, uid: UUID, person_uid: str, at: datetime) -> bool:
    """Note that a person read a notice; False when it is not theirs or was read before."""
    return bool(unread_of(person_uid).filter(uid=uid).update(read_at=at))


def mark_all_read(*, person_uid: str, at: datetime) -> int:
    """Note that a person read all that is due; gives back how many."""
    return unread_of(person_uid).filter(due_at__lte=at).update(read_at=at)
