"""Who did what, when, on what: rows that the database itself refuses to change or delete."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from portulan.foundations.journal.acted import Acted
from portulan.foundations.model.base import Row
from portulan.foundations.model.softdate import SoftDate


class Plain(DjangoJSONEncoder):
    """Dates, identifiers and half-known dates as their text."""

    def default(self, o: object) -> object:
        return o.text if isinstance(o, SoftDate) else super().default(o)


class Entry(Row, Acted):
    """One act. Triggers refuse UPDATE and DELETE on both databases."""

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=80)  # label of the model: "organisation.unit"
    object_uid = models.UUIDField()
    object_label = models.CharField(max_length=300, blank=True)  # empty when the label itself is personal
    before = models.JSONField(null=True, encoder=Plain)
    after = models.JSONField(null=True, encoder=Plain)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = (models.Index(fields=("object_uid", "at"), name="journal_of_object"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_label}: {self.verb} {self.kind}"


class PersonalValue(models.Model):
    """A personal value of an entry. Triggers allow one change: both values become NULL."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="personal_values")
    field = models.CharField(max_length=80)
    before = models.JSONField(null=True, encoder=Plain)
    after = models.JSONField(null=True, encoder=Plain)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "field"), name="journal_one_value_per_field"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.field}"
