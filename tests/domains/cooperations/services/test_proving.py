"""Proofs: once per key, contested with a reason, settled once."""

import pytest

from domains.cooperations.conftest import AT, TODAY
from portulan.domains.cooperations import access, queries, services
from portulan.foundations.journal.models import Entry
from portulan.foundations.model.softdate import SoftDate


def prove(row, one, **changes):
    values = {"kind": "formalised", "label": "Agreement", "key": "agreement:1", "since": SoftDate("2020")}
    return services.record_proof(cooperation=row, **{**values, **changes}, **one.acting)


def told(row):
    return Entry.objects.filter(object_uid=row.uid, verb="cooperation.proof").count()


def test_the_same_evidence_again_changes_nothing_and_new_facts_are_told(declared, somebody):
    row, one = declared(), somebody("referent", units=("sea",))
    first = prove(row, one)
    assert (prove(row, one).pk, told(row)) == (first.pk, 1)
    later = prove(row, one, until=SoftDate("2025"))
    assert (later.pk, later.until.text, told(row)) == (first.pk, "2025", 2)
    entry = Entry.objects.filter(object_uid=row.uid, verb="cooperation.proof").order_by("-id").first()
    assert (entry.before["until"], entry.after["until"]) == (None, "2025")


def test_a_higher_domain_that_asked_its_own_right_records_without_reach(declared, somebody):
    row, stranger = declared(), somebody()
    with pytest.raises(access.CooperationRefusedError):
        prove(row, stranger)
    services.record_proof(
        cooperation=row, kind="formalised", label="Award", key="award:1", by=stranger.by, reach=None, at=AT
    )
    assert row.proofs.filter(key="award:1").exists()


def test_only_data_detect(declared, somebody):
    row, one = declared(), somebody("referent", units=("sea",))
    with pytest.raises(services.CooperationInvalidError):
        services.add_proof(uid=row.uid, kind="detected", label="I saw it", **one.acting)
    with pytest.raises(services.CooperationInvalidError):
        prove(row, one, since=SoftDate("2021"), until=SoftDate("2020"))
    assert row.proofs.count() == 1
    added = services.add_proof(uid=row.uid, kind="declared", label="Letter", key="f", **one.acting)
    assert services.add_proof(uid=row.uid, kind="declared", label="Letter", key="f", **one.acting) == added


def test_contested_with_a_reason_shown_and_settled_once(declared, somebody):
    row, reader = declared(), somebody("researcher", units=("wave",))
    proof = row.proofs.get(key="declared")
    with pytest.raises(services.CooperationInvalidError):
        services.contest(uid=proof.uid, reason=" ", **reader.acting)
    contest = services.contest(uid=proof.uid, reason="It began later.", **reader.acting)
    (shown,) = queries.one(reach=reader.reach, uid=row.uid, at=TODAY).proofs
    assert (shown.contested, shown.stands, shown.contests[0].reason) == (True, True, "It began later.")
    with pytest.raises(access.CooperationRefusedError):
        services.settle(uid=contest.uid, upheld=True, answer="Yes", **reader.acting)
    referent = somebody("referent", units=("sea",))
    services.settle(uid=contest.uid, upheld=True, answer="True.", **referent.acting)
    services.settle(uid=contest.uid, upheld=False, answer="No.", **referent.acting)
    (shown,) = queries.one(reach=reader.reach, uid=row.uid, at=TODAY).proofs
    assert (shown.stands, shown.contests[0].answer) == (False, "True.")


def test_who_sees_it_as_public_does_not_contest_and_who_does_not_see_it_finds_nothing(declared, somebody):
    public, hidden = declared(confidentiality="public"), declared(title="Other")
    stranger = somebody()
    with pytest.raises(access.CooperationRefusedError) as refused:
        services.contest(uid=public.proofs.get().uid, reason="No", **stranger.acting)
    assert not isinstance(refused.value, access.UnknownCooperationError)
    with pytest.raises(access.UnknownCooperationError):
        services.contest(uid=hidden.proofs.get().uid, reason="No", **stranger.acting)
