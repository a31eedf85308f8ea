"""A record made by hand is tied to its record of the registry, and untied exactly."""

import pytest

from domains.packed import AT, TODAY
from domains.partners.known import BY, SOMEBODY, provisional, reach
from domains.partners.services.test_making import NTU, Registry, made
from domains.partners.services.test_merging import everything
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Join, Merge, Partner
from portulan.domains.partners.queries.keys import partner_row
from portulan.domains.partners.services import (
    PartnerRefusedError,
    add_name,
    edit_partner,
    join_registry,
    undo_join,
)


def join(partner: Partner, *, by=BY, asked=NOBODY, key: str = NTU.key) -> Partner:
    return join_registry(
        partner=partner, key=key, figures=Registry(NTU), by=by, at=AT, today=TODAY, reach=asked
    )


def without_joins() -> dict:
    return {name: rows for name, rows in everything().items() if name != "Join"}


def test_the_record_takes_its_ror_keeps_its_name_and_answers_to_its_old_key(isle):
    partner = provisional("Nanyang", AT, country="SG")
    old = partner.key

    joined = join(partner)

    assert (joined.ror, joined.key, joined.name, joined.origin) == (
        "02e7b5302",
        NTU.key,
        "Nanyang",
        "registry",
    )
    assert partner_row(old) == partner_row(NTU.key) == joined
    assert joined.names.filter(text="南洋理工大学").exists()


def test_undo_brings_back_the_record_made_by_hand(isle):
    partner = provisional("Nanyang", AT, country="SG")
    before = without_joins()
    join(partner)
    assert without_joins() != before

    undo_join(uid=Join.objects.get().uid, by=BY, at=AT)

    assert without_joins() == before
    with pytest.raises(PartnerRefusedError, match="undone already"):
        undo_join(uid=Join.objects.get().uid, by=BY, at=AT)


def test_undo_keeps_what_people_added_and_is_refused_after_an_edit_of_what_was_filled(isle):
    partner = provisional("Nanyang", AT, country="SG")
    joined = join(partner)
    add_name(partner=joined, text="NTU Spore", kind="alias", by=BY, at=AT)
    joined.refresh_from_db()
    said = {"name": "Nanyang", "short_name": "N", "country": "SG", "city": "Jurong", "website": ""}
    edit_partner(partner=joined, version=joined.version, **said, by=BY, at=AT)

    with pytest.raises(PartnerRefusedError, match="city"):
        undo_join(uid=Join.objects.get().uid, by=BY, at=AT)

    assert Partner.objects.get(pk=partner.pk).ror == "02e7b5302"


def test_where_a_partner_has_this_ror_the_two_become_one(isle):
    known, partner = made(), provisional("Nanyang", AT, country="SG")

    assert join(partner) == known

    assert Merge.objects.get().absorbed == partner
    assert not Join.objects.exists()


def test_a_record_of_the_registry_and_an_unknown_key_are_refused(isle):
    partner = provisional("Nanyang", AT, country="SG")

    with pytest.raises(PartnerRefusedError, match="knows no organisation"):
        join(partner, key="ror-000000000")
    with pytest.raises(PartnerRefusedError, match="in the registry already"):
        join(made(), key="ror-000000000")
    assert Partner.objects.get(pk=partner.pk).ror is None


def test_outside_the_reach_nothing_is_tied_or_untied(isle):
    partner = provisional("Nanyang", AT, country="SG")
    for asked in (NOBODY, reach(Verb.PARTNER_EDIT, countries=["SN"]), reach(Verb.PARTNER_READ)):
        with pytest.raises(PermissionError):
            join(partner, by=SOMEBODY, asked=asked)
    assert Partner.objects.get(pk=partner.pk).ror is None

    join(partner, by=SOMEBODY, asked=reach(Verb.PARTNER_EDIT, countries=["SG"]))
    with pytest.raises(PermissionError):
        undo_join(uid=Join.objects.get().uid, by=SOMEBODY, at=AT, reach=reach(Verb.PARTNER_READ))
