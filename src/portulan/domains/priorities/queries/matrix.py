"""The matrix of priorities, the portfolio laid over it, and how far one is from the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portulan.domains.cooperations import queries as cooperations
from portulan.domains.cooperations.queries import Filters
from portulan.domains.geography import queries as geography
from portulan.domains.organisation.access import Reach
from portulan.domains.priorities.models import Matrix


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A version; ``weights`` by code of unit and of area, those of 0 left out."""

    number: int
    since: date
    text: str
    by: str
    weights: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A field in an area: its weight, the cooperations under way there, and both as parts of their totals.

    ``gap`` is the part that priorities ask less the part that the portfolio gives: above 0, more is asked.
    """

    unit: str
    area: str
    weight: int
    count: int
    asked: float
    held: float

    @property
    def gap(self) -> float:
        return self.asked - self.held


@dataclass(frozen=True, slots=True)
class Laid:
    """The portfolio over the matrix. ``distance``: half the sum of absolute gaps, 0 (the same) to 1 (nothing in
    common), the total variation distance; None where either is empty. ``moved``: how many cooperations, at least,
    would have to be elsewhere for the two to agree."""

    spots: tuple[Spot, ...]
    total: int
    distance: float | None
    moved: int


def versions(*, limit: int = 50) -> tuple[MatrixView, ...]:
    """The latest first, without their weights."""
    rows = Matrix.objects.order_by("-number")[:limit]
    return tuple(MatrixView(row.number, row.since, row.text, row.by_label, {}) for row in rows)


def matrix(*, at: date, number: int | None = None) -> MatrixView | None:
    """The version in force on the day, or the one of a number; None before the first. Two queries."""
    rows = Matrix.objects.filter(since__lte=at) if number is None else Matrix.objects.filter(number=number)
    row = rows.order_by("-number").first()
    if row is None:
        return None
    cells = row.cells.select_related("unit")
    weights = {(cell.unit.code, cell.area): cell.weight for cell in cells}
    return MatrixView(row.number, row.since, row.text, row.by_label, weights)


def laid(view: MatrixView, *, reach: Reach, at: date) -> Laid:
    """Cooperations under way that the reader may see, each counted once for each field and country it names, over the
    matrix. A country has its own column where the matrix names it, else that of its sub-region; where neither is a
    priority it counts as outside ("")."""
    regions = {one.code: one.subregion_code for one in geography.countries()}
    named = {area for _, area in view.weights}
    counts: dict[tuple[str, str], int] = {}
    for unit in sorted({unit for unit, _ in view.weights}):
        for facet in cooperations.countries(reach=reach, at=at, filters=Filters(units=(unit,))):
            own, region = facet.code, regions.get(facet.code, "")
            area = own if own in named else region if region in named else ""
            counts[unit, area] = counts.get((unit, area), 0) + facet.count
    return compared(view.weights, counts)


def compared(weights: Mapping[tuple[str, str], int], counts: Mapping[tuple[str, str], int]) -> Laid:
    """Both as parts of one; the distance, and every place where they differ, the widest gaps first."""
    asked, held = sum(weights.values()), sum(counts.values())
    spots = [
        Spot(
            unit=unit,
            area=area,
            weight=weights.get((unit, area), 0),
            count=counts.get((unit, area), 0),
            asked=weights.get((unit, area), 0) / asked if asked else 0.0,
            held=counts.get((unit, area), 0) / held if held else 0.0,
        )
        for unit, area in sorted({*weights, *counts})
    ]
    spots.sort(key=lambda one: (-abs(one.gap), one.unit, one.area))
    if not asked or not held:
        return Laid(tuple(spots), held, None, 0)
    distance = sum(abs(one.gap) for one in spots) / 2
    return Laid(tuple(spots), held, distance, round(distance * held))
