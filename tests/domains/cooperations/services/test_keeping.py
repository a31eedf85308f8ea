"""Drafts and lists with a name: one person's own."""

import pytest

from domains.cooperations.conftest import AT
from portulan.domains.cooperations import access, services
from portulan.domains.cooperations.models import Draft, SavedList
from portulan.domains.organisation.access import NOBODY
from portulan.foundations.journal.models import Entry


def test_a_draft_goes_on_and_keeps_what_was_typed(somebody):
    one = somebody("researcher", units=("wave",))
    first = services.save_draft(values={"title": ["Ti"], "next_step_on": ["soon"]}, reach=one.reach, at=AT)
    again = services.save_draft(values={"title": ["Tides"]}, uid=first.uid, reach=one.reach, at=AT)
    assert (again.pk, again.values, Entry.objects.filter(by_uid=one.by.uid).count()) == (
        first.pk, {"title": ["Tides"]}, 0,
    )  # fmt: skip


def test_another_one_s_draft_is_neither_written_nor_discarded(somebody):
    one, other = somebody("researcher", units=("wave",)), somebody("researcher", units=("wave",))
    mine = services.save_draft(values={"title": "Mine"}, reach=one.reach, at=AT)
    theirs = services.save_draft(values={"title": "Theirs"}, uid=mine.uid, reach=other.reach, at=AT)
    services.discard_draft(uid=mine.uid, reach=other.reach)
    mine.refresh_from_db()
    assert (mine.values, theirs.pk != mine.pk) == ({"title": "Mine"}, True)
    services.discard_draft(uid=mine.uid, reach=one.reach)
    assert Draft.objects.count() == 1


def test_fifty_drafts_are_enough(somebody):
    one = somebody("researcher", units=("wave",))
    for _ in range(50):
        services.save_draft(values={"title": "x"}, reach=one.reach, at=AT)
    with pytest.raises(services.CooperationInvalidError):
        services.save_draft(values={"title": "x"}, reach=one.reach, at=AT)
    with pytest.raises(access.CooperationRefusedError):
        services.save_draft(values={}, reach=NOBODY, at=AT)


def test_a_list_of_the_same_name_takes_the_new_filters(somebody):
    one, other = somebody("researcher", units=("wave",)), somebody("researcher", units=("wave",))
    services.save_list(name=" Asia ", query="country=SG", reach=one.reach, at=AT)
    services.save_list(name="Asia", query="country=JP", reach=one.reach, at=AT)
    kept = SavedList.objects.get()
    assert (kept.name, kept.query) == ("Asia", "country=JP")
    services.forget_list(uid=kept.uid, reach=other.reach)
    assert SavedList.objects.count() == 1
    services.forget_list(uid=kept.uid, reach=one.reach)
    assert SavedList.objects.count() == 0
    with pytest.raises(services.CooperationInvalidError):
        services.save_list(name=" ", query="", reach=one.reach, at=AT)
