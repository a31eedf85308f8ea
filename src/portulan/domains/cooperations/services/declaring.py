"""Declare a cooperation: one number, one proof, one line in the journal, however often the form is sent."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Draft, Member, NumberSeries, Proof
from portulan.domains.cooperations.services.checking import (
    Checked,
    Given,
    checked,
    folded_title,
    values_of,
)
from portulan.domains.cooperations.services.linking import link
from portulan.domains.cooperations.services.receipts import claim, keep, one_at_a_time
from portulan.domains.cooperations.vocabulary import DECLARE, NUMBER, Part, ProofKind, Right
from portulan.domains.organisation.access import Reach
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.search import services as search


@transaction.atomic
def declare(
    *,
    given: Given,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
    key: str = "",
    draft: UUID | None = None,
) -> Cooperation:
    """Make a cooperation of what was said; the person who declares leads it and may change it.

    ``key``: the same key, or the same words within an hour, give the same cooperation. ``draft`` ends with it. Raises
    CooperationRefusedError (no mandate covers it), CooperationInvalidError, SaidOtherwiseError.
    """
    person = access.require_person(reach)
    one_at_a_time(person)
    receipt = claim(by=by, key=key, act=DECLARE, said=_said(given), at=at, again=False)
    if receipt is not None and receipt.result is not None:
        return Cooperation.objects.get(uid=receipt.result)
    found = checked(given)
    access.require_declare_for(
        reach,
        units=[one.pk for one in found.units],
        countries=[one.pk for one in found.countries],
    )
    cooperation = make(given=given, found=found, person=person, by=by, at=at, today=today)
    keep(receipt, cooperation.uid)
    if draft is not None:
        Draft.objects.filter(uid=draft, author=person).delete()
    return cooperation


def make(*, given: Given, found: Checked, person: int, by: Actor, at: datetime, today: date) -> Cooperation:
    """The rows of a new cooperation; the caller has asked the right."""
    step = " ".join(given.next_step.split())
    cooperation = Cooperation.objects.create(
        number=next_number(today.year),
        title=found.title,
        folded=folded_title(found.title),
        summary=found.summary,
        language=given.language[:5],
        stage=given.stage,
        stage_since=today,
        confidentiality=given.confidentiality,
        origin=given.origin,
        origin_source=given.origin_source[:300],
        fictitious=given.fictitious,
        author_id=person,
        declared_at=at,
        changed_at=at,
        next_step=step,
        next_step_on=given.next_step_on if step else None,
        next_step_owner_id=person if step else None,
    )
    link(cooperation, found, filled=given.filled)
    Member.objects.create(cooperation=cooperation, person_id=person, part=Part.LEAD, right=Right.EDIT)
    Proof.objects.create(
        cooperation=cooperation,
        kind=ProofKind.DECLARED,
        key="declared",
        since=SoftDate(today.isoformat()),
        recorded_at=at,
        **columns(by),
    )
    record(by=by, verb=DECLARE, on=cooperation, at=at, after=_told(cooperation, found))
    search.tell(kind="cooperation", numbers=[cooperation.pk])
    return cooperation


def _told(cooperation: Cooperation, found: Checked) -> dict[str, Any]:
    told = {"number": cooperation.number, "origin": cooperation.origin, **values_of(cooperation, found)}
    if cooperation.next_step:
        told |= {"next_step": cooperation.next_step, "next_step_on": cooperation.next_step_on}
    return told


def _said(given: Given) -> Mapping[str, Any]:
    return asdict(given)


def next_number(year: int) -> str:
    """The next number of a year; two transactions never draw the same, and one that fails leaves no hole."""
    NumberSeries.objects.get_or_create(year=year)
    NumberSeries.objects.filter(year=year).update(last=F("last") + 1)
    return NUMBER.format(year=year, rank=NumberSeries.objects.get(year=year).last)
