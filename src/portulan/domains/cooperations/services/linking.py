"""The units, partners, countries and subjects of a cooperation, as rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from portulan.domains.cooperations.models import (
    Cooperation,
    CooperationCountry,
    CooperationField,
    CooperationPartner,
    CooperationUnit,
)
from portulan.domains.cooperations.services.checking import Checked


def link(cooperation: Cooperation, checked: Checked, *, filled: Mapping[str, str]) -> None:
    """Bring the links to what was checked: new ones are made, others go, the order is kept."""
    _bring(CooperationUnit, cooperation, "unit", [(one, one.code) for one in checked.units], filled)
    _bring(CooperationPartner, cooperation, "partner", [(one, one.key) for one in checked.partners], filled)
    _bring(CooperationCountry, cooperation, "country", [(one, one.code) for one in checked.countries], filled)
    _bring(CooperationField, cooperation, "term", [(one, one.code) for one in checked.fields], filled)


def _bring(
    model: type[models.Model],
    cooperation: Cooperation,
    name: str,
    wanted: Sequence[tuple[models.Model, str]],
    filled: Mapping[str, str],
) -> None:
    rows: Any = model.objects  # type: ignore[attr-defined]
    held = {getattr(row, f"{name}_id"): row for row in rows.filter(cooperation=cooperation)}
    asked = {one.pk: (one, code, rank) for rank, (one, code) in enumerate(wanted)}
    rows.filter(pk__in=[row.pk for number, row in held.items() if number not in asked]).delete()
    new = [
        model(cooperation=cooperation, rank=rank, source=filled.get(code, "")[:300], **{name: one})
        for number, (one, code, rank) in asked.items()
        if number not in held
    ]
    rows.bulk_create(new)
    moved = [row for number, row in held.items() if number in asked and row.rank != asked[number][2]]
    for row in moved:
        row.rank = asked[getattr(row, f"{name}_id")][2]
    rows.bulk_update(moved, ("rank",))
