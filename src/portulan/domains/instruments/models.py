"""The ladder of instruments: rungs, the names they bore, and the rules a source gives."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from portulan.domains.instruments.vocabulary import RuleKey
from portulan.foundations.model.base import Dated, Row


class Instrument(Row, Dated):
    """One rung of the ladder."""

    code = models.SlugField(max_length=40, unique=True)
    rank = models.PositiveSmallIntegerField()
    short_name = models.CharField(max_length=20, blank=True)
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    summary_fr = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.code


class FormerName(Row, Dated):
    """A name or code an instrument bore before, still met in files: "UMI" for the joint laboratory, until 2019."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="former_names")
    short_name = models.CharField(max_length=20)
    name_fr = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("instrument", "short_name"), name="instruments_former_name_once"),
        )

    def __str__(self) -> str:
        return self.short_name


class Rule(Row, Dated):
    """One rule of an instrument as a source gives it; what is not known has no row."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="rules")
    key = models.CharField(max_length=20, choices=RuleKey.choices)
    text_fr = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "instrument", "key", "text_fr", Coalesce("since", Value("")), name="instruments_rule_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.key}"
