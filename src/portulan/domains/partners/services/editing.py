"""What people write about an organisation: its names, numbers, site, what it is part of."""

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.partners import access
from portulan.domains.partners.models import Identifier, Membership, Partner, PartnerCountry, PartnerName
from portulan.domains.partners.services.making import checked_country, checked_name, kept_normal, site_columns
from portulan.domains.partners.services.refusal import (
    ChangedMeanwhileError,
    PartnerRefusedError,
    refuse_access,
)
from portulan.domains.partners.vocabulary import (
    COUNTRY_ADD,
    COUNTRY_END,
    EDIT,
    IDENTIFIER_ADD,
    IDENTIFIER_END,
    NAME_ADD,
    NAME_END,
    PARENT_ADD,
    PARENT_END,
    SHAPES,
    IdentifierKind,
    NameKind,
)
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.base import Row
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.search import services as search

EDITED = ("name", "short_name", "country_id", "city", "website")


def edit_partner(
    *,
    partner: Partner,
    version: int,
    name: str,
    short_name: str,
    country: str,
    city: str,
    website: str,
    by: Actor,
    at: datetime,
    reach: Reach = NOBODY,
) -> Partner:
    """Change what people may change of a record; ``version`` is the one they read.

    Raises PermissionError, PartnerRefusedError with its field, and ChangedMeanwhileError when the record has another
    version by now: nothing is written then, and both texts can be shown.
    """
    wanted: dict[str, Any] = {
        "name": checked_name(name),
        "normal": kept_normal(name),
        "short_name": short_name.strip()[:60],
        "country_id": checked_country(country),
        "city": city.strip()[:200],
        **site_columns(website),
    }
    with transaction.atomic():
        row = _open(partner, by=by, reach=reach)
        if row.version != version:
            theirs = {
                field: str(getattr(row, field) or "")
                for field in EDITED
                if getattr(row, field) != wanted[field]
            }
            raise ChangedMeanwhileError(_("Somebody changed this record while you wrote."), theirs=theirs)
        before = {
            field: getattr(row, field) for field, value in wanted.items() if getattr(row, field) != value
        }
        if not before:
            return row
        after = {field: wanted[field] for field in before}
        Partner.objects.filter(pk=row.pk).update(**after, version=row.version + 1)
        record(by=by, verb=EDIT, on=row, at=at, before=before, after=after)
        search.tell(kind="partner", numbers=[row.pk])
        row.refresh_from_db()
    return row


def _open(partner: Partner, *, by: Actor, reach: Reach) -> Partner:
    """The live row, held until the transaction ends; raises when it may not be written."""
    row = Partner.objects.select_for_update().get(pk=partner.pk)
    if not access.may_edit(by, reach, row):
        refuse_access()
    if row.merged_into_id is not None:
        raise PartnerRefusedError(
            _("“%(name)s” is joined to another record already.") % {"name": row.name[:200]}
        )
    return row


def _touch(row: Partner) -> None:
    Partner.objects.filter(pk=row.pk).update(version=row.version + 1)


def add_name(
    *,
    partner: Partner,
    text: str,
    kind: str,
    by: Actor,
    at: datetime,
    language: str = "",
    since: SoftDate | None = None,
    until: SoftDate | None = None,
    source: str = "",
    reach: Reach = NOBODY,
) -> PartnerName:
    """Add a name, as given, in a language and for a time."""
    told, chosen = checked_name(text), NameKind(kind)
    _check_dates(since, until)
    with transaction.atomic():
        row = _open(partner, by=by, reach=reach)
        same = row.names.filter(text=told, language=language, kind=chosen, until__isnull=True)
        if same.exists():
            raise PartnerRefusedError(_("This name is there already."), field="text")
        values = {
            "text": told,
            "language": language[:12],
            "kind": chosen.value,
            "since": since,
            "until": until,
        }
        name = PartnerName.objects.create(
            partner=row, normal=kept_normal(told), source=source[:300] or by.label[:300], **values
        )
        _touch(row)
        record(by=by, verb=NAME_ADD, on=row, at=at, after=values)
        search.tell(kind="partner", numbers=[row.pk])
    return name


def _check_dates(since: SoftDate | None, until: SoftDate | None) -> None:
    if since and until and until.text <= since.text:
        raise PartnerRefusedError(_("The end must come after the beginning."), field="until")


