"""Counts are given again only while nothing changed, to the same person with the same mandates."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from domains.cooperations.conftest import AT, TODAY
from portulan.domains.cooperations import services
from portulan.domains.cooperations.queries import Filters, memory, stages, tally
from portulan.domains.organisation.models import Mandate


def total(reach) -> int:
    return sum(one.count for one in stages(reach=reach, at=TODAY))


def test_a_count_asked_again_costs_one_query(somebody, declared):
    declared()
    reach = somebody("director").reach
    first = tally(reach=reach, at=TODAY, filters=Filters())
    with CaptureQueriesContext(connection) as captured:
        assert tally(reach=reach, at=TODAY, filters=Filters()) is first
    assert len(captured) == 1


def test_a_new_one_is_counted_at_once(somebody, declared):
    reach = somebody("director").reach
    declared(title="First tides")
    assert total(reach) == 1
    other = {"at": AT.replace(hour=10)}
    author = somebody("researcher", units=("wave",))
    given = services.Given(title="Second moon", units=["wave"], partners=["test-sg"])
    services.declare(given=given, today=TODAY, **{**author.acting, **other})
    assert total(reach) == 2


def test_a_mandate_that_ends_is_another_question(somebody, declared):
    declared()
    referent = somebody("referent", units=("sea",))
    assert total(referent.reach) == 1
    Mandate.objects.filter(person=referent.person).update(until="2026-11-25")
    assert total(referent.reach) == 0


def test_two_people_never_share_a_count(somebody, declared):
    author = somebody("researcher", units=("wave",))
    declared(author, confidentiality="need-to-know")
    colleague = somebody("researcher", units=("wave",))
    assert (total(author.reach), total(colleague.reach)) == (1, 0)


def test_what_is_kept_is_bounded_in_number_and_time(somebody, declared, monkeypatch):
    declared()
    reach = somebody("director").reach
    monkeypatch.setattr(memory, "KEPT", 2)
    for name in ("a", "b", "c"):
        memory.kept(name, reach=reach, at=TODAY, filters=Filters(), make=lambda name=name: name)
    assert len(memory._known) == 2
    monkeypatch.setattr(memory, "SECONDS", 0.0)
    assert memory.kept("c", reach=reach, at=TODAY, filters=Filters(), make=lambda: "again") == "again"
