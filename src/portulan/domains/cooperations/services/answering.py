"""Answer what the data show: confirmed in one act, with its proof; or not ours, with a reason that stays."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Finding
from portulan.domains.cooperations.queries.attaching import is_attached
from portulan.domains.cooperations.queries.found import REGISTRY, FoundLine, found_one
from portulan.domains.cooperations.services.changing import locked
from portulan.domains.cooperations.services.checking import CooperationInvalidError, Given, check_text
from portulan.domains.cooperations.services.declaring import declare
from portulan.domains.cooperations.services.evidence import answer_to, keep_answer, prove, source_words
from portulan.domains.cooperations.services.following import touch
from portulan.domains.cooperations.services.receipts import one_at_a_time
from portulan.domains.cooperations.vocabulary import (
    DETACH_FOUND,
    REOPEN_FOUND,
    Answer,
    Origin,
    Refusal,
    Stage,
)
from portulan.domains.organisation.access import Reach
from portulan.domains.partners.models import Partner
from portulan.domains.partners.services import make_partner
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
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
    held = answer_to(line, reach)
    if held is not None and held.cooperation is not None:
        return held.cooperation
    partner = make_partner(key=line.key, figures=figures, by=by, at=at, today=today, reach=reach)
    if into is not None:
        cooperation = locked(into)
        access.require_follow(reach, cooperation)
    else:
        said = given or _given(line, partner, figures)
        cooperation = declare(given=said, by=by, reach=reach, at=at, today=today, key=key, draft=draft)
    prove(line, cooperation, figures, by=by, reach=reach, at=at)
    keep_answer(held, line, partner, by=by, at=at, answer=Answer.CONFIRMED, cooperation=cooperation)
    return cooperation


def _line(token: str, figures: Figures | None, reach: Reach, today: date) -> FoundLine:
    line = found_one(reach=reach, figures=figures, at=today, token=token)
    if line is None:
        raise access.UnknownCooperationError(
            _("The data show this no more, or your mandates do not cover it today.")
        )
    return line


def _given(line: FoundLine, partner: Partner, figures: Figures | None) -> Given:
    ours = (line.unit.short_name or line.unit.name_en) if line.unit else ""
    source = source_words(line, figures)
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
    held = answer_to(line, reach)
    if held is not None and held.cooperation is not None:
        raise CooperationInvalidError({"reason": _("Somebody has confirmed it already.")})
    return keep_answer(
        held,
        line,
        None,
        by=by,
        at=at,
        answer=Answer.REFUSED,
        reason=reason,
        reason_text=reason_text.strip(),
    )


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


@transaction.atomic
def detach_found(*, uid: UUID, by: Actor, reach: Reach, at: datetime) -> Cooperation:
    """Take a finding back out of the cooperation it was added to: its proof goes, and the data may show it again.

    Raises CooperationRefusedError, and CooperationInvalidError for one that the cooperation was made from, or whose
    proof somebody contested.
    """
    access.require_person(reach)
    row = Finding.objects.select_related("cooperation").filter(uid=uid, answer=Answer.CONFIRMED).first()
    if row is None or row.cooperation is None or not access.may_answer(reach, row):
        raise access.UnknownCooperationError(_("There is no such answer."))
    cooperation = locked(row.cooperation.uid)
    access.require_follow(reach, cooperation)
    if not is_attached(row):
        raise CooperationInvalidError(
            {"": _("The cooperation was made from this: end the cooperation instead.")}
        )
    keys = [f"{row.source_key}:{key}"[:200] for key in row.keys]
    proofs = cooperation.proofs.filter(key__in=keys)
    if proofs.filter(contests__isnull=False).exists():
        raise CooperationInvalidError({"": _("Somebody contested this proof: answer the objection instead.")})
    others = cooperation.findings.filter(source_key=row.source_key).exclude(pk=row.pk)
    shared = any(set(other.keys) & set(row.keys) for other in others)
    gone = [] if shared else [{"proof": str(one.uid), "key": one.key, "count": one.count} for one in proofs]
    before = {"answer": str(row.uid), "partner": row.partner_name, "keys": row.keys, "proofs": gone}
    if not shared:
        proofs.delete()
    record(by=by, verb=DETACH_FOUND, on=cooperation, at=at, before=before)
    row.delete()
    touch(cooperation, at)
    return cooperation
