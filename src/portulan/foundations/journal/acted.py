"""The columns that keep who acted, as values."""

from django.db import models

from portulan.foundations.journal.actor import Actor


class Acted(models.Model):
    """A row that says by whom it was made; never a foreign key."""

    by_uid = models.CharField(max_length=60)
    by_label = models.CharField(max_length=250)
    by_mandate_uid = models.CharField(max_length=60, blank=True)
    by_mandate_label = models.CharField(max_length=250, blank=True)

    class Meta:
        abstract = True

    @property
    def by(self) -> Actor:
        """The actor these columns keep."""
        return Actor(self.by_uid, self.by_label, self.by_mandate_uid, self.by_mandate_label)


def columns(by: Actor) -> dict[str, str]:
    """The values of the columns of ``Acted``."""
    return {
        "by_uid": by.uid,
        "by_label": by.label,
        "by_mandate_uid": by.mandate_uid,
        "by_mandate_label": by.mandate_label,
    }
