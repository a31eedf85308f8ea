"""The next step: set, done, told."""

from datetime import date
from uuid import uuid4

import pytest

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import access, queries, services
from portulan.foundations.journal.models import Entry

DAY = date(2026, 12, 12)


def verbs(row):
    return list(Entry.objects.filter(object_uid=row.uid).order_by("id").values_list("verb", flat=True))


def test_set_and_done_and_both_are_told(declared, somebody):
    row, one = declared(), somebody("correspondent", units=("wave",), countries=("SG",))
    services.set_step(uid=row.uid, text=" Write the\n report ", on=DAY, **one.acting)
    row.refresh_from_db()
    assert (row.next_step, row.next_step_on, row.next_step_owner) == ("Write the report", DAY, one.person)
    services.finish_step(uid=row.uid, outcome="They liked it.", today=TODAY, **one.acting)
    row.refresh_from_db()
    assert (row.next_step, row.next_step_on, row.next_step_owner) == ("", None, None)
    (entry,) = queries.one(reach=one.reach, uid=row.uid, at=TODAY).entries
    assert (entry.kind, entry.on, entry.text) == ("step", TODAY, "Write the report\n\nThey liked it.")
    assert verbs(row) == ["cooperation.declare", "cooperation.step_set", "cooperation.step_done"]


def test_the_same_form_twice_is_once(declared, somebody):
    row, one = declared(), somebody("correspondent", units=("wave",))
    for _ in range(2):
        services.set_step(uid=row.uid, text="Call", on=DAY, key="set", **one.acting)
    for _ in range(2):
        services.finish_step(uid=row.uid, today=TODAY, key="done", **one.acting)
    assert verbs(row) == ["cooperation.declare", "cooperation.step_set", "cooperation.step_done"]


def test_a_step_that_somebody_replaced_is_not_done_by_mistake(declared, somebody):
    row, one = declared(), somebody("correspondent", units=("wave",))
    services.set_step(uid=row.uid, text="Call", on=DAY, **one.acting)
    services.set_step(uid=row.uid, text="Visit", on=DAY, **one.acting)
    with pytest.raises(services.CooperationInvalidError) as refused:
        services.finish_step(uid=row.uid, step="Call", today=TODAY, **one.acting)
    assert "Visit" in refused.value.errors["step"]
    row.refresh_from_db()
    assert row.next_step == "Visit"


def test_it_is_for_somebody_of_the_cooperation(declared, somebody):
    row, one, stranger = declared(), somebody("correspondent", units=("wave",)), somebody()
    services.set_step(uid=row.uid, text="Call", on=DAY, owner=row.author.uid, **one.acting)
    row.refresh_from_db()
    assert row.next_step_owner == row.author
    for owner in (stranger.person.uid, uuid4()):
        with pytest.raises(services.CooperationInvalidError) as refused:
            services.set_step(uid=row.uid, text="Call", on=DAY, owner=owner, **one.acting)
        assert set(refused.value.errors) == {"next_step_owner"}


@pytest.mark.parametrize(
    ("text", "on", "told"),
    [("", DAY, "next_step"), ("Call", None, "next_step_on"), ("x" * 301, DAY, "next_step")],
)
def test_what_lacks_is_told(declared, somebody, text, on, told):
    row, one = declared(), somebody("correspondent", units=("wave",))
    with pytest.raises(services.CooperationInvalidError) as refused:
        services.set_step(uid=row.uid, text=text, on=on, **one.acting)
    assert set(refused.value.errors) == {told}


def test_several_at_once_are_all_or_none(declared, somebody):
    mine, other = declared(), declared(title="Clouds", units=["cloud"])
    one = somebody("correspondent", units=("wave",))
    with pytest.raises(access.CooperationRefusedError):
        services.set_steps(uids=[mine.uid, other.uid], text="Call", on=DAY, **one.acting)
    mine.refresh_from_db()
    assert mine.next_step == ""
    everywhere = somebody("referent")
    for _ in range(2):
        services.set_steps(uids=[mine.uid, other.uid], text="Call", on=DAY, key="k", **everywhere.acting)
    for row in (mine, other):
        row.refresh_from_db()
        assert (row.next_step, verbs(row).count("cooperation.step_set")) == ("Call", 1)
