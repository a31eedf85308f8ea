"""Giving a mandate: by whom, of which role, for what; a refusal writes nothing."""

import pytest

from cast.people import make
from domains.packed import AT, TODAY, load_pack, small_pack
from portulan.domains.organisation.access import may
from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.queries import reach_of, roles
from portulan.domains.organisation.services import MandateRefusedError, give_mandate
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people.queries import actor_of
from portulan.foundations.journal import queries as journal
from portulan.foundations.journal.actor import Actor
from portulan.foundations.model.softdate import SoftDate

SHELL = Actor(uid="system:shell", label="administrator's shell")
ROLES = """
[[role]]
code = "keeper"
name.fr = "Gardien"
name.en = "Keeper"
verbs = ["data.build", "organisation.manage"]
"""


@pytest.fixture
def person(isle):
    load_pack(small_pack(isle, roles=ROLES))
    return make("administrator").person


def give(person, **values) -> Mandate:
    return give_mandate(
        **{"person": person, "role_code": "keeper", "by": SHELL, "at": AT, "today": TODAY} | values
    )


def test_a_mandate_opens_what_its_role_allows_and_is_journaled(person):
    mandate = give(person, units=["sea"], countries=["JP"])
    reach = reach_of(person, TODAY)
    assert may(reach, Verb.DATA_BUILD)
    assert [scope.countries is not None for scope in reach.verbs[Verb.DATA_BUILD]] == [True]
    entry = journal.of(mandate.uid).get()
    assert (entry.verb, entry.by) == ("mandate.give", SHELL)
    assert entry.after == {
        "person": str(person.uid),
        "role": "keeper",
        "from": "",
        "since": "2026-11-23",
        "until": None,
        "units": ["sea"],
        "countries": ["JP"],
        "sites": [],
    }


def test_it_begins_today_and_ends_by_itself(person):
    give(person, until=SoftDate("2027"))
    assert not may(reach_of(person, TODAY.replace(day=22)), Verb.DATA_BUILD)
    assert may(reach_of(person, TODAY), Verb.DATA_BUILD)
    assert not may(reach_of(person, TODAY.replace(year=2027)), Verb.DATA_BUILD)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"role_code": "pilot"}, "no role pilot.*keeper"),
        ({"units": ["sea", "abyss"]}, "No unit has the code abyss"),
        ({"countries": ["ZZ"]}, "No country has the code ZZ"),
        ({"until": SoftDate("2025")}, "cannot end on 2025"),
    ],
)
def test_what_does_not_exist_is_named_and_nothing_is_written(person, values, said):
    with pytest.raises(MandateRefusedError, match=said):
        give(person, **values)
    assert Mandate.objects.count() == 0


def test_only_who_manages_the_organisation_gives_mandates(person):
    other = make("outsider").person
    with pytest.raises(PermissionError):
        give(other, by=actor_of(other), reach=reach_of(other, TODAY))
    assert Mandate.objects.count() == 0
    give(person)
    give(other, by=actor_of(person), reach=reach_of(person, TODAY))
    assert Mandate.objects.filter(person=other).count() == 1


def test_roles_are_those_of_the_pack(person):
    assert [(role.code, role.verbs) for role in roles(TODAY)] == [
        ("keeper", ("data.build", "organisation.manage"))
    ]
