"""Fictitious people: one per role, marked, once; never on a public address nor beside real accounts."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from cast.people import make
from portulan.domains.geography.models import Country
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people.models import Person
from portulan.domains.people.services import create_account
from portulan.site.demo import DEMO_ACTOR, DemoRefusedError, is_public, make_people, refuse_to_serve

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE = ["127.0.0.1", "localhost", "[::1]"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]


def people(hosts=HERE, production=False):
    return make_people(hosts=hosts, production=production, lake=settings.LAKE, at=NOW, today=NOW.date())


def reach(role):
    person = Person.objects.get(account__email=f"{role}@demo.invalid")
    return organisation_queries.reach_of(person, NOW.date())


def scope(role, verb=Verb.COOPERATION_READ):
    (held,) = reach(role).verbs[verb]
    units, countries = Unit.objects.in_bulk(held.units or ()), Country.objects.in_bulk(held.countries or ())
    return {row.code for row in units.values()}, {row.code for row in countries.values()}


def test_one_person_per_role_each_marked_as_fictitious_with_its_mandate():
    lines = people()
    roles = [role.code for role in organisation_queries.roles(NOW.date())]
    assert [line.split()[2] for line in lines] == roles
    for person in Person.objects.select_related("account"):
        assert person.fictitious
        assert person.account.email.endswith("@demo.invalid")
        assert len(organisation_queries.reach_of(person, NOW.date()).mandates) == 1


def test_each_role_is_held_for_a_real_part_of_the_organisation():
    people()
    assert scope("researcher") == ({"rnsr-200919745C"}, set())
    assert scope("correspondent") == ({"rnsr-200919745C"}, {"SG"})
    units, countries = scope("referent")
    assert {"insis", "rnsr-200919745C"} <= units
    assert countries == set()
    units, countries = scope("office-head")
    assert units == set()
    assert "SG" in countries
    assert len(countries) > 1
    assert scope("director") == (set(), set())


def test_every_name_says_that_it_is_fictitious():
    people()
    assert all("fictitious" in str(person) and "fictif" in str(person) for person in Person.objects.all())


def test_not_in_production():
    with pytest.raises(DemoRefusedError, match="in production"):
        people(production=True)
    assert Person.objects.count() == 0


@pytest.mark.parametrize(("hosts", "production"), [([*HERE, "portulan.example.org"], False), (HERE, True)])
def test_a_demonstration_is_not_served_to_the_public(hosts, production):
    refuse_to_serve(hosts=hosts, production=production)
    people()
    refuse_to_serve(hosts=HERE, production=False)
    with pytest.raises(DemoRefusedError, match="holds a demonstration"):
        refuse_to_serve(hosts=hosts, production=production)


def test_the_frame_says_that_people_are_fictitious_where_a_demonstration_is(client, settings, tmp_path):
    settings.DEMONSTRATION = tmp_path / "demo.txt"
    assert b"Demonstration:" not in client.get("/sources/").content
    settings.DEMONSTRATION.write_text("x")
    assert b"Demonstration:" in client.get("/sources/").content


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