def add_identifier(
    *,
    partner: Partner,
    kind: str,
    value: str,
    by: Actor,
    at: datetime,
    since: SoftDate | None = None,
    source: str = "",
    reach: Reach = NOBODY,
) -> Identifier:
    """Add a number of another register. A number that another partner holds is refused, and names that partner."""
    register, number = IdentifierKind(kind), re.sub(r"\s+", "", value)
    shape = SHAPES.get(register)
    if not number or (shape and not re.fullmatch(shape[0], number)):
        example = shape[1] if shape else "…"
        said = _("“%(value)s” is not such a number. One looks like %(example)s.")
        raise PartnerRefusedError(said % {"value": value[:60], "example": example}, field="value")
    with transaction.atomic():
        row = _open(partner, by=by, reach=reach)
        holder = Identifier.objects.filter(kind=register, value=number, until__isnull=True).first()
        if holder is not None:
            raise PartnerRefusedError(_held_by(holder, row, reach), field="value")
        told = {"kind": register.value, "value": number[:120], "since": since}
        identifier = Identifier.objects.create(partner=row, source=source[:300] or by.label[:300], **told)
        _touch(row)
        record(by=by, verb=IDENTIFIER_ADD, on=row, at=at, after=told)
    return identifier


def _held_by(holder: Identifier, mine: Partner, reach: Reach) -> str:
    if holder.partner_id == mine.pk:
        return _("This number is there already.")
    if access.may_read(reach, holder.partner):
        return _("“%(name)s” has this number: join the two records if they are one.") % {
            "name": holder.partner.name[:200]
        }
    return _("Another record has this number. Ask who joins duplicates.")


def end_row(
    *, partner: Partner, uid: UUID, kind: str, by: Actor, at: datetime, today: date, reach: Reach = NOBODY
) -> None:
    """End a name, a number, another country or a parent today; nothing is deleted.

    ``kind`` is name, identifier, country or parent.
    """
    models: dict[str, tuple[Any, str, str]] = {
        "name": (PartnerName, "partner", NAME_END),
        "identifier": (Identifier, "partner", IDENTIFIER_END),
        "country": (PartnerCountry, "partner", COUNTRY_END),
        "parent": (Membership, "child", PARENT_END),
    }
    model, column, verb = models[kind]
    with transaction.atomic():
        row = _open(partner, by=by, reach=reach)
        ended: Row | None = model.objects.filter(uid=uid, until__isnull=True, **{column: row}).first()
        if ended is None:
            raise PartnerRefusedError(_("This has ended already."))
        end = SoftDate(today.isoformat())
        model.objects.filter(pk=ended.pk).update(until=end)
        _touch(row)
        said = ended.country.code if isinstance(ended, PartnerCountry) else str(ended)
        record(by=by, verb=verb, on=row, at=at, before={kind: said, "until": None}, after={"until": end})


def add_country(
    *,
    partner: Partner,
    country: str,
    by: Actor,
    at: datetime,
    since: SoftDate | None = None,
    reach: Reach = NOBODY,
) -> PartnerCountry:
    """Say that a partner also stands in another country than that of its seat.

    Who answers for that country may then know of it. Raises PermissionError and PartnerRefusedError with its field.
    """
    number = checked_country(country)
    with transaction.atomic():
        row = _open(partner, by=by, reach=reach)
        if row.country_id == number:
            raise PartnerRefusedError(_("It is the country of its seat already."), field="country")
        held = row.other_countries.filter(country_id=number)
        if held.filter(until__isnull=True).exists():
            raise PartnerRefusedError(_("This is said already."), field="country")
        if held.filter(since=since).exists():
            said = _("It stood there before: say from when it does again.")
            raise PartnerRefusedError(said, field="since")
        made = PartnerCountry.objects.create(partner=row, country_id=number, since=since)
        _touch(row)
        record(by=by, verb=COUNTRY_ADD, on=row, at=at, after={"country": made.country.code, "since": since})
    return made


def add_parent(
    *,
    partner: Partner,
    parent: Partner,
    by: Actor,
    at: datetime,
    since: SoftDate | None = None,
    source: str = "",
    reach: Reach = NOBODY,
) -> Membership:
    """Say that a partner is part of another; a circle is refused."""
    if not access.may_read(reach, parent) and not by.is_system:
        refuse_access()
    with transaction.atomic():
        row = _open(partner, by=by, reach=reach)
        if row.pk in _above(parent):
            raise PartnerRefusedError(
                _("“%(parent)s” is itself part of “%(name)s”: that would go round in a circle.")
                % {"parent": parent.name[:200], "name": row.name[:200]},
                field="parent",
            )
        try:
            with transaction.atomic():
                tie = Membership.objects.create(
                    child=row, parent=parent, since=since, source=source[:300] or by.label[:300]
                )
        except IntegrityError as twice:
            raise PartnerRefusedError(_("This is said already."), field="parent") from twice
        _touch(row)
        record(by=by, verb=PARENT_ADD, on=row, at=at, after={"parent": parent.key, "since": since})
    return tie


def _above(partner: Partner) -> set[int]:
    """A record and all it is part of."""
    found, todo = {partner.pk}, {partner.pk}
    while todo:
        held = Membership.objects.filter(child__in=todo, until__isnull=True)
        todo = set(held.values_list("parent_id", flat=True)) - found
        found |= todo
    return found
