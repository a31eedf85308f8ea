"""Decisions on suggestions, the matrix of priorities in versions, and our side of a ledger; nothing is overwritten."""

from django.db import models
from django.db.models import Q

from portulan.domains.cooperations.models import Cooperation
from portulan.domains.geography.models import Country
from portulan.domains.organisation.models import Unit
from portulan.domains.partners.models import Partner
from portulan.domains.priorities.vocabulary import Kind, LedgerKind, Level, Outcome, Side, Verdict, Weight
from portulan.foundations.journal.acted import Acted
from portulan.foundations.model.base import Row


class Decision(Row, Acted):
    """What was decided on one suggestion for one unit of ours. A later decision leaves this one standing, not current.

    ``evidence`` keeps what the suggestion rested on that day, since the data move on.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=Level.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject = models.CharField(max_length=120)  # key of an organisation, code of a country, name of a theme
    name = models.CharField(max_length=300)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reason = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    score = models.FloatField(null=True, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    data_version = models.CharField(max_length=60, blank=True)
    cooperation = models.ForeignKey(
        Cooperation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    current = models.BooleanField(default=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_note = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("level", "subject"), name="priorities_of_subject"),)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "level", "subject"),
                condition=Q(current=True),
                name="priorities_one_current_decision",
            ),
            models.CheckConstraint(
                condition=Q(verdict="put_off", until__isnull=False)
                | (~Q(verdict="put_off") & Q(until__isnull=True)),
                name="priorities_put_off_to_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject}: {self.verdict}"


class Matrix(Row, Acted):
    """One version of the priorities: a text, and a weight for fields in areas. Versions follow each other."""

    number = models.PositiveIntegerField(unique=True)
    since = models.DateField()
    text = models.TextField()
    language = models.CharField(max_length=5, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "matrices"

    def __str__(self) -> str:
        return f"priorities {self.number}"


class Cell(models.Model):
    """How much one field of ours (an institute or centre) matters in one area ("SG", or a sub-region "035")."""

    matrix = models.ForeignKey(Matrix, on_delete=models.CASCADE, related_name="cells")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=3)
    weight = models.PositiveSmallIntegerField(choices=Weight.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("matrix", "unit", "area"), name="priorities_cell_once"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=3), name="priorities_weight"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} × {self.area}: {self.weight}"


class LedgerLine(Row, Acted):
    """What we gave to a partner, or got, in one civil year. A correction is a new line that ``replaces`` the old one.

    Money is in integer cents of an ISO 4217 currency; people in tenths of a month.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    cooperation = models.ForeignKey(
        Cooperation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    side = models.CharField(max_length=10, choices=Side.choices)
    kind = models.CharField(max_length=20, choices=LedgerKind.choices)
    year = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    month_tenths = models.PositiveIntegerField(null=True, blank=True)
    text = models.CharField(max_length=300)
    at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    withdrawn = models.BooleanField(default=False)  # a correction that only takes the line it replaces back

    class Meta:
        indexes = (models.Index(fields=("partner", "year"), name="priorities_ledger"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="money", cents__isnull=False, month_tenths__isnull=True) & ~Q(currency="")
                | Q(kind="people", month_tenths__isnull=False, cents__isnull=True, currency="")
                | (
                    ~Q(kind__in=("money", "people"))
                    & Q(cents__isnull=True, month_tenths__isnull=True, currency="")
                ),
                name="priorities_amount_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(cents__isnull=True) | Q(cents__gte=0), name="priorities_cents"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.side} {self.kind}"
