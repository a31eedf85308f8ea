"""The people of a cooperation: ours, with what each may do on it; and the partner's, from the register."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Counterpart, Member
from portulan.domains.cooperations.services.acting import under
from portulan.domains.cooperations.services.changing import locked
from portulan.domains.cooperations.services.checking import CooperationInvalidError
from portulan.domains.cooperations.services.following import touch
from portulan.domains.cooperations.vocabulary import (
    NAME_PERSON,
    UNNAME_PERSON,
    Confidentiality,
    Part,
    Right,
)
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access as partner_access
from portulan.domains.partners.models import Contact
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record


@transaction.atomic
def name_person(
    *,
    uid: UUID,
    person: UUID,
    by: Actor,
    reach: Reach,
    at: datetime,
    part: str = Part.MEMBER.value,
    right: str = Right.FOLLOW.value,
) -> Member:
    """Name one of our people on it, with a part and a right; named again, both change.

    Raises CooperationRefusedError, CooperationInvalidError.
    """
    cooperation = locked(uid)
    access.require_edit(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_EDIT, cooperation)
    found = Person.objects.filter(uid=person).first()
    errors: dict[str, str] = {}
    if found is None:
        errors["person"] = _("Choose one of our people.")
    if part not in Part.values or right not in Right.values:
        errors["part"] = _("Choose a part and a right.")
    if errors or found is None:
        raise CooperationInvalidError(errors)
    held = cooperation.members.filter(person=found).first()
    before = {"part": held.part, "right": held.right} if held else None
    if before == {"part": part, "right": right} and held is not None:
        return held
    member, _made = Member.objects.update_or_create(
        cooperation=cooperation, person=found, defaults={"part": part, "right": right}
    )
    _require_an_editor(cooperation)
    touch(cooperation, at)
    after = {"person": str(found.uid), "part": part, "right": right}
    record(by=by, verb=NAME_PERSON, on=cooperation, at=at, before=before, after=after)
    return member


@transaction.atomic
def unname_person(*, uid: UUID, person: UUID, by: Actor, reach: Reach, at: datetime) -> None:
    """A person is on it no more. Raises CooperationRefusedError, CooperationInvalidError."""
    cooperation = locked(uid)
    access.require_edit(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_EDIT, cooperation)
    held = cooperation.members.filter(person__uid=person).first()
    if held is None:
        return
    before = {"person": str(person), "part": held.part, "right": held.right}
    held.delete()
    _require_an_editor(cooperation)
    touch(cooperation, at)
    record(by=by, verb=UNNAME_PERSON, on=cooperation, at=at, before=before)


@transaction.atomic
def name_contact(*, uid: UUID, contact: UUID, by: Actor, reach: Reach, at: datetime) -> Counterpart:
    """Name a contact of one of its partners, whom the person may see in the register.

    Raises CooperationRefusedError, CooperationInvalidError.
    """
    cooperation = locked(uid)
    access.require_follow(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_FOLLOW, cooperation)
    found = Contact.objects.filter(uid=contact).select_related("partner").first()
    known = found is not None and partner_access.may_on_kept(reach, Verb.PARTNER_READ, found)
    if found is None or not known or not cooperation.partner_links.filter(partner=found.partner).exists():
        raise CooperationInvalidError({"contact": _("Choose a contact of one of its partners.")})
    held, made = Counterpart.objects.get_or_create(cooperation=cooperation, contact=found)
    if made:
        touch(cooperation, at)
        record(by=by, verb=NAME_PERSON, on=cooperation, at=at, after={"contact": str(contact)})
    return held


@transaction.atomic
def unname_contact(*, uid: UUID, contact: UUID, by: Actor, reach: Reach, at: datetime) -> None:
    """A contact is on it no more. Raises CooperationRefusedError."""
    cooperation = locked(uid)
    access.require_follow(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_FOLLOW, cooperation)
    gone, _rows = Counterpart.objects.filter(cooperation=cooperation, contact__uid=contact).delete()
    if gone:
        touch(cooperation, at)
        record(by=by, verb=UNNAME_PERSON, on=cooperation, at=at, before={"contact": str(contact)})


def _require_an_editor(cooperation: Cooperation) -> None:
    """What only the people named may see keeps one who may change it."""
    if cooperation.confidentiality != Confidentiality.NEED_TO_KNOW:
        return
    if not cooperation.members.filter(right=Right.EDIT).exists():
        raise CooperationInvalidError(
            {"person": _("One of the people named must be able to change it: nobody else can.")}
        )
