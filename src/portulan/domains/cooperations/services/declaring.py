"""Declare a cooperation: one number, one proof, one line in the journal, however often the form is sent."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Draft, Member, NumberSeries, Proof
from portulan.domains.cooperations.queries.found import found_with
from portulan.domains.cooperations.services.acting import under_for
from portulan.domains.cooperations.services.checking import (
    Checked,
    Given,
    checked,
    folded_title,
    values_of,
)
from portulan.domains.cooperations.services.evidence import answer_to, keep_answer, prove
from portulan.domains.cooperations.services.linking import link
from portulan.domains.cooperations.services.meeting import NewPartner, partners_met
from portulan.domains.cooperations.services.receipts import claim, keep, one_at_a_time
from portulan.domains.cooperations.vocabulary import DECLARE, NUMBER, Answer, Part, ProofKind, Right
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.search import services as search
from portulan.insight.figures import Figures

FROM_PARTNER = gettext_noop("the record of the partner")


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
    new: NewPartner | None = None,
    figures: Figures | None = None,
) -> Cooperation:
    """Make a cooperation of what was said; the person who declares leads it and may change it.

    ``key``: the same key, or the same words within an hour, give the same cooperation. ``draft`` ends with it.
    Partners are made on first use from ``figures``, or as described (``new``); what the figures show between the
    units and the partners becomes proofs. Raises CooperationRefusedError (no mandate covers it),
    CooperationInvalidError, SaidOtherwiseError, partners' PartnerRefusedError.
    """
    person = access.require_person(reach)
    one_at_a_time(person)
    receipt = claim(by=by, key=key, act=DECLARE, said=_said(given, new), at=at, again=False)
    if receipt is not None and receipt.result is not None:
        return Cooperation.objects.get(uid=receipt.result)
    met = partners_met(given, new, figures, by=by, reach=reach, at=at, today=today, key=key)
    found = checked(replace(given, partners=met))
    units, countries = [one.pk for one in found.units], [one.pk for one in found.countries]
    access.require_declare_for(reach, units=units, countries=countries)
    by = under_for(by, reach, Verb.COOPERATION_DECLARE, units=units, countries=countries)
    cooperation = make(given=given, found=found, person=person, by=by, at=at, today=today)
    prove_known(cooperation, found, figures, by=by, reach=reach, at=at, today=today)
    keep(receipt, cooperation.uid)
    if draft is not None:
        Draft.objects.filter(uid=draft, author=person).delete()
    return cooperation


def prove_known(
    cooperation: Cooperation,
    found: Checked,
    figures: Figures | None,
    *,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
) -> None:
    """What the data show between these very units and partners is proof already, and no longer to be answered."""
    codes = {one.code for one in found.units}
    for partner in found.partners if figures is not None else ():
        for line in found_with(key=partner.key, figures=figures, at=today):
            if line.unit is not None and line.unit.code in codes:
                prove(line, cooperation, figures, by=by, reach=reach, at=at)
                held = answer_to(line, reach)
                if held is None or held.cooperation is None:
                    keep_answer(
                        held, line, partner, by=by, at=at, answer=Answer.CONFIRMED, cooperation=cooperation
                    )


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
    own = set(given.countries)
    met = {one.code: FROM_PARTNER for one in found.countries if one.code not in own}
    link(cooperation, found, filled={**met, **given.filled})
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


def _said(given: Given, new: NewPartner | None) -> Mapping[str, Any]:
    return {**asdict(given), "new": asdict(new) if new else None}


def next_number(year: int) -> str:
    """The next number of a year; two transactions never draw the same, and one that fails leaves no hole."""
    NumberSeries.objects.get_or_create(year=year)
    NumberSeries.objects.filter(year=year).update(last=F("last") + 1)
    return NUMBER.format(year=year, rank=NumberSeries.objects.get(year=year).last)
