"""Sorts of offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficeSort(models.TextChoices):
    OFFICE = "office", _("representation office")
    ANTENNA = "antenna", _("antenna to the European institutions")
