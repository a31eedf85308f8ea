"""What a person has not read yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from portulan.foundations.notices.models import Notice
from portulan.foundations.notices.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Message:
    """A notice as a page shows it."""

    uid: UUID
    subject: str
    body: str
    link: str
    at: datetime


def unread_of(person_uid: str) -> QuerySet[Notice]:
    """The rows on the pages that a person has not read, due or not."""
    return Notice.objects.filter(recipient_uid=person_uid, channel=Channel.PAGE, read_at=None)


def unread(*, person_uid: str, at: datetime, language: str, limit: int = 50) -> list[Message]:
    """What a person has not read, the latest first, in ``language``."""
    rows = unread_of(person_uid).filter(due_at__lte=at).order_by("-due_at", "-id")[:limit]
    return [Message(row.uid, link=row.link, at=row.due_at, **row.text_in(language)) for row in rows]


def unread_count(*, person_uid: str, at: datetime) -> int:
    """How many notices a person has not read."""
    return unread_of(person_uid).filter(due_at__lte=at).count()
