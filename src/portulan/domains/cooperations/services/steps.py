"""The next step of a cooperation: said, done, both told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Entry
from portulan.domains.cooperations.services.acting import under
from portulan.domains.cooperations.services.changing import Changed, locked
from portulan.domains.cooperations.services.checking import CooperationInvalidError, check_text
from portulan.domains.cooperations.services.receipts import claim, keep
from portulan.domains.cooperations.vocabulary import MOST_CHOSEN, STEP_DONE, STEP_SET, EntryKind
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people.models import Person
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record

_COLUMNS = ("next_step", "next_step_on", "next_step_owner")


@transaction.atomic
def set_step(
    *,
    uid: UUID,
    text: str,
    on: date | None,
    by: Actor,
    reach: Reach,
    at: datetime,
    owner: UUID | None = None,
    key: str = "",
) -> Changed:
    """Say what is to be done next, by when, by whom (the person who says it, where nobody is named).

    Raises CooperationRefusedError, CooperationInvalidError, SaidOtherwiseError.
    """
    cooperation = locked(uid)
    access.require_follow(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_FOLLOW, cooperation)
    said = {"uid": str(uid), "text": text, "on": str(on), "owner": str(owner)}
    receipt = claim(by=by, key=key, act=STEP_SET, said=said, at=at)
    if receipt is not None and receipt.result is not None:
        return Changed(cooperation, touched=False)
    changed = _set(cooperation, _checked(text, on), on, _owner(reach, owner, cooperation), by=by, at=at)
    keep(receipt, cooperation.uid)
    return changed


def _checked(text: str, on: date | None) -> str:
    step, errors = " ".join(text.split()), dict[str, str]()
    if not step:
        errors["next_step"] = _("Say what is to be done.")
    if on is None:
        errors["next_step_on"] = _("Give a date.")
    check_text(errors, "next_step", step, most=300)
    if errors:
        raise CooperationInvalidError(errors)
    return step


def _owner(reach: Reach, owner: UUID | None, cooperation: Cooperation) -> int | None:
    """The row number of whom a step is for: oneself, who holds or has it now, or one of the people named on it."""
    if owner is None:
        return reach.person
    person = Person.objects.filter(uid=owner).first()
    known = person is not None and (
        person.pk in (reach.person, cooperation.next_step_owner_id, cooperation.holder_id)
        or cooperation.members.filter(person=person).exists()
    )
    if person is None or not known:
        raise CooperationInvalidError({"next_step_owner": _("Name this person on the cooperation first.")})
    return person.pk


def _set(
    cooperation: Cooperation, step: str, on: date | None, owner: int | None, *, by: Actor, at: datetime
) -> Changed:
    before = _values(cooperation)
    cooperation.next_step, cooperation.next_step_on, cooperation.next_step_owner_id = step, on, owner
    after = _values(cooperation)
    if before == after:
        return Changed(cooperation, touched=False)
    _keep_step(cooperation, at)
    record(by=by, verb=STEP_SET, on=cooperation, at=at, before=before, after=after)
    return Changed(cooperation, touched=True)


def _keep_step(cooperation: Cooperation, at: datetime) -> None:
    """A step is not a part of the text people edit: no new version."""
    cooperation.changed_at = at
    cooperation.save(update_fields=(*_COLUMNS, "changed_at"))


def _values(cooperation: Cooperation) -> dict[str, Any]:
    number = cooperation.next_step_owner_id
    owner = Person.objects.filter(pk=number).values_list("uid", flat=True).first() if number else None
    return {
        "next_step": cooperation.next_step,
        "next_step_on": cooperation.next_step_on.isoformat() if cooperation.next_step_on else None,
        "next_step_owner": str(owner) if owner else None,
    }


@transaction.atomic
def finish_step(
    *,
    uid: UUID,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
    outcome: str = "",
    step: str | None = None,
    key: str = "",
) -> Changed:
    """The next step is done: it becomes a line of the follow-up, with its outcome; nothing is next.

    ``step`` is what the person read: where another one is next meanwhile, nothing is done. Raises
    CooperationRefusedError, CooperationInvalidError (nothing is next, or another step is), SaidOtherwiseError.
    """
    cooperation = locked(uid)
    access.require_follow(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_FOLLOW, cooperation)
    said = {"uid": str(uid), "outcome": outcome, "step": step}
    receipt = claim(by=by, key=key, act=STEP_DONE, said=said, at=at)
    if receipt is not None and receipt.result is not None:
        return Changed(cooperation, touched=False)
    _require_step(cooperation, step, outcome)
    before = _values(cooperation)
    text = "\n\n".join(part for part in (cooperation.next_step, outcome.strip()) if part)
    entry = Entry.objects.create(
        cooperation=cooperation, kind=EntryKind.STEP, on=today, text=text, recorded_at=at, **columns(by)
    )
    cooperation.next_step, cooperation.next_step_on, cooperation.next_step_owner = "", None, None
    _keep_step(cooperation, at)
    record(by=by, verb=STEP_DONE, on=cooperation, at=at, before=before, after={"entry": str(entry.uid)})
    keep(receipt, cooperation.uid)
    return Changed(cooperation, touched=True)


def _require_step(cooperation: Cooperation, step: str | None, outcome: str) -> None:
    errors: dict[str, str] = {}
    if not cooperation.next_step:
        errors["step"] = _("Nothing is to be done next here; somebody may have done it already.")
    elif step is not None and step != cooperation.next_step:
        errors["step"] = _("Another step is next now: %(step)s.") % {"step": cooperation.next_step}
    check_text(errors, "outcome", outcome)
    if errors:
        raise CooperationInvalidError(errors)


@transaction.atomic
def set_steps(
    *, uids: Sequence[UUID], text: str, on: date | None, by: Actor, reach: Reach, at: datetime, key: str = ""
) -> int:
    """The same next step for several cooperations, for the person who says it: all of them, or none.

    Gives how many changed. Raises CooperationRefusedError where one of them may not be written on.
    """
    chosen = sorted(set(uids), key=str)
    if not chosen or len(chosen) > MOST_CHOSEN:
        raise CooperationInvalidError(
            {"chosen": _("Choose from 1 to %(most)s cooperations.") % {"most": MOST_CHOSEN}}
        )
    said = {"uids": [str(uid) for uid in chosen], "text": text, "on": str(on)}
    receipt = claim(by=by, key=key, act=f"{STEP_SET}.many", said=said, at=at)
    if receipt is not None and receipt.result is not None:
        return 0
    step, touched = _checked(text, on), 0
    for uid in chosen:
        cooperation = locked(uid)
        access.require_follow(reach, cooperation)
        by = under(by, reach, Verb.COOPERATION_FOLLOW, cooperation)
        touched += _set(cooperation, step, on, access.require_person(reach), by=by, at=at).touched
    keep(receipt, chosen[0])
    return touched
