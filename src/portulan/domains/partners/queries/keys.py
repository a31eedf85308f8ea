"""Find the record behind a key: its own, another of its keys, or that of a record joined to it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from portulan.domains.organisation.access import Reach
from portulan.domains.partners import access
from portulan.domains.partners.models import Partner, PartnerKey

MOST_STEPS = 20  # of records joined one into the next; a circle is refused when it would be made


def partner_row(key: str) -> Partner | None:
    """The live record with this key, or with another of its keys; None for an organisation we do not deal with."""
    rows = Partner.objects.select_related("country")
    row = rows.filter(key=key).first() or rows.filter(keys__key=key).first()
    return survivor(row) if row else None


def partner_by_uid(uid: UUID) -> Partner | None:
    """The live record of a public identifier."""
    row = Partner.objects.select_related("country").filter(uid=uid).first()
    return survivor(row) if row else None


def row_for(reach: Reach, *, key: str = "", uid: UUID | None = None) -> Partner | None:
    """The live record of a key or a public identifier, for a reader: what they may not know of does not exist.

    As many questions for a hidden record as for none at all.
    """
    rows = Partner.objects.select_related("country").filter(access.visible_to(reach))
    if uid is not None:
        row = rows.filter(uid=uid).first()
    else:
        row = rows.filter(key=key).first() or rows.filter(keys__key=key).first()
    if row is None or row.merged_into_id is None:
        return row
    end = survivor(row)
    return end if access.may_read(reach, end) else None


def survivor(partner: Partner) -> Partner:
    """The record into which this one was joined, or itself."""
    for _ in range(MOST_STEPS):
        if partner.merged_into_id is None:
            return partner
        partner = Partner.objects.select_related("country").get(pk=partner.merged_into_id)
    return partner


def survivors() -> dict[int, int]:
    """Row numbers of joined records with that of the record that lives on."""
    rows = Partner.objects.filter(merged_into__isnull=False)
    direct: dict[int, int | None] = dict(rows.values_list("id", "merged_into_id"))
    return {number: _end(number, direct) for number in direct}


def _end(number: int, direct: Mapping[int, int | None]) -> int:
    for _ in range(MOST_STEPS):
        after = direct.get(number)
        if after is None:
            return number
        number = after
    return number


def live_ids(keys: Iterable[str] | None = None) -> dict[str, int]:
    """Row numbers of live records by every key that leads to them."""
    ends = survivors()
    chosen = Q() if keys is None else Q(key__in=list(keys))
    own = Partner.objects.filter(chosen).values_list("key", "id")
    other = PartnerKey.objects.filter(chosen).values_list("key", "partner_id")
    return {key: ends.get(number, number) for key, number in (*other, *own)}


def former_keys() -> dict[str, str]:
    """Keys of joined records, and other keys, with the key of the live record."""
    ends = survivors()
    keys = dict(Partner.objects.values_list("id", "key"))
    joined = {keys[number]: keys[end] for number, end in ends.items()}
    other = PartnerKey.objects.values_list("key", "partner_id")
    return joined | {key: keys[ends.get(number, number)] for key, number in other}


def row_by_uid(uid: UUID) -> Partner | None:
    """The very record of a public identifier, joined to another or not."""
    return Partner.objects.select_related("country").filter(uid=uid).first()
