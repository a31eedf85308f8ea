"""Write a version of the priorities: the whole matrix with a text; the versions before stay."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.models import Unit
from portulan.domains.priorities import access
from portulan.domains.priorities.models import Cell, Matrix
from portulan.domains.priorities.queries.areas import areas
from portulan.domains.priorities.services.deciding import InvalidError
from portulan.domains.priorities.vocabulary import (
    CELL_WRONG,
    LONGEST,
    MATRIX_WRITE,
    TEXT_MISSING,
    VERSION_MOVED,
    Weight,
)
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record

Weights = Mapping[tuple[str, str], int]  # code of the unit and code of the area, to a weight


class VersionMovedError(ValueError):
    """Another version was written since the one that was read."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(str(VERSION_MOVED) % {"number": number})


@transaction.atomic
def write_matrix(
    *,
    weights: Weights,
    text: str,
    read: int,
    since: date,
    by: Actor,
    reach: Reach,
    at: datetime,
    language: str = "",
) -> Matrix:
    """``read`` is the number of the version that was changed, 0 for none. Weights of 0 are not kept.

    Raises PrioritiesRefusedError, VersionMovedError, InvalidError.
    """
    access.require_edit(reach)
    latest = Matrix.objects.select_for_update().order_by("-number").first()
    if (latest.number if latest else 0) != read:
        raise VersionMovedError(latest.number if latest else 0)
    said = text.strip()[:LONGEST]
    if not said:
        raise InvalidError("text", TEXT_MISSING)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={row for row, _ in weights})}
    known = {area.code for area in areas()}
    for (row, column), weight in weights.items():
        if row not in units or column not in known or weight not in Weight.values:
            raise InvalidError("cells", str(CELL_WRONG) % {"row": row, "column": column})
    matrix = Matrix.objects.create(
        number=read + 1, since=since, text=said, language=language[:5], at=at, **columns(by)
    )
    Cell.objects.bulk_create(
        Cell(matrix=matrix, unit=units[row], area=column, weight=weight)
        for (row, column), weight in sorted(weights.items())
        if weight
    )
    after = {f"{row} × {column}": weight for (row, column), weight in sorted(weights.items()) if weight}
    record(by=by, verb=MATRIX_WRITE, on=matrix, at=at, after={"text": said, **after})
    return matrix
