"""The outbox: what is to be told to whom, written with the event itself and delivered later."""

from django.db import models
from django.db.models import Q

from portulan.foundations.model.base import Row
from portulan.foundations.notices.vocabulary import Channel


class Notice(Row):
    """One event, one person, one channel; the person is kept as values.

    ``texts`` holds a subject and a body per language: {"fr": {"subject": ..., "body": ...}, "en": ...}.
    """

    event = models.CharField(max_length=160)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    recipient_uid = models.CharField(max_length=60)
    recipient_label = models.CharField(max_length=250, blank=True)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    texts = models.JSONField()
    link = models.CharField(max_length=500, blank=True)  # a path of the site
    posted_at = models.DateTimeField()
    due_at = models.DateTimeField()  # moved forward by each attempt to deliver
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("event", "recipient_uid", "channel"), name="notices_once_per_person"
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="notices_channel"),
        )
        indexes = (
            models.Index(
                fields=("due_at", "id"),
                condition=Q(channel="mail", delivered_at=None),
                name="notices_to_send",
            ),
            models.Index(
                fields=("recipient_uid", "due_at"),
                condition=Q(channel="page", read_at=None),
                name="notices_unread",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} to {self.recipient_uid} {self.channel}"

    def text_in(self, language: str) -> dict[str, str]:
        """Subject and body in ``language``, else in the recipient's, else in any there is."""
        return (
            self.texts.get(language[:2]) or self.texts.get(self.language) or next(iter(self.texts.values()))
        )
