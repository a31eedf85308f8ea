"""Every key leads to the live record."""

from domains.packed import AT
from domains.partners.known import BY, provisional
from portulan.domains.partners.models import PartnerKey
from portulan.domains.partners.queries.keys import (
    former_keys,
    live_ids,
    partner_by_uid,
    partner_row,
    row_by_uid,
    survivor,
    survivors,
)
from portulan.domains.partners.services import merge


def test_keys_of_joined_records_lead_to_the_one_kept(isle):
    one, two, three = (provisional(name, AT) for name in ("One", "Two", "Three"))
    PartnerKey.objects.create(partner=one, key="siret-1")
    merge(kept=two, absorbed=one, by=BY, at=AT)
    merge(kept=three, absorbed=two, by=BY, at=AT)

    assert {partner_row(key) for key in (one.key, two.key, three.key, "siret-1")} == {three}
    assert partner_by_uid(one.uid) == three
    assert row_by_uid(one.uid) == one
    assert survivors() == {one.pk: three.pk, two.pk: three.pk}
    assert live_ids() == dict.fromkeys((one.key, two.key, three.key, "siret-1"), three.pk)
    assert live_ids([one.key]) == {one.key: three.pk}
    assert former_keys() == dict.fromkeys((one.key, two.key, "siret-1"), three.key)
    assert survivor(three) == three
    assert partner_row("nothing") is None
