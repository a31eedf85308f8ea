"""Files that people gave: one row per gift; equal contents are kept once on disk."""

from django.db import models

from portulan.foundations.journal.acted import Acted
from portulan.foundations.model.base import Row


class StoredFile(Row, Acted):
    """A file as it was given; its content is on disk under its SHA-256. Rights are those of what it hangs on."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()  # bytes
    media_type = models.CharField(max_length=120)  # read from the content, never from the name
    name = models.CharField(max_length=200)  # made safe
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
