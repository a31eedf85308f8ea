"""What only offices have: the countries they cover. An office itself is an organisation.Unit of kind office."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from portulan.domains.geography.models import Country
from portulan.domains.offices.vocabulary import OfficeSort
from portulan.domains.organisation.models import Unit
from portulan.foundations.model.base import Dated, Row


class Office(Row):
    """What a unit of kind office has beside what every unit has."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="office")
    sort = models.CharField(max_length=10, choices=OfficeSort.choices)
    city_fr = models.CharField(max_length=300, blank=True)
    city_en = models.CharField(max_length=300, blank=True)
    shared_with = models.JSONField(default=list)  # names of the organisations it is shared with

    def __str__(self) -> str:
        return str(self.unit_id)


class Territory(Row, Dated):
    """A unit covers a country from a date to a date.

    An office covers what a source says. A pole of the headquarters also covers, ``by_default``, what no source
    gives to anyone, so that the world has no gap.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="territories")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    by_default = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "territories"
        constraints = (
            models.UniqueConstraint(
                "unit", "country", Coalesce("since", Value("")), name="offices_territory_once"
            ),
        )
        indexes = (models.Index(fields=("country", "unit"), name="offices_territory_of"),)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.country_id}"
