"""Answer what the data show: confirmed in one act, with its proof; or not ours, with a reason that stays."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Finding
from portulan.domains.cooperations.queries.found import REGISTRY, FoundLine, found_one
from portulan.domains.cooperations.services.changing import locked
from portulan.domains.cooperations.services.checking import CooperationInvalidError, Given, check_text
from portulan.domains.cooperations.services.declaring import declare
from portulan.domains.cooperations.services.proving import record_proof
from portulan.domains.cooperations.services.receipts import one_at_a_time
from portulan.domains.cooperations.vocabulary import (
    CONFIRM_FOUND,
    REFUSE_FOUND,
    REOPEN_FOUND,
    Answer,
    Origin,
    ProofKind,
    Refusal,
    Stage,
)
from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.models import Unit
from portulan.domains.partners.models import Partner
from portulan.domains.partners.services import make_partner
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.softdate import SoftDate
from portulan.insight.figures import Figures


@transaction.atomic
def confirm_found(
    *,
    token: str,
    figures: Figures | None,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
    given: Given | None = None,
    key: str = "",
    draft: UUID | None = None,
    into: UUID | None = None,
) -> Cooperation:
    """What a source shows is a cooperation of ours: it becomes a declared one, with its proof.

    ``given`` is what the person completed (else the source's own words); ``into`` is a cooperation that exists and
    takes the proof. Confirmed again, the same cooperation is given. Raises CooperationRefusedError,
    CooperationInvalidError, SaidOtherwiseError, partners' PartnerRefusedError.
    """
    one_at_a_time(access.require_person(reach))
    line = _line(token, figures, reach, today)
    answer = _answer(line)
    if answer is not None and answer.cooperation is not None:
        return answer.cooperation
    partner = make_partner(key=line.key, figures=figures, by=by, at=at, today=today, reach=reach)
    if into is not None:
        cooperation = locked(into)
        access.require_follow(reach, cooperation)
    else:
        said = given or _given(line, partner, figures)
        cooperation = declare(given=said, by=by, reach=reach, at=at, today=today, key=key, draft=draft)
    _prove(line, cooperation, figures, by=by, reach=reach, at=at)
    _keep(answer, line, partner, by=by, at=at, answer_=Answer.CONFIRMED, cooperation=cooperation)
    return cooperation


def _line(token: str, figures: Figures | None, reach: Reach, today: date) -> FoundLine:
    line = found_one(reach=reach, figures=figures, at=today, token=token)
    if line is None:
        raise access.UnknownCooperationError(
            _("The data show this no more, or your mandates do not cover it today.")
        )
    return line


def _answer(line: FoundLine) -> Finding | None:
    """The answer there is, under whatever key the organisation had that day."""
    rows = Finding.objects.filter(source_key=line.source, unit__code=line.unit.code if line.unit else None)
    if line.unit is None:
        rows = Finding.objects.filter(source_key=line.source, unit=None)
    keys = {line.key, *line.aliases}
    return next((row for row in rows.select_related("cooperation") if keys & set(row.keys)), None)


def _given(line: FoundLine, partner: Partner, figures: Figures | None) -> Given:
    ours = (line.unit.short_name or line.unit.name_en) if line.unit else ""
    source = _source_words(line, figures)
    own = figures.focal.name if figures is not None and not ours else ours
    return Given(
        title=f"{ours or own} – {partner.name}"[:300],
        stage=(Stage.STRUCTURED if line.source == REGISTRY else Stage.ESTABLISHED).value,
        units=[line.unit.code] if line.unit else [],
        partners=[partner.key],
        countries=[line.country] if line.country else [],
        filled={partner.key: source, line.country: source, **({line.unit.code: source} if line.unit else {})},
        origin=Origin.DETECTED.value,
        origin_source=source,
    )


def _source_words(line: FoundLine, figures: Figures | None) -> str:
    return figures.source(line.source).title if figures is not None else line.source


def _prove(
    line: FoundLine,
    cooperation: Cooperation,
    figures: Figures | None,
    *,
    by: Actor,
    reach: Reach,
    at: datetime,
) -> None:
    report = figures.source(line.source) if figures is not None else None
    record_proof(
        cooperation=cooperation,
        kind=(ProofKind.FORMALISED if line.source == REGISTRY else ProofKind.DETECTED).value,
        by=by,
        reach=reach,
        at=at,
        label=line.label,
        key=f"{line.source}:{line.key}"[:200],
        source_key=line.source,
        count=None if line.source == REGISTRY else line.count,
        since=SoftDate(str(line.first_year)) if line.first_year else None,
        source=report.title if report else "",
        source_as_of=SoftDate.parse(report.as_of) if report and report.as_of else None,
    )


@transaction.atomic
def refuse_found(
    *,
    token: str,
    reason: str,
    figures: Figures | None,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
    reason_text: str = "",
) -> Finding:
    """What a source shows is not a cooperation of ours: it is shown no more, after no later build.

    Raises CooperationRefusedError, CooperationInvalidError.
    """
    one_at_a_time(access.require_person(reach))
    line = _line(token, figures, reach, today)
    errors: dict[str, str] = {}
    if reason not in Refusal.values:
        errors["reason"] = _("Say why it is not ours.")
    if reason == Refusal.OTHER and not reason_text.strip():
        errors["reason_text"] = _("Write the reason.")
    check_text(errors, "reason_text", reason_text, most=2000)
    if errors:
        raise CooperationInvalidError(errors)
    answer = _answer(line)
    if answer is not None and answer.cooperation is not None:
        raise CooperationInvalidError(
            {
                "reason": _("Somebody has confirmed it already: %(number)s.")
                % {"number": answer.cooperation.number}
            }
        )
    return _keep(
        answer,
        line,
        None,
        by=by,
        at=at,
        answer_=Answer.REFUSED,
        reason=reason,
        reason_text=reason_text.strip(),
    )


def _keep(
    held: Finding | None,
    line: FoundLine,
    partner: Partner | None,
    *,
    by: Actor,
    at: datetime,
    answer_: Answer,
    cooperation: Cooperation | None = None,
    reason: str = "",
    reason_text: str = "",
) -> Finding:
    row = held or Finding(
        source_key=line.source,
        unit=Unit.objects.get(code=line.unit.code) if line.unit else None,
        partner_key=line.key,
    )
    row.country_id = country_ids().get(line.country)
    before = {"answer": held.answer, "reason": held.reason} if held is not None else None
    row.partner_name, row.keys = line.name[:300], _all_keys(row.keys, line, partner)
    row.partner, row.answer, row.cooperation = partner, answer_.value, cooperation
    row.reason, row.reason_text, row.at = reason, reason_text, at
    for name, value in columns(by).items():
        setattr(row, name, value)
    row.save()
    after = {"answer": row.answer, "reason": reason, "token": line.token}
    if cooperation is not None:
        after["cooperation"] = str(cooperation.uid)
    verb = REFUSE_FOUND if answer_ == Answer.REFUSED else CONFIRM_FOUND
    record(by=by, verb=verb, on=row, at=at, before=before, after=after)
    return row


def _all_keys(held: Iterable[str], line: FoundLine, partner: Partner | None) -> list[str]:
    known = {*held, line.key, *line.aliases}
    return sorted(known | ({partner.key} if partner is not None else set()))


@transaction.atomic
def reopen_found(*, uid: UUID, by: Actor, reach: Reach, at: datetime) -> None:
    """Take back a "not ours": the data may show it again. Raises CooperationRefusedError."""
    access.require_person(reach)
    row = Finding.objects.filter(uid=uid, answer=Answer.REFUSED).first()
    if row is None or not access.may_answer(reach, row):
        raise access.UnknownCooperationError(_("There is no such answer."))
    before = {"answer": row.answer, "reason": row.reason, "partner_key": row.partner_key}
    record(by=by, verb=REOPEN_FOUND, on=row, at=at, before=before)
    row.delete()
