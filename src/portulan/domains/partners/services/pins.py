"""People's answers about the organisation a text names: they win over the matcher, on pages at once and in builds."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.partners import access
from portulan.domains.partners.models import Pin
from portulan.domains.partners.services.making import kept_normal
from portulan.domains.partners.services.refusal import PartnerRefusedError, refuse_access
from portulan.domains.partners.vocabulary import LONGEST_NAME, PIN_SET, PIN_WITHDRAW, Verdict
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import Change, record, record_many
from portulan.insight.figures import Figures

MOST_KEYS = 10


def pin(
    *,
    text: str,
    verdict: str,
    by: Actor,
    at: datetime,
    keys: Sequence[str] = (),
    country: str = "",
    why: str = "",
    figures: Figures | None = None,
    reach: Reach = NOBODY,
) -> Pin:
    """Answer which organisations a text names; an earlier answer for the same text is withdrawn.

    ``verdict``: confirmed or corrected, with the ``keys``; refused (it names none), without. ``country`` limits the
    answer to texts from there. The same answer again changes nothing. Raises PermissionError, PartnerRefusedError.
    """
    if not access.may_pin(by, reach):
        refuse_access()
    said, told, place = Verdict(verdict), tuple(dict.fromkeys(keys))[:MOST_KEYS], country.strip().upper()
    normal = kept_normal(text)
    seen = _check(normal, said, told, place, figures)
    with transaction.atomic():
        held = (
            Pin.objects.select_for_update()
            .filter(normal=normal, country=place, withdrawn_at__isnull=True)
            .first()
        )
        if held is not None and (held.verdict, tuple(held.keys)) == (said.value, told):
            return held
        changes = [_withdrawn(held, at)] if held else []
        values = {
            "text": text.strip()[:LONGEST_NAME],
            "verdict": said.value,
            "keys": list(told),
            "why": why[:500],
        }
        row = Pin.objects.create(normal=normal, country=place, seen=seen, at=at, **values, **columns(by))
        record_many(
            by=by, verb=PIN_SET, changes=[*changes, Change(row, None, {**values, "country": place})], at=at
        )
    return row


def _check(
    normal: str, verdict: Verdict, keys: Sequence[str], country: str, figures: Figures | None
) -> dict[str, str]:
    """What the registry says of the keys today; raises PartnerRefusedError for an answer that cannot hold."""
    if not normal:
        raise PartnerRefusedError(_("There is no letter and no digit in this text."), field="text")
    if country and country not in country_ids():
        raise PartnerRefusedError(_("“%(code)s” is not a country.") % {"code": country[:10]}, field="country")
    if (verdict == Verdict.REFUSED) == bool(keys):
        raise PartnerRefusedError(
            _("Choose the organisation it names, or say that it names none."), field="keys"
        )
    seen = {}
    for key in keys:
        known = figures.organisation(key) if figures else None
        if known is None:
            raise PartnerRefusedError(
                _("No organisation is known under “%(key)s”.") % {"key": key[:120]}, field="keys"
            )
        seen[key] = known.status
    return seen


def _withdrawn(held: Pin, at: datetime) -> Change:
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    return Change(held, {"withdrawn_at": None}, {"withdrawn_at": at})


def withdraw_pin(*, uid: UUID, by: Actor, at: datetime, reach: Reach = NOBODY) -> None:
    """Take an answer back: the matcher decides again."""
    if not access.may_pin(by, reach):
        refuse_access()
    with transaction.atomic():
        held = Pin.objects.select_for_update().filter(uid=uid, withdrawn_at__isnull=True).first()
        if held is None:
            raise PartnerRefusedError(_("This answer was taken back already."))
        change = _withdrawn(held, at)
        record(by=by, verb=PIN_WITHDRAW, on=held, at=at, before=change.before, after=change.after)
