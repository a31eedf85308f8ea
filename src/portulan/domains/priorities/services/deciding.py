"""Decide on one suggestion: take it up, put it off, decline it; and record what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portulan.domains.cooperations import services as cooperations
from portulan.domains.cooperations.services import Given
from portulan.domains.cooperations.vocabulary import Origin
from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.models import Unit
from portulan.domains.partners import services as partners
from portulan.domains.priorities import access
from portulan.domains.priorities.models import Decision
from portulan.domains.priorities.vocabulary import (
    DATE_MISSING,
    DECIDE,
    LONGEST,
    NOT_ACT,
    OUTCOME,
    OUTCOME_AFTER,
    OUTCOME_EARLY,
    REASON_MISSING,
    TITLE_MISSING,
    Level,
    Outcome,
    Verdict,
)
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.insight.figures import Figures


class InvalidError(ValueError):
    """What was given cannot be kept; ``field`` says where."""

    def __init__(self, field_: str, message: Any) -> None:
        self.field = field_
        super().__init__(str(message))


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """One suggestion as the page showed it: ``subject`` is a key, a code or a theme by ``level``."""

    unit: str
    level: str
    kind: str
    subject: str
    name: str
    country: str = ""
    score: float | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    data_version: str = ""


@transaction.atomic
def decide(
    *,
    on: Suggested,
    verdict: str,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
    reason: str = "",
    until: date | None = None,
    title: str = "",
    figures: Figures | None = None,
    key: str = "",
) -> Decision:
    """Record the decision; the one before stays, no longer current. Taken up, it becomes a cooperation with its origin.

    Raises UnknownError (404), PrioritiesRefusedError (403), InvalidError.
    """
    unit = Unit.objects.select_for_update().filter(code=on.unit).first()
    if unit is None:
        raise access.UnknownError(NOT_ACT)
    country = Country.objects.filter(code=on.country).first() if on.country else None
    access.require_act(reach, unit=unit.pk, countries=(country.pk,) if country else None)
    why = _checked(verdict, reason, until, title, today)
    made = _taken_up(on, title, why, by=by, reach=reach, at=at, today=today, figures=figures, key=key)
    before = Decision.objects.filter(unit=unit, level=on.level, subject=on.subject, current=True).first()
    Decision.objects.filter(unit=unit, level=on.level, subject=on.subject, current=True).update(current=False)
    decision = Decision.objects.create(
        unit=unit,
        level=Level(on.level),
        kind=on.kind,
        subject=on.subject[:120],
        name=on.name[:300],
        country=country,
        verdict=verdict,
        reason=why,
        until=until if verdict == Verdict.PUT_OFF else None,
        at=at,
        score=on.score,
        evidence=dict(on.evidence),
        data_version=on.data_version[:60],
        cooperation=made if verdict == Verdict.TAKEN_UP else None,
        **columns(by),
    )
    record(
        by=by,
        verb=DECIDE,
        on=decision,
        at=at,
        before={"verdict": before.verdict} if before else None,
        after={"subject": on.subject, "verdict": verdict, "reason": why, "unit": on.unit},
    )
    return decision


def _checked(verdict: str, reason: str, until: date | None, title: str, today: date) -> str:
    why = " ".join(reason.split())[:LONGEST]
    if verdict == Verdict.DECLINED and not why:
        raise InvalidError("reason", REASON_MISSING)
    if verdict == Verdict.PUT_OFF and (until is None or until <= today):
        raise InvalidError("until", DATE_MISSING)
    if verdict == Verdict.TAKEN_UP and not title.strip():
        raise InvalidError("title", TITLE_MISSING)
    Verdict(verdict)
    return why


def _taken_up(on: Suggested, title: str, why: str, **acting: Any) -> Any:
    """A cooperation of the unit with the partner, or the country, that was suggested; None for another verdict."""
    if not title.strip():
        return None
    partner = on.subject if on.level == Level.ORGANISATIONS else ""
    known = {name: acting[name] for name in ("by", "reach", "at", "today", "figures")}
    if partner:
        partners.make_partner(key=partner, **known)
    given = Given(
        title=title,
        summary=why,
        units=(on.unit,),
        partners=(partner,) if partner else (),
        countries=(on.country,) if on.country else (),
        origin=Origin.RADAR.value,
        origin_source=f"{on.level}: {on.subject}, {on.data_version}",
    )
    return cooperations.declare(given=given, key=acting["key"], **known)


@transaction.atomic
def record_outcome(
    *, uid: UUID, outcome: str, note: str, by: Actor, reach: Reach, at: datetime, today: date
) -> Decision:
    """Say what became of a suggestion: that something began, at any time; that nothing did, after three years."""
    decision = (
        Decision.objects.select_for_update(of=("self",)).filter(access.visible_to(reach), uid=uid).first()
    )
    if decision is None:
        raise access.UnknownError(NOT_ACT)
    countries = (decision.country_id,) if decision.country_id else None
    access.require_act(reach, unit=decision.unit_id, countries=countries)
    Outcome(outcome)
    due = decision.at.date().replace(year=decision.at.year + OUTCOME_AFTER, day=min(decision.at.day, 28))
    if outcome == Outcome.NOTHING and today < due:
        raise InvalidError("outcome", OUTCOME_EARLY)
    before = {"outcome": decision.outcome}
    decision.outcome, decision.outcome_on = outcome, today
    decision.outcome_note = " ".join(note.split())[:LONGEST]
    decision.save(update_fields=["outcome", "outcome_on", "outcome_note"])
    after = {"outcome": outcome, "note": decision.outcome_note}
    record(by=by, verb=OUTCOME, on=decision, at=at, before=before, after=after)
    return decision
