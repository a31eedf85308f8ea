"""Decide on a suggestion: once, within the scope, with its reason; and what became of it."""

from datetime import date, timedelta

import pytest

from domains.priorities.conftest import AT, TODAY
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.priorities import services
from portulan.domains.priorities.access import PrioritiesRefusedError, UnknownError
from portulan.domains.priorities.models import Decision
from portulan.domains.priorities.services import InvalidError, Suggested
from portulan.foundations.journal.models import Entry

SUGGESTED = Suggested(
    unit="wave", level="organisations", kind="new", subject="test-sg", name="Lion University", country="SG",
    score=3.5, evidence={"parts": {"shared": 3.5}}, data_version="v1",
)  # fmt: skip


def decide(who, **more):
    return services.decide(
        on=SUGGESTED, today=TODAY, **{"verdict": "declined", "reason": "Not now.", **more}, **who.acting
    )


def test_a_referent_declines_with_a_reason(somebody):
    referent = somebody("referent", units=("sea",))
    made = decide(referent)
    assert (made.unit.code, made.verdict, made.reason, made.current, made.evidence) == (
        "wave", "declined", "Not now.", True, {"parts": {"shared": 3.5}},
    )  # fmt: skip
    entry = Entry.objects.get(object_uid=made.uid)
    assert (entry.verb, entry.by_uid, entry.after["verdict"]) == ("radar.decide", referent.by.uid, "declined")


def test_taken_up_it_becomes_a_cooperation_with_its_origin(somebody):
    made = decide(somebody("referent", units=("sea",)), verdict="taken_up", title="Waves with Lion")
    cooperation = Cooperation.objects.get()
    assert made.cooperation == cooperation
    assert (cooperation.title, cooperation.origin) == ("Waves with Lion", "radar")
    assert cooperation.origin_source == "organisations: test-sg, v1"
    assert [one.code for one in cooperation.units.all()] == ["wave"]
    assert [one.key for one in cooperation.partners.all()] == ["test-sg"]


def test_a_later_decision_leaves_the_one_before_standing(somebody):
    referent = somebody("referent", units=("sea",))
    first = decide(referent, verdict="put_off", until=TODAY + timedelta(days=90), reason="")
    second = decide(referent)
    first.refresh_from_db()
    assert (first.current, first.verdict, second.current) == (False, "put_off", True)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"reason": "  "}, "reason"),
        ({"verdict": "put_off"}, "until"),
        ({"verdict": "put_off", "until": TODAY}, "until"),
        ({"verdict": "taken_up"}, "title"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(somebody, more, where):
    with pytest.raises(InvalidError) as refused:
        decide(somebody("referent", units=("sea",)), **more)
    assert refused.value.field == where
    assert (Decision.objects.count(), Cooperation.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("role", "units", "countries", "error"),
    [
        ("referent", ("sky",), (), UnknownError),
        ("referent", ("sea",), ("JP",), PrioritiesRefusedError),
        ("correspondent", ("sea",), (), PrioritiesRefusedError),
        ("", (), (), UnknownError),
    ],
)
def test_outside_the_scope_nothing_is_decided(somebody, role, units, countries, error):
    who = somebody(role, units=units, countries=countries)
    with pytest.raises(error):
        decide(who)
    assert (Decision.objects.count(), Entry.objects.filter(verb="radar.decide").count()) == (0, 0)


def test_what_became_of_it(somebody):
    referent = somebody("referent", units=("sea",))
    made = decide(referent)
    told = {"uid": made.uid, "note": "A joint project.", **referent.acting}
    with pytest.raises(InvalidError):
        services.record_outcome(outcome="nothing", today=TODAY, **told)
    services.record_outcome(outcome="began", today=TODAY, **told)
    made.refresh_from_db()
    assert (made.outcome, made.outcome_on, made.outcome_note) == ("began", TODAY, "A joint project.")
    services.record_outcome(outcome="nothing", today=date(2029, 12, 1), **told)
    assert Entry.objects.filter(verb="radar.outcome").count() == 2


def test_an_outcome_outside_the_scope_is_unknown(somebody):
    made = decide(somebody("referent", units=("sea",)))
    other = somebody("referent", units=("sky",))
    with pytest.raises(UnknownError):
        services.record_outcome(uid=made.uid, outcome="began", note="", today=TODAY, **other.acting)
    made.refresh_from_db()
    assert made.outcome == ""
    assert made.at == AT
