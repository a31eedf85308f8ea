"""The journal says under which mandate one acts."""

from portulan.domains.cooperations import services
from portulan.foundations.journal.models import Entry


def test_the_mandate_that_covers_it_is_told(declared, somebody):
    row, referent = declared(), somebody("referent", units=("sea",))
    services.set_stage(uid=row.uid, stage="emerging", today=row.stage_since, **referent.acting)
    entry = Entry.objects.get(object_uid=row.uid, verb="cooperation.stage")
    assert (entry.by_uid, entry.by_mandate_label) == (referent.by.uid, "referent")
    assert entry.by_mandate_uid == referent.reach.mandates[0].uid


def test_who_is_named_and_has_no_mandate_acts_alone(declared, somebody):
    row, friend = declared(), somebody()
    row.members.create(person=friend.person, right="edit")
    services.set_stage(uid=row.uid, stage="emerging", today=row.stage_since, **friend.acting)
    entry = Entry.objects.get(object_uid=row.uid, verb="cooperation.stage")
    assert (entry.by_uid, entry.by_mandate_uid) == (friend.by.uid, "")
