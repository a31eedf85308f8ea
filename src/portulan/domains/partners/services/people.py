"""People around a partner: those on its side, and who of us holds the relation. Names of persons stay personal."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.models import Contact, Holder, Partner
from portulan.domains.partners.services.refusal import (
    ChangedMeanwhileError,
    PartnerRefusedError,
    refuse_access,
)
from portulan.domains.partners.vocabulary import (
    CONTACT_ADD,
    CONTACT_CONFIRM,
    CONTACT_EDIT,
    CONTACT_END,
    HOLDER_ADD,
    HOLDER_END,
    HolderKind,
)
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.softdate import SoftDate

_TEXTS = {"given_name": 120, "family_name": 120, "function": 200, "email": 254, "phone": 40}


def add_contact(
    *,
    partner: Partner,
    unit: Unit | None,
    said: dict[str, str],
    by: Actor,
    at: datetime,
    today: date,
    since: SoftDate | None = None,
    source: str = "",
    request_key: str = "",
    reach: Reach = NOBODY,
) -> Contact:
    """A person on the partner's side, kept by ``unit`` (None: the whole organisation).

    ``said`` holds given_name, family_name, function, email, phone. The same ``request_key`` gives the same row. Raises
    PermissionError, and PartnerRefusedError with its field.
    """
    values = _checked(said)
    asked = request_key[:64] or None
    told = {**values, "since": since, "source": source[:300] or by.label[:300], "confirmed_on": today}
    try:
        with transaction.atomic():
            row = _live(partner)
            _require(by, reach, row, unit)
            if asked and (known := Contact.objects.filter(request_key=asked).first()):
                return known
            contact = Contact.objects.create(partner=row, unit=unit, request_key=asked, **told)
            kept = unit.code if unit else ""
            record(
                by=by, verb=CONTACT_ADD, on=contact, at=at, after={**told, "partner": row.key, "unit": kept}
            )
    except IntegrityError:  # the same form, sent twice in the same instant
        return Contact.objects.get(request_key=asked)
    return contact


def _live(partner: Partner) -> Partner:
    row = Partner.objects.select_for_update().get(pk=partner.pk)
    if row.merged_into_id is not None:
        raise PartnerRefusedError(
            _("“%(name)s” is joined to another record already.") % {"name": row.name[:200]}
        )
    return row


def _require(by: Actor, reach: Reach, partner: Partner, unit: Unit | None) -> None:
    number = unit.pk if unit else None
    if not by.is_system and not access.may_keep(reach, Verb.PARTNER_EDIT, partner, number):
        refuse_access()


def _checked(said: dict[str, str]) -> dict[str, str]:
    values = {name: said.get(name, "").replace("\x00", "").strip()[:most] for name, most in _TEXTS.items()}
    if not values["family_name"]:
        raise PartnerRefusedError(_("Give at least a family name."), field="family_name")
    if values["email"]:
        try:
            validate_email(values["email"])
        except ValidationError as error:
            raise PartnerRefusedError(
                _("This is not an e-mail address. Write one like name@example.org."), field="email"
            ) from error
    return values


def edit_contact(
    *,
    uid: UUID,
    version: int,
    said: dict[str, str],
    by: Actor,
    at: datetime,
    today: date,
    reach: Reach = NOBODY,
) -> Contact:
    """Change what is known of a person; writing it confirms it. Raises ChangedMeanwhileError for another version."""
    values = _checked(said)
    with transaction.atomic():
        contact = _contact(uid, by=by, reach=reach)
        if contact.version != version:
            theirs = {
                name: getattr(contact, name) for name in _TEXTS if getattr(contact, name) != values[name]
            }
            raise ChangedMeanwhileError(_("Somebody changed this person while you wrote."), theirs=theirs)
        wanted: dict[str, Any] = {**values, "confirmed_on": today}
        before = {
            name: getattr(contact, name) for name, value in wanted.items() if getattr(contact, name) != value
        }
        after = {name: wanted[name] for name in before}
        if after:
            Contact.objects.filter(pk=contact.pk).update(**after, version=contact.version + 1)
            record(by=by, verb=CONTACT_EDIT, on=contact, at=at, before=before, after=after)
            contact.refresh_from_db()
    return contact


def _contact(uid: UUID, *, by: Actor, reach: Reach) -> Contact:
    rows = Contact.objects.select_for_update(of=("self",)).select_related("partner", "unit")
    contact = rows.filter(uid=uid).first()
    if contact is None:
        refuse_access()
    _require(by, reach, contact.partner, contact.unit)
    return contact


def confirm_contact(*, uid: UUID, by: Actor, at: datetime, today: date, reach: Reach = NOBODY) -> Contact:
    """Say that all that is known of a person still holds."""
    with transaction.atomic():
        contact = _contact(uid, by=by, reach=reach)
        before = contact.confirmed_on
        if before != today:
            Contact.objects.filter(pk=contact.pk).update(confirmed_on=today, version=contact.version + 1)
            told = [{"confirmed_on": day} for day in (before, today)]
            record(by=by, verb=CONTACT_CONFIRM, on=contact, at=at, before=told[0], after=told[1])
    return contact


def end_contact(*, uid: UUID, by: Actor, at: datetime, today: date, reach: Reach = NOBODY) -> Contact:
    """The person is there no longer."""
    with transaction.atomic():
        contact = _contact(uid, by=by, reach=reach)
        if contact.until is not None:
            raise PartnerRefusedError(_("This has ended already."))
        end = SoftDate(today.isoformat())
        Contact.objects.filter(pk=contact.pk).update(until=end, version=contact.version + 1)
        record(by=by, verb=CONTACT_END, on=contact, at=at, before={"until": None}, after={"until": end})
    return contact


def add_holder(
    *,
    partner: Partner,
    person: Person,
    kind: str,
    by: Actor,
    at: datetime,
    unit: Unit | None = None,
    contact: Contact | None = None,
    since: SoftDate | None = None,
    reach: Reach = NOBODY,
) -> Holder:
    """One of us holds the relation with a partner or is in touch, for ``unit`` or for the whole organisation."""
    role = HolderKind(kind)
    with transaction.atomic():
        row = _live(partner)
        _require(by, reach, row, unit)
        told = {"kind": role.value, "since": since, "source": by.label[:300]}
        try:
            with transaction.atomic():
                holder = Holder.objects.create(partner=row, person=person, unit=unit, contact=contact, **told)
        except IntegrityError as twice:
            raise PartnerRefusedError(_("This is said already."), field="person") from twice
        kept = unit.code if unit else ""
        after = {**told, "partner": row.key, "person": str(person.uid), "unit": kept}
        record(by=by, verb=HOLDER_ADD, on=holder, at=at, after=after)
    return holder


def end_holder(*, uid: UUID, by: Actor, at: datetime, today: date, reach: Reach = NOBODY) -> Holder:
    """One of us holds the relation no longer."""
    with transaction.atomic():
        rows = Holder.objects.select_for_update(of=("self",)).select_related("partner", "unit")
        holder = rows.filter(uid=uid).first()
        if holder is None:
            refuse_access()
        _require(by, reach, holder.partner, holder.unit)
        if holder.until is not None:
            raise PartnerRefusedError(_("This has ended already."))
        end = SoftDate(today.isoformat())
        Holder.objects.filter(pk=holder.pk).update(until=end)
        record(by=by, verb=HOLDER_END, on=holder, at=at, before={"until": None}, after={"until": end})
    return holder
