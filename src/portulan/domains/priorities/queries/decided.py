"""Decisions on suggestions, for somebody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from portulan.domains.organisation.access import Reach
from portulan.domains.priorities.access import visible_to
from portulan.domains.priorities.models import Decision
from portulan.domains.priorities.vocabulary import OUTCOME_AFTER


@dataclass(frozen=True, slots=True)
class Acted:
    """A decision as pages show it; ``outcome_due`` once it may be asked what became of it."""

    uid: str
    unit: str
    level: str
    kind: str
    kind_label: str
    subject: str
    name: str
    country: str
    verdict: str
    verdict_label: str
    reason: str
    until: date | None
    on: date
    by: str
    cooperation: str
    cooperation_uid: str
    outcome: str
    outcome_label: str
    outcome_on: date | None
    outcome_note: str
    outcome_due: bool


def acted_on(*, reach: Reach, unit: str, level: str, at: date) -> dict[str, Acted]:
    """The current decisions of a unit by subject; one put off to a day that has come is no longer one."""
    rows = _rows(reach).filter(unit__code=unit, level=level, current=True)
    return {row.subject: _view(row, at) for row in rows if row.until is None or row.until > at}


def decided(*, reach: Reach, at: date, unit: str = "", limit: int = 200) -> tuple[Acted, ...]:
    """Decisions the reader may see, the latest first. One query."""
    rows = _rows(reach)
    if unit:
        rows = rows.filter(unit__code=unit)
    return tuple(_view(row, at) for row in rows.order_by("-at", "-pk")[:limit])


def tally(*, reach: Reach) -> dict[str, dict[str, int]]:
    """How many decisions of each verdict led to each outcome ("" not known yet), of those the reader may see."""
    rows = (
        Decision.objects.filter(visible_to(reach))
        .order_by()
        .values("verdict", "outcome")
        .annotate(n=Count("pk"))
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["verdict"], {})[row["outcome"]] = row["n"]
    return found


def _rows(reach: Reach):  # type: ignore[no-untyped-def]  # a QuerySet, 2026-11-25
    return Decision.objects.filter(visible_to(reach)).select_related("unit", "country", "cooperation")


def _view(row: Decision, at: date) -> Acted:
    made = row.cooperation
    return Acted(
        uid=str(row.uid),
        unit=row.unit.code,
        level=row.level,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        subject=row.subject,
        name=row.name,
        country=row.country.code if row.country else "",
        verdict=row.verdict,
        verdict_label=row.get_verdict_display(),
        reason=row.reason,
        until=row.until,
        on=row.at.date(),
        by=row.by_label,
        cooperation=made.number if made else "",
        cooperation_uid=str(made.uid) if made else "",
        outcome=row.outcome,
        outcome_label=row.get_outcome_display(),
        outcome_on=row.outcome_on,
        outcome_note=row.outcome_note,
        outcome_due=not row.outcome and (at - row.at.date()).days >= OUTCOME_AFTER * 365,
    )
