"""Read the journal of one thing; the caller has asked who may read that thing."""

from uuid import UUID

from django.db.models import QuerySet

from portulan.foundations.journal.models import Entry


def of(object_uid: UUID) -> QuerySet[Entry]:
    """What was done to one thing, the latest first, with the personal values still kept."""
    return (
        Entry.objects.filter(object_uid=object_uid).order_by("-at", "-id").prefetch_related("personal_values")
    )
