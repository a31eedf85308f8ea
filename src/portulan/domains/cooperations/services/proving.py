"""Proofs: recorded once per key, contested by a person with a reason, settled by whoever may change the cooperation."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Contest, Cooperation, Proof
from portulan.domains.cooperations.services.acting import under
from portulan.domains.cooperations.services.changing import locked
from portulan.domains.cooperations.services.checking import CooperationInvalidError, check_text
from portulan.domains.cooperations.services.following import touch
from portulan.domains.cooperations.services.receipts import claim, keep
from portulan.domains.cooperations.vocabulary import CONTEST, PROOF, SETTLE, ProofKind
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.softdate import SoftDate

_SAME = ("kind", "label", "source_key", "count", "since", "until", "source", "source_url", "source_as_of")


@transaction.atomic
def record_proof(
    *,
    cooperation: Cooperation,
    kind: str,
    by: Actor,
    reach: Reach | None,
    at: datetime,
    label: str = "",
    key: str = "",
    source_key: str = "",
    count: int | None = None,
    since: SoftDate | None = None,
    until: SoftDate | None = None,
    source: str = "",
    source_url: str = "",
    source_as_of: SoftDate | None = None,
) -> Proof:
    """Keep a proof; the same ``key`` again brings the one there is to what is told now.

    ``reach=None`` is for a higher domain that asked its own right (an award, an agreement), or a process. Raises
    CooperationRefusedError, CooperationInvalidError.
    """
    if reach is not None:
        access.require_follow(reach, cooperation)
        by = under(by, reach, Verb.COOPERATION_FOLLOW, cooperation)
    _check_proof(kind, label, key, since, until)
    values = {
        "kind": kind,
        "label": label[:300],
        "source_key": source_key,
        "count": count,
        "since": since,
        "until": until,
        "source": source[:300],
        "source_url": source_url[:500],
        "source_as_of": source_as_of,
    }
    held = cooperation.proofs.filter(key=key).first() if key else None
    if held is not None and all(getattr(held, name) == values[name] for name in _SAME):
        return held
    before = {name: getattr(held, name) for name in _SAME} if held else None
    proof = held or Proof(cooperation=cooperation, key=key, recorded_at=at, **columns(by))
    for name, value in values.items():
        setattr(proof, name, value)
    proof.save()
    touch(cooperation, at)
    record(by=by, verb=PROOF, on=cooperation, at=at, before=before, after={**values, "proof": str(proof.uid)})
    return proof


@transaction.atomic
def add_proof(
    *,
    uid: UUID,
    kind: str,
    label: str,
    by: Actor,
    reach: Reach,
    at: datetime,
    since: SoftDate | None = None,
    until: SoftDate | None = None,
    source: str = "",
    source_url: str = "",
    key: str = "",
) -> Proof:
    """A person gives a proof: declared, or formalised by an act that can be read; never detected.

    Raises CooperationRefusedError, CooperationInvalidError, SaidOtherwiseError.
    """
    cooperation = locked(uid)
    access.require_follow(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_FOLLOW, cooperation)
    said = {"uid": str(uid), "kind": kind, "label": label, "since": str(since), "source": source}
    receipt = claim(by=by, key=key, act=PROOF, said=said, at=at)
    if receipt is not None and receipt.result is not None:
        return Proof.objects.get(uid=receipt.result)
    if kind == ProofKind.DETECTED:
        raise CooperationInvalidError({"kind": _("Only the data detect: choose declared or formalised.")})
    proof = record_proof(
        cooperation=cooperation,
        kind=kind,
        label=label.strip(),
        since=since,
        until=until,
        source=source,
        source_url=source_url,
        by=by,
        reach=reach,
        at=at,
    )
    keep(receipt, proof.uid)
    return proof


def _check_proof(kind: str, label: str, key: str, since: SoftDate | None, until: SoftDate | None) -> None:
    errors: dict[str, str] = {}
    if kind not in ProofKind.values:
        errors["kind"] = _("Choose declared, detected or formalised.")
    if not label.strip() and not key:
        errors["label"] = _("Say what proves it.")
    if since is not None and until is not None and until < since:
        errors["until"] = _("It cannot end before it begins.")
    if errors:
        raise CooperationInvalidError(errors)


@transaction.atomic
def contest(*, uid: UUID, reason: str, by: Actor, reach: Reach, at: datetime) -> Contest:
    """Say, with a reason, that a proof does not hold; it is shown beside the proof until somebody settles it.

    Whoever reads the cooperation from within may. One open objection of a person to a proof: a second replaces its
    reason. Raises CooperationRefusedError, CooperationInvalidError.
    """
    proof = _proof(uid, reach)
    cooperation = locked(proof.cooperation.uid)
    _require_within(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_READ, cooperation)
    errors: dict[str, str] = {}
    check_text(errors, "reason", reason, most=2000)
    if not reason.strip():
        errors["reason"] = _("Say why it does not hold.")
    if errors:
        raise CooperationInvalidError(errors)
    held = proof.contests.filter(by_uid=by.uid, upheld__isnull=True).first()
    made = held or Contest(proof=proof, **columns(by))
    if held is not None and held.reason == reason.strip():
        return held
    made.reason, made.at = reason.strip(), at
    made.save()
    touch(cooperation, at)
    record(by=by, verb=CONTEST, on=cooperation, at=at, after={"proof": str(proof.uid), "reason": made.reason})
    return made


@transaction.atomic
def settle(*, uid: UUID, upheld: bool, answer: str, by: Actor, reach: Reach, at: datetime) -> Contest:
    """Answer an objection: the proof holds, or does not. Settled ones stay as they are.

    Raises CooperationRefusedError, CooperationInvalidError.
    """
    seen = Cooperation.objects.filter(access.visible_to(reach))
    rows = Contest.objects.select_related("proof__cooperation").filter(proof__cooperation__in=seen)
    row = rows.filter(uid=uid).first()
    if row is None:
        raise access.UnknownCooperationError(_("There is no such objection."))
    cooperation = locked(row.proof.cooperation.uid)
    access.require_edit(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_EDIT, cooperation)
    row.refresh_from_db()
    if row.upheld is not None:
        return row
    if not answer.strip():
        raise CooperationInvalidError({"answer": _("Say why, in a few words.")})
    row.upheld, row.answer, row.answered_by, row.answered_at = upheld, answer.strip()[:2000], by.label, at
    row.save()
    touch(cooperation, at)
    after = {"proof": str(row.proof.uid), "upheld": upheld, "answer": row.answer}
    record(by=by, verb=SETTLE, on=cooperation, at=at, after=after)
    return row


def _proof(uid: UUID, reach: Reach) -> Proof:
    seen = Cooperation.objects.filter(access.visible_to(reach))
    row = Proof.objects.select_related("cooperation").filter(uid=uid, cooperation__in=seen).first()
    if row is None:
        raise access.UnknownCooperationError(_("There is no such proof."))
    return row


def _require_within(reach: Reach, cooperation: Cooperation) -> None:
    if not access.may_read_within(reach, cooperation):
        access.require_read(reach, cooperation)
        raise access.CooperationRefusedError(
            _("You see this cooperation because it is public; sign in to act.")
        )
