"""Read the journal of one thing; the caller has asked who may read that thing."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max, QuerySet

from portulan.foundations.journal.models import Entry


def of(object_uid: UUID) -> QuerySet[Entry]:
    """What was done to one thing, the latest first, with the personal values still kept."""
    return (
        Entry.objects.filter(object_uid=object_uid).order_by("-at", "-id").prefetch_related("personal_values")
    )


def latest_of(object_uids: Sequence[UUID]) -> dict[UUID, Entry]:
    """The last act on each of these things; one query."""
    rows = Entry.objects.filter(object_uid__in=object_uids).order_by().values("object_uid")
    last = rows.annotate(last=Max("id")).values("last")
    return {entry.object_uid: entry for entry in Entry.objects.filter(id__in=last)}
