"""People around a partner, for who may know of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.queries import names_of
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.models import Contact, Holder, Partner
from portulan.domains.partners.vocabulary import STALE_AFTER, HolderKind
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.text import formats


@dataclass(frozen=True, slots=True)
class ContactView:
    """A person on the partner's side. ``stale``: nobody confirmed it for STALE_AFTER days, and it has not ended."""

    uid: str
    name: str
    given_name: str
    family_name: str
    function: str
    email: str
    phone: str
    unit_code: str
    unit: str
    since: SoftDate | None
    until: SoftDate | None
    source: str
    confirmed_on: date
    stale: bool
    version: int
    may_edit: bool
    partner_key: str
    partner: str


@dataclass(frozen=True, slots=True)
class HolderView:
    """One of us who holds the relation with a partner, or is in touch."""

    uid: str
    person: str
    kind: str
    kind_label: str
    unit_code: str
    unit: str
    contact: str
    since: SoftDate | None
    until: SoftDate | None
    source: str
    may_edit: bool


def contacts_of(partner: Partner, *, reach: Reach, at: date) -> tuple[ContactView, ...]:
    """People of a partner that the reader may know of, those who are there first; two queries."""
    rows = Contact.objects.filter(access.kept_for(reach, Verb.PARTNER_READ), partner=partner)
    return _contacts(rows.order_by(F("until").desc(nulls_first=True), "family_name", "id"), reach, at)


def contact(uid: Any, *, reach: Reach, at: date) -> ContactView | None:
    """One person on a partner's side, for who may know of them."""
    rows = Contact.objects.filter(access.kept_for(reach, Verb.PARTNER_READ), uid=uid)
    return next(iter(_contacts(rows, reach, at)), None)


def stale_contacts(*, reach: Reach, at: date, limit: int = 50) -> tuple[ContactView, ...]:
    """People whom nobody confirmed for long, on whom the reader may write, the longest first."""
    last = date.fromordinal(at.toordinal() - STALE_AFTER)
    rows = Contact.objects.filter(
        access.kept_for(reach, Verb.PARTNER_EDIT), until__isnull=True, confirmed_on__lt=last
    )
    return _contacts(rows.order_by("confirmed_on", "id")[:limit], reach, at)


def stale_held(*, reach: Reach, at: date, limit: int = 20) -> tuple[ContactView, ...]:
    """Of these, people with whom the reader is in touch, or of partners with which the reader holds the relation."""
    if reach.person is None or not reach.scopes(Verb.PARTNER_EDIT):
        return ()
    last = date.fromordinal(at.toordinal() - STALE_AFTER)
    held = Holder.objects.filter(person=reach.person, until__isnull=True)
    mine = Q(pk__in=held.values("contact")) | Q(partner__in=held.filter(contact=None).values("partner"))
    rows = Contact.objects.filter(mine, access.kept_for(reach, Verb.PARTNER_EDIT))
    stale = rows.filter(until__isnull=True, confirmed_on__lt=last)
    return _contacts(stale.order_by("confirmed_on", "id")[:limit], reach, at)


def _contacts(rows: QuerySet[Contact], reach: Reach, at: date) -> tuple[ContactView, ...]:
    found = list(rows.select_related("partner", "unit"))
    units = _unit_names([row.unit_id for row in found], at)
    editable = _editable(Contact, [row.pk for row in found], reach)
    return tuple(_contact(row, units, row.pk in editable, at) for row in found)


def _editable(model: type[Contact] | type[Holder], numbers: list[int], reach: Reach) -> set[int]:
    if not numbers or not reach.verbs.get(Verb.PARTNER_EDIT):
        return set()
    rows = model._default_manager.filter(access.kept_for(reach, Verb.PARTNER_EDIT), pk__in=numbers)
    return set(rows.values_list("pk", flat=True))


def _contact(row: Contact, units: dict[int, str], may_edit: bool, at: date) -> ContactView:
    return ContactView(
        uid=str(row.uid),
        name=str(row),
        given_name=row.given_name,
        family_name=row.family_name,
        function=row.function,
        email=row.email,
        phone=row.phone,
        unit_code=row.unit.code if row.unit else "",
        unit=units.get(row.unit_id or 0, ""),
        since=row.since,
        until=row.until,
        source=row.source,
        confirmed_on=row.confirmed_on,
        stale=is_stale(row, at),
        version=row.version,
        may_edit=may_edit,
        partner_key=row.partner.key,
        partner=row.partner.name,
    )


def is_stale(row: Contact, at: date) -> bool:
    """Whether what is known of a person must be asked again."""
    return row.until is None and (at - row.confirmed_on).days > STALE_AFTER


def holders_of(partner: Partner, *, reach: Reach, at: date) -> tuple[HolderView, ...]:
    """Who of us holds the relation, for who may know of it; those who hold it now first."""
    rows = Holder.objects.filter(access.kept_for(reach, Verb.PARTNER_READ), partner=partner)
    return _holders(
        rows.order_by(F("until").desc(nulls_first=True), "kind", "person__family_name", "id"), reach, at
    )


def holder(uid: Any, *, reach: Reach, at: date) -> HolderView | None:
    """One of us who holds a relation, for who may know of it."""
    rows = Holder.objects.filter(access.kept_for(reach, Verb.PARTNER_READ), uid=uid)
    return next(iter(_holders(rows, reach, at)), None)


def _holders(rows: QuerySet[Holder], reach: Reach, at: date) -> tuple[HolderView, ...]:
    found = list(rows.select_related("person", "unit", "contact"))
    units = _unit_names([row.unit_id for row in found], at)
    editable = _editable(Holder, [row.pk for row in found], reach)
    asked = [row.contact_id for row in found if row.contact_id]
    known = Contact.objects.filter(access.kept_for(reach, Verb.PARTNER_READ), pk__in=asked) if asked else ()
    named = {row.pk: str(row) for row in known}
    return tuple(_holder(row, units, named, row.pk in editable) for row in found)


def _holder(row: Holder, units: dict[int, str], contacts: dict[int, str], may_edit: bool) -> HolderView:
    return HolderView(
        uid=str(row.uid),
        person=str(row.person),
        kind=row.kind,
        kind_label=str(HolderKind(row.kind).label),
        unit_code=row.unit.code if row.unit else "",
        unit=units.get(row.unit_id or 0, ""),
        contact=contacts.get(row.contact_id or 0, ""),
        since=row.since,
        until=row.until,
        source=row.source,
        may_edit=may_edit,
    )


def _unit_names(numbers: list[int | None], at: date) -> dict[int, str]:
    known = {number for number in numbers if number is not None}
    if not known:
        return {}
    names = {number: names.best("") for number, names in names_of(known, at).items()}
    return {number: name.short_name or formats.named(name, "name") for number, name in names.items()}


def contact_row(uid: str, *, partner: Partner, reach: Reach) -> Contact | None:
    """The row of a person of this partner that the reader may know of."""
    return Contact.objects.filter(access.kept_for(reach, Verb.PARTNER_READ), partner=partner, uid=uid).first()
