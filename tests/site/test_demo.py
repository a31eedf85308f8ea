"""Fictitious people: one per role, marked, once; never on a public address nor beside real accounts."""

from datetime import UTC, datetime

import pytest

from cast.people import make
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.people.models import Person
from portulan.domains.people.services import create_account
from portulan.site.demo import DEMO_ACTOR, DemoRefusedError, is_public, make_people

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE = ["127.0.0.1", "localhost", "[::1]"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]


def people(hosts=HERE):
    return make_people(hosts=hosts, at=NOW, today=NOW.date())


def test_one_person_per_role_each_marked_as_fictitious_with_its_mandate():
    lines = people()
    roles = [role.code for role in organisation_queries.roles(NOW.date())]
    assert [line.split()[2] for line in lines] == roles
    for person in Person.objects.select_related("account"):
        assert person.fictitious
        assert person.account.email.endswith("@demo.invalid")
        assert len(organisation_queries.reach_of(person, NOW.date()).mandates) == 1


def test_a_second_call_makes_nobody_twice():
    people()
    count = Person.objects.count()
    assert people() == []
    assert Person.objects.count() == count


def test_not_beside_real_accounts():
    create_account(email="real@example.org", given_name="Real", family_name="Account", by=DEMO_ACTOR, at=NOW)
    with pytest.raises(DemoRefusedError, match="real accounts exist"):
        people()
    assert Person.objects.count() == 1


def test_beside_other_fictitious_people():
    make("outsider")
    assert people() != []


@pytest.mark.parametrize("host", ["portulan.example.org", "0.0.0.0", "192.0.2.7", "*"])  # noqa: S104  refused, 2026-11-23
def test_not_on_a_public_address(host):
    assert is_public(host)
    with pytest.raises(DemoRefusedError, match="public address"):
        people([*HERE, host])
    assert Person.objects.count() == 0


def test_here_is_not_public():
    assert [host for host in HERE if is_public(host)] == []
