"""A number reused or a record withdrawn upstream waits in a queue; nothing is written over what we hold."""

from dataclasses import dataclass, field

import pytest

from domains.packed import AT, TODAY
from domains.partners.known import BY, SOMEBODY, reach
from domains.partners.services.test_making import NTU, Registry, made
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Conflict, Identifier, Partner
from portulan.domains.partners.queries.review import conflicts
from portulan.domains.partners.services import PartnerRefusedError, find_conflicts, settle_conflict
from portulan.foundations.journal.models import Entry
from portulan.insight.results import OrganisationRef, OrganisationStanding


@dataclass
class Source:
    missing: bool = False


@dataclass
class Published:
    """A registry in which NTU is as told, and PIC 999997930 belongs to whom it is told."""

    status: str = "active"
    successors: tuple[OrganisationRef, ...] = ()
    pic_of: str = NTU.key
    missing: bool = False
    gone: bool = False
    names: dict[str, str] = field(default_factory=lambda: {NTU.key: NTU.name, "ror-01tgyzw49": "NUS"})

    def source(self, key: str) -> Source:
        return Source(self.missing)

    def standing(self, keys):
        known = {} if self.gone else {key: self.names[key] for key in keys if key in self.names}
        return {key: OrganisationStanding(key, name, "SG", self.status) for key, name in known.items()}

    def bearers(self, kind, values):
        return {"999997930": (self.pic_of,)} if kind == "pic" else {}

    def organisation(self, key):
        return self


@pytest.fixture
def ntu(isle) -> Partner:
    return made(registry=Registry(NTU))


def found(**said) -> int:
    return find_conflicts(figures=Published(**said), by=BY, at=AT)


def test_what_agrees_makes_no_conflict(ntu):
    assert found() == 0
    assert found(status="withdrawn", missing=True) == 0


def test_a_number_given_to_another_waits_and_stays_with_us(ntu):
    assert found(pic_of="ror-01tgyzw49") == 1
    assert found(pic_of="ror-01tgyzw49") == 0

    held = Conflict.objects.get()
    assert (held.kind, held.subject, held.said["names"]) == ("reused", "pic 999997930", ["NUS"])
    assert Identifier.objects.get(kind="pic").partner == ntu
    assert Entry.objects.get(verb="partner.conflict_find").after["said"]["keys"] == ["ror-01tgyzw49"]


def test_settled_either_way_it_does_not_come_back_until_the_source_says_something_else(ntu):
    found(pic_of="ror-01tgyzw49")

    settle_conflict(uid=Conflict.objects.get().uid, settlement="kept", by=BY, at=AT, today=TODAY)

    assert Identifier.objects.get(kind="pic").until is None
    assert found(pic_of="ror-01tgyzw49") == 0
    assert found(pic_of="ror-05abc1234") == 1


def test_taking_what_the_source_says_ends_the_number_here(ntu):
    found(pic_of="ror-01tgyzw49")

    settle_conflict(uid=Conflict.objects.get().uid, settlement="taken", by=BY, at=AT, today=TODAY)

    assert str(Identifier.objects.get(kind="pic").until) == TODAY.isoformat()
    with pytest.raises(PartnerRefusedError, match="settled already"):
        settle_conflict(uid=Conflict.objects.get().uid, settlement="kept", by=BY, at=AT, today=TODAY)


@pytest.mark.parametrize(
    ("said", "kind", "status"),
    [
        ({"status": "withdrawn"}, "withdrawn", "withdrawn"),
        ({"status": "inactive"}, "inactive", "inactive"),
        ({"gone": True}, "gone", "gone"),
    ],
)
def test_a_record_that_ended_upstream_waits_with_its_successor(ntu, said, kind, status):
    assert found(**said, successors=(OrganisationRef("ror-01tgyzw49", "NUS", "SG"),)) == 1

    held = Conflict.objects.get()
    assert held.kind == kind
    assert Partner.objects.get().status == "active"
    if kind != "gone":
        assert conflicts(reach=reach(Verb.PARTNER_EDIT))[0].said == (("ror-01tgyzw49", "NUS"),)
    settle_conflict(uid=held.uid, settlement="taken", by=BY, at=AT, today=TODAY)
    assert Partner.objects.get().status == status


def test_who_may_not_sees_and_settles_nothing(ntu):
    found(pic_of="ror-01tgyzw49")
    abroad = reach(Verb.PARTNER_EDIT, countries=["SN"])

    assert conflicts(reach=abroad) == conflicts(reach=reach(Verb.PARTNER_READ)) == ()
    with pytest.raises(PermissionError):
        settle_conflict(
            uid=Conflict.objects.get().uid, settlement="taken", by=SOMEBODY, at=AT, today=TODAY, reach=abroad
        )
    assert Conflict.objects.get().settled_at is None
