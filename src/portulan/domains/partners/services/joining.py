"""Give a record its place in the registry once it is found there, and take it back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.partners import access
from portulan.domains.partners.models import Join, Partner
from portulan.domains.partners.queries.keys import partner_row
from portulan.domains.partners.services.making import keep_details, other_key, registry_columns
from portulan.domains.partners.services.merging import merge
from portulan.domains.partners.services.refusal import PartnerRefusedError, refuse_access
from portulan.domains.partners.vocabulary import JOIN, SEPARATE, PartnerOrigin
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.search import services as search
from portulan.insight.figures import Figures

_KEPT = (
    "name",
    "normal",
)  # what people wrote stays the name of the record; the registry's are among its names


def join_registry(
    *,
    partner: Partner,
    key: str,
    figures: Figures | None,
    by: Actor,
    at: datetime,
    today: date,
    reach: Reach = NOBODY,
    why: str = "",
) -> Partner:
    """Tie a record without ROR to its record of the registry (``key``); into the partner that has it, where one does.

    Its old key still leads to it. Raises PermissionError, and PartnerRefusedError for a record that has a ROR or a key
    the registry does not know.
    """
    if not (access.may_edit(by, reach, partner) or access.may_merge(by, reach, partner, partner)):
        refuse_access()
    if partner.ror:
        raise PartnerRefusedError(
            _("This record is in the registry already: %(ror)s.") % {"ror": partner.ror}
        )
    holder = partner_row(key)
    if holder is not None and holder.pk != partner.pk:
        merge(kept=holder, absorbed=partner, why=why, by=by, at=at, reach=reach)
        return holder
    one = figures.organisation(key) if figures else None
    if one is None or not one.key.startswith("ror-"):
        raise PartnerRefusedError(
            _("The registry knows no organisation under “%(key)s”.") % {"key": key[:120]}
        )
    with transaction.atomic():
        partner = Partner.objects.select_for_update().get(pk=partner.pk)
        after = {**registry_columns(one), "key": one.key, "origin": PartnerOrigin.REGISTRY.value}
        for name in _KEPT:
            after.pop(name)
        before = {name: getattr(partner, name) for name in after}
        _write(partner, after)
        born = [
            *keep_details(partner, one, today=today),
            ("partnerkey", other_key(partner, before["key"]).pk),
        ]
        Join.objects.create(partner=partner, at=at, before=before, after=after, born=born, **columns(by))
        record(by=by, verb=JOIN, on=partner, at=at, before=before, after={**after, "why": why})
        search.tell(kind="partner", numbers=[partner.pk])
    return partner


def undo_join(*, uid: UUID, by: Actor, at: datetime, reach: Reach = NOBODY) -> Partner:
    """Take a join back exactly. Raises PermissionError, and PartnerRefusedError for what was changed since."""
    with transaction.atomic():
        done = Join.objects.select_for_update().filter(uid=uid).first()
        if done is None:
            refuse_access()
        partner = Partner.objects.select_for_update().get(pk=done.partner_id)
        if not (access.may_edit(by, reach, partner) or access.may_merge(by, reach, partner, partner)):
            refuse_access()
        _check_undo(done, partner)
        for model, number in done.born:
            apps.get_model("partners", model)._default_manager.filter(pk=number).delete()
        _write(partner, done.before)
        done.undone_at, done.undone_by = at, by.label[:250]
        done.save(update_fields=["undone_at", "undone_by"])
        record(by=by, verb=SEPARATE, on=partner, at=at, before=done.after, after=done.before)
        search.tell(kind="partner", numbers=[partner.pk])
    return partner


def _check_undo(done: Join, partner: Partner) -> None:
    if done.undone_at is not None:
        raise PartnerRefusedError(_("This was undone already."))
    if partner.merged_into_id is not None:
        raise PartnerRefusedError(
            _("“%(name)s” was itself joined to another record since: undo that first.")
            % {"name": partner.name[:200]}
        )
    changed = [name for name, value in done.after.items() if getattr(partner, name) != value]
    if changed:
        raise PartnerRefusedError(
            _("Somebody changed since what was filled in: %(names)s. Undoing would lose it.")
            % {"names": ", ".join(changed)}
        )


def _write(partner: Partner, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(partner, name, value)
    partner.version += 1
    Partner.objects.filter(pk=partner.pk).update(**values, version=partner.version)
