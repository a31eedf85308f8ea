"""The desk: one's own steps, what is late in reach, and new ones to the right person and to nobody else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from domains.cooperations.conftest import AT, TODAY, VERBS
from portulan.domains.cooperations import services
from portulan.domains.cooperations.queries import work
from portulan.domains.cooperations.queries.desk import MOST
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Attachment, Role


@pytest.fixture(autouse=True)
def _told(field) -> None:
    """The referent is told of new cooperations; the officer too, of those that nobody else is told of."""
    told = [*VERBS["referent"], "cooperation.take_up"]
    for code in ("referent", "officer"):
        Role.objects.update_or_create(code=code, defaults={"name_fr": code, "name_en": code, "verbs": told})


def new(who) -> list[str]:
    return [line.title for line in work(reach=who.reach, at=TODAY).new]


def test_a_new_cooperation_is_on_the_desk_of_the_referent_of_its_institute_and_nobody_elses(
    somebody, declared
):
    author = somebody("researcher", units=("wave",))
    everybody = {
        "right": somebody("referent", units=("sea",)),
        "other institute": somebody("referent", units=("sky",)),
        "correspondent": somebody("correspondent", units=("wave",)),
        "director": somebody("director"),
        "officer": somebody("officer"),
        "administrator": somebody("administrator"),
        "outsider": somebody(),
        "colleague": somebody("researcher", units=("wave",)),
    }
    row = declared(author, next_step="Write to them", next_step_on=TODAY)
    assert {name for name, who in everybody.items() if row.title in new(who)} == {"right"}
    own = [line.title for line in work(reach=author.reach, at=TODAY).own]
    assert own == [row.title]
    assert new(author) == []


def test_who_takes_it_up_clears_it(somebody, declared):
    referent = somebody("referent", units=("sea",))
    other = somebody("referent", units=("sea",))
    row = declared()
    assert new(referent) == new(other) == [row.title]
    services.take_over(uid=row.uid, by=referent.by, reach=referent.reach, at=AT)
    assert new(referent) == new(other) == []


def test_what_belongs_to_no_institute_is_told_to_who_looks_at_the_whole(somebody, declared):
    officer, referent = somebody("officer"), somebody("referent", units=("sea",))
    row = declared()
    assert (new(officer), new(referent)) == ([], [row.title])
    Attachment.objects.filter(unit__code="wave").delete()
    assert (new(officer), new(referent)) == ([row.title], [])


def test_a_need_to_know_cooperation_is_on_nobodys_desk_but_those_named(somebody, declared):
    referent, author = somebody("referent", units=("sea",)), somebody("researcher", units=("wave",))
    declared(author, confidentiality="need-to-know", next_step="Meet", next_step_on=TODAY - timedelta(days=3))
    found = work(reach=referent.reach, at=TODAY)
    assert (found.own, found.late, found.new) == ((), (), ())
    assert len(work(reach=author.reach, at=TODAY).own) == 1


def test_own_steps_come_by_date_and_those_of_others_only_when_late(somebody, declared):
    referent, author = somebody("referent", units=("sea",)), somebody("researcher", units=("wave",))
    for title, days in (("Late", -2), ("Soon", 2), ("Far", 40)):
        declared(author, title=title, next_step=f"Do {title}", next_step_on=TODAY + timedelta(days=days))
    assert [line.title for line in work(reach=author.reach, at=TODAY).own] == ["Late", "Soon", "Far"]
    found = work(reach=referent.reach, at=TODAY)
    assert ([line.title for line in found.late], found.own) == (["Late"], ())
    assert work(reach=author.reach, at=TODAY).late == ()


def test_more_than_is_shown_is_said(somebody, declared):
    referent, author = somebody("referent", units=("sea",)), somebody("researcher", units=("wave",))
    for number in range(3):
        step = {"next_step": "Do", "next_step_on": date(2026, 11, 1 + number)}
        declared(author, title=f"Tide number {number} of {number * 7}", **step)
    found = work(reach=referent.reach, at=TODAY, late=2, new=2)
    assert ([len(found.late), len(found.new)], found.more) == ([2, 2], {"late", "new"})
    assert work(reach=referent.reach, at=TODAY, late=3).more == frozenset()
    assert MOST >= 50


def test_nobody_has_nothing(declared):
    declared()
    found = work(reach=NOBODY, at=TODAY)
    assert (found.own, found.late, found.new, found.more) == ((), (), (), frozenset())


def test_three_cost_as_many_queries_as_one(somebody, declared):
    referent, author = somebody("referent", units=("sea",)), somebody("researcher", units=("wave",))

    def cost() -> int:
        reach = referent.reach
        with CaptureQueriesContext(connection) as captured:
            work(reach=reach, at=TODAY)
        return len(captured)

    declared(author, title="First of the tides", next_step="Do", next_step_on=TODAY - timedelta(days=1))
    one = cost()
    for title in ("Second moon", "Third star"):
        declared(author, title=title, next_step="Do", next_step_on=TODAY - timedelta(days=1))
    assert cost() == one <= 8
