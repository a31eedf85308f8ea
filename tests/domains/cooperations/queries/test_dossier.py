"""One cooperation: all of it from within, what is public from outside, nothing where it is hidden."""

from uuid import uuid4

import pytest

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import queries, services
from portulan.domains.organisation.access import NOBODY


def one(who, row):
    return queries.one(reach=getattr(who, "reach", who), uid=row.uid, at=TODAY)


def test_from_within_and_from_outside(declared, somebody):
    row, referent = declared(confidentiality="public", summary="Deep."), somebody("referent", units=("sea",))
    services.set_step(uid=row.uid, text="Call", on=TODAY, **referent.acting)
    services.contest(uid=row.proofs.get().uid, reason="No.", **referent.acting)
    inside, outside = one(referent, row), one(NOBODY, row)
    assert (inside.may_edit, inside.may_follow, inside.line.step.text) == (True, True, "Call")
    assert [member.part for member in inside.members] == ["lead"]
    assert (inside.author.uid, inside.holder) == (row.author.uid, None)
    assert (outside.summary, outside.line.step, outside.members, outside.author) == ("Deep.", None, (), None)
    assert (outside.may_edit, outside.may_follow) == (False, False)
    contest = outside.proofs[0].contests[0]
    assert (outside.proofs[0].contested, contest.by, contest.reason, outside.proofs[0].by) == (
        True,
        "",
        "",
        "",
    )
    assert queries.journal_of(reach=NOBODY, uid=row.uid) is None
    assert len(queries.journal_of(reach=referent.reach, uid=row.uid)) == 3


def test_what_is_hidden_is_what_is_not_there(declared, somebody, django_assert_num_queries):
    row, stranger = declared(), somebody().reach
    for uid in (row.uid, uuid4()):
        with django_assert_num_queries(1):
            assert queries.one(reach=stranger, uid=uid, at=TODAY) is None
    assert queries.file_of(reach=stranger, uid=uuid4()) is None


@pytest.mark.parametrize("entries", [1, 3])
def test_a_page_costs_the_same_whatever_was_written(declared, somebody, entries, django_assert_num_queries):
    row, referent = declared(), somebody("referent", units=("sea",))
    for number in range(entries):
        services.write(uid=row.uid, kind="note", on=TODAY, text=f"Note {number}", **referent.acting)
    reach = referent.reach
    with django_assert_num_queries(17):
        assert len(queries.one(reach=reach, uid=row.uid, at=TODAY).entries) == entries
