"""Two records of a partner joined, edited and taken apart: every cooperation keeps its partners."""

from domains.cooperations.conftest import AT, TODAY, given
from portulan.domains.cooperations import queries, services
from portulan.domains.partners.models import Partner
from portulan.domains.partners.services.merging import merge, undo_merge
from portulan.foundations.journal.actor import Actor

SYSTEM = Actor("system:tests", "tests")


def partners(one) -> dict[str, list[str]]:
    lines = queries.lines(reach=one.reach, at=TODAY)
    return {line.title: [partner.key for partner in line.partners] for line in lines}


def test_merge_edit_undo(declared, somebody):
    one = somebody("referent")
    kept, absorbed = Partner.objects.get(key="test-sg"), Partner.objects.get(key="test-jp")
    declared(one, title="Kept", partners=["test-sg"])
    moved = declared(one, title="Moved", partners=["test-jp"])
    declared(one, title="Both", partners=["test-sg", "test-jp"])
    before = partners(one)
    done = merge(kept=kept, absorbed=absorbed, by=SYSTEM, at=AT)
    assert partners(one) == {"Kept": ["test-sg"], "Moved": ["test-sg"], "Both": ["test-sg"]}
    what = given(title="Moved", summary="Edited meanwhile", partners=["test-jp"], countries=["JP"])
    services.edit(uid=moved.uid, given=what, version=1, today=TODAY, **one.acting)
    assert partners(one)["Moved"] == ["test-sg"]
    undo_merge(uid=done.uid, by=SYSTEM, at=AT)
    assert partners(one) == before
    moved.refresh_from_db()
    assert moved.summary == "Edited meanwhile"
