"""Decisions, for somebody."""

from datetime import timedelta

from domains.priorities.conftest import TODAY
from domains.priorities.services.test_deciding import decide
from portulan.domains.priorities import queries


def test_only_within_the_scope(somebody):
    referent, other = somebody("referent", units=("sea",)), somebody("referent", units=("sky",))
    decide(referent)
    (seen,) = queries.decided(reach=referent.reach, at=TODAY)
    assert (seen.subject, seen.verdict, seen.by, seen.outcome_due) == (
        "test-sg",
        "declined",
        referent.by.label,
        False,
    )
    assert queries.decided(reach=other.reach, at=TODAY) == ()
    assert queries.tally(reach=other.reach) == {}
    assert queries.tally(reach=referent.reach) == {"declined": {"": 1}}


def test_put_off_it_comes_back_on_its_day(somebody):
    referent = somebody("referent", units=("sea",))
    day = TODAY + timedelta(days=10)
    decide(referent, verdict="put_off", until=day)
    asked = {"reach": referent.reach, "unit": "wave", "level": "organisations"}
    assert set(queries.acted_on(at=TODAY, **asked)) == {"test-sg"}
    assert queries.acted_on(at=day, **asked) == {}
