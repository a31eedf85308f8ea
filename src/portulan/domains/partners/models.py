"""One record per partner organisation, and the parties of joint laboratories."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from portulan.domains.geography.models import Country
from portulan.domains.organisation.models import Unit
from portulan.domains.partners.vocabulary import PartyRole
from portulan.foundations.model.base import Dated, Row


class Partner(Row):
    """An organisation we deal with; made on first use, with its ROR where it has one.

    ``key`` is its key in the lake and in addresses: "ror-02e7b5302", "uai-0753639Y", "rnsrbody-groupe-rhodia".
    """

    ror = models.CharField(max_length=9, null=True, blank=True, unique=True)
    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=60, blank=True)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class PartnerKey(Row, Dated):
    """Another key under which a source knows a partner: "rnsrbody-groupe-thales" for Thales."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.key


class Party(Row, Dated):
    """A partner is party to a unit: one row per source that says so, each a proof of its own."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="parties")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    label = models.CharField(max_length=40, blank=True)  # the number it gives the unit: "IRL 3288"
    source_key = models.CharField(max_length=20)  # "rnsr", "pack"

    class Meta:
        verbose_name_plural = "parties"
        constraints = (
            models.UniqueConstraint(
                "unit",
                "partner",
                "source_key",
                Coalesce("since", Value("")),
                name="partners_party_once_per_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner_id} in {self.unit_id}"
