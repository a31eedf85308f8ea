"""What every row has: an integer key inside, a random UUID outside; and rows that hold for a time."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from portulan.foundations.model.softdate import SoftDateField


class Row(models.Model):
    """A row known outside by its UUID only."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


def in_force(day: date, prefix: str = "") -> Q:
    """Rows that hold on ``day``: from ``since`` included to ``until`` excluded; a half-known date counts from its
    earliest day, an unknown one is open."""
    text = day.isoformat()
    started = Q(**{f"{prefix}since__isnull": True}) | Q(**{f"{prefix}since__lte": text})
    not_ended = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": text})
    return started & not_ended


class DatedQuerySet(models.QuerySet):
    def at(self, day: date) -> Self:
        """Those that hold on ``day``."""
        return self.filter(in_force(day))


class Dated(models.Model):
    """A row that holds from ``since`` (included) to ``until`` (excluded), with where this was read."""

    since = SoftDateField(null=True, blank=True)
    until = SoftDateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    source_as_of = SoftDateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_at(self, day: date) -> bool:
        """Whether the row holds on ``day``; the same rule as ``in_force``."""
        text = day.isoformat()
        return (self.since is None or self.since.text <= text) and (
            self.until is None or self.until.text > text
        )
