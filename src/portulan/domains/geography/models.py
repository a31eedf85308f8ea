"""Countries, by ISO 3166-1, with the regions of the United Nations' M49."""

from django.db import models

from portulan.foundations.model.base import Row


class Country(Row):
    """One country or territory of ISO 3166-1, and XK; names are CLDR's, regions are UN M49's."""

    code = models.CharField(max_length=2, unique=True)  # ISO 3166-1 alpha-2
    alpha3 = models.CharField(max_length=3, unique=True)
    m49 = models.CharField(max_length=3, blank=True)  # empty for XK, which M49 does not list
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    region = models.CharField(max_length=3, blank=True)  # M49 code: "142" is Asia; empty for Antarctica
    subregion = models.CharField(
        max_length=3, blank=True, db_index=True
    )  # M49 code: "035" is South-eastern Asia
    latitude = models.FloatField(null=True)  # degrees, where the label stands
    longitude = models.FloatField(null=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code
