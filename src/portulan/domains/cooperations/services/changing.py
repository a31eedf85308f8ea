"""Change a cooperation: its texts and links, its stage, who may see it, who holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Draft
from portulan.domains.cooperations.services.acting import under
from portulan.domains.cooperations.services.checking import (
    Checked,
    CooperationInvalidError,
    Given,
    checked,
    folded_title,
    values_of,
)
from portulan.domains.cooperations.services.linking import link
from portulan.domains.cooperations.services.meeting import NewPartner, partners_met
from portulan.domains.cooperations.services.receipts import claim, keep
from portulan.domains.cooperations.vocabulary import (
    EDIT,
    NOT_READABLE,
    OUT_OF_REACH,
    STAGE,
    TAKE_OVER,
    TRANSITIONS,
    WHO_MAY_SEE,
    Confidentiality,
    Right,
)
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.transitions import NoTransitionError, transition
from portulan.foundations.search import services as search
from portulan.insight.figures import Figures


class ClashError(ValueError):
    """Somebody else changed it meanwhile: nothing was written, and what was typed is kept in ``draft``.

    ``version`` is the present one; ``now`` what stands, by field.
    """

    def __init__(self, *, version: int, now: Mapping[str, Any]) -> None:
        self.version, self.now = version, dict(now)
        super().__init__(
            _("Somebody else changed this meanwhile. Your text is kept; see what differs, then save again.")
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """A cooperation after a change, and whether anything did change."""

    cooperation: Cooperation
    touched: bool


def locked(uid: UUID) -> Cooperation:
    """The row, held until the transaction ends; raises UnknownCooperationError."""
    row = Cooperation.objects.select_for_update().filter(uid=uid).first()
    if row is None:
        raise access.UnknownCooperationError(NOT_READABLE)
    return row


@transaction.atomic
def edit(
    *,
    uid: UUID,
    given: Given,
    version: int,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
    key: str = "",
    new: NewPartner | None = None,
    figures: Figures | None = None,
) -> Changed:
    """Change title, summary and links, from the ``version`` the person read.

    Stage and who may see it have services of their own. Raises ClashError, and as ``declare`` does.
    """
    cooperation = locked(uid)
    access.require_edit(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_EDIT, cooperation)
    said = {"uid": str(uid), "version": version, "given": repr(given)}
    receipt = claim(by=by, key=key, act=EDIT, said=said, at=at)
    if receipt is not None and receipt.result is not None:
        return Changed(cooperation, touched=False)
    before = present(cooperation)
    if version != cooperation.version:
        raise ClashError(version=cooperation.version, now=before)
    met = partners_met(given, new, figures, by=by, reach=reach, at=at, today=today, key=key)
    found = checked(replace(given, partners=met))
    _require_still_covered(reach, cooperation, found)
    cooperation.title, cooperation.folded = found.title, folded_title(found.title)
    cooperation.summary, cooperation.language = found.summary, given.language[:5] or cooperation.language
    link(cooperation, found, filled=given.filled)
    after = values_of(cooperation, found)
    changes = {name: value for name, value in after.items() if before.get(name) != value}
    if changes:
        grow(cooperation, at, "title", "folded", "summary", "language")
        told = {name: before.get(name) for name in changes}
        record(by=by, verb=EDIT, on=cooperation, at=at, before=told, after=changes)
        search.tell(kind="cooperation", numbers=[cooperation.pk])
    if reach.person is not None:
        Draft.objects.filter(cooperation=cooperation, author=reach.person).delete()
    keep(receipt, cooperation.uid)
    return Changed(cooperation, touched=bool(changes))


def _require_still_covered(reach: Reach, cooperation: Cooperation, found: Checked) -> None:
    """Whoever is not named on it must still be able to change it afterwards: nobody edits it out of own sight."""
    if cooperation.members.filter(person=reach.person, right=Right.EDIT).exists():
        return
    units, countries = [one.pk for one in found.units], [one.pk for one in found.countries]
    if not access.may_edit_for(reach, units=units, countries=countries):
        raise CooperationInvalidError({"units": str(OUT_OF_REACH)})


def grow(cooperation: Cooperation, at: datetime, *columns: str) -> None:
    """Write these columns as a new version."""
    cooperation.version += 1
    cooperation.changed_at = at
    cooperation.save(update_fields=(*columns, "version", "changed_at"))


def present(cooperation: Cooperation) -> dict[str, Any]:
    """What stands, as the journal keeps it."""
    links = {
        "units": cooperation.unit_links.order_by("rank", "id").values_list("unit__code", flat=True),
        "partners": cooperation.partner_links.order_by("rank", "id").values_list("partner__key", flat=True),
        "countries": cooperation.country_links.order_by("rank", "id").values_list("country__code", flat=True),
        "fields": cooperation.field_links.order_by("rank", "id").values_list("term__code", flat=True),
    }
    return {
        "title": cooperation.title,
        "summary": cooperation.summary,
        "stage": cooperation.stage,
        "confidentiality": cooperation.confidentiality,
        **{name: list(codes) for name, codes in links.items()},
    }


@transaction.atomic
def set_stage(
    *, uid: UUID, stage: str, by: Actor, reach: Reach, at: datetime, today: date, reason: str = ""
) -> Changed:
    """Bring it to another stage, as the table of transitions allows; the same stage again does nothing.

    Raises CooperationRefusedError, CooperationInvalidError (not from this stage; a reason is missing).
    """
    cooperation = locked(uid)
    access.require_edit(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_EDIT, cooperation)
    if cooperation.stage == stage:
        return Changed(cooperation, touched=False)
    try:
        step = transition(TRANSITIONS, state=cooperation.stage, asked=stage)
    except NoTransitionError as error:
        allowed = ", ".join(error.allowed)
        text = _("“%(from)s” does not lead to “%(to)s”. It leads to: %(allowed)s.")
        told = {"from": error.state, "to": stage[:40], "allowed": allowed}
        raise CooperationInvalidError({"stage": text % told}) from error
    if step.reason and not reason.strip():
        raise CooperationInvalidError({"reason": _("Say why, in a few words.")})
    before, cooperation.stage, cooperation.stage_since = cooperation.stage, stage, today
    grow(cooperation, at, "stage", "stage_since")
    after = {"stage": stage, **({"reason": reason.strip()} if reason.strip() else {})}
    record(by=by, verb=STAGE, on=cooperation, at=at, before={"stage": before}, after=after)
    return Changed(cooperation, touched=True)


@transaction.atomic
def set_confidentiality(*, uid: UUID, confidentiality: str, by: Actor, reach: Reach, at: datetime) -> Changed:
    """Say who may see it. Whoever closes it to the people named is named, so as not to lose it.

    Raises CooperationRefusedError, CooperationInvalidError.
    """
    cooperation = locked(uid)
    access.require_edit(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_EDIT, cooperation)
    if confidentiality not in Confidentiality.values:
        raise CooperationInvalidError({"confidentiality": _("Choose who may see it.")})
    before = cooperation.confidentiality
    if before == confidentiality:
        return Changed(cooperation, touched=False)
    if confidentiality == Confidentiality.NEED_TO_KNOW:
        person = access.require_person(reach)
        cooperation.members.get_or_create(person_id=person, defaults={"right": Right.EDIT})
    cooperation.confidentiality = confidentiality
    grow(cooperation, at, "confidentiality")
    told = ({"confidentiality": before}, {"confidentiality": confidentiality})
    record(by=by, verb=WHO_MAY_SEE, on=cooperation, at=at, before=told[0], after=told[1])
    return Changed(cooperation, touched=True)


@transaction.atomic
def take_over(*, uid: UUID, by: Actor, reach: Reach, at: datetime) -> Changed:
    """The person holds it from now on, and the author no longer changes it but follows it.

    Raises CooperationRefusedError.
    """
    cooperation = locked(uid)
    access.require_edit(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_EDIT, cooperation)
    person = access.require_person(reach)
    if cooperation.holder_id == person:
        return Changed(cooperation, touched=False)
    before, cooperation.holder_id = cooperation.holder, person
    if cooperation.author_id != person:
        cooperation.members.filter(person=cooperation.author_id, right=Right.EDIT).update(right=Right.FOLLOW)
    if cooperation.confidentiality == Confidentiality.NEED_TO_KNOW:
        cooperation.members.update_or_create(person_id=person, defaults={"right": Right.EDIT})
    grow(cooperation, at, "holder")
    told = {"holder": str(before.uid) if before else None}, {"holder": by.uid}
    record(by=by, verb=TAKE_OVER, on=cooperation, at=at, before=told[0], after=told[1])
    return Changed(cooperation, touched=True)
