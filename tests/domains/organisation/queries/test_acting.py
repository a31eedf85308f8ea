"""A person as an actor of the journal: under the mandate that allows the act, in both names for a deputy."""

import pytest
from django.utils import translation

from domains.organisation.crew import deputise, muster
from domains.packed import TODAY
from portulan.domains.organisation.access import covering
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.queries import actor_under, reach_of
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.journal.actor import Actor


@pytest.fixture
def crew(isle):
    return muster(isle)


def actor(person) -> Actor:
    sea = Unit.objects.get(code="sea").pk
    return actor_under(
        person, covering(reach_of(person, TODAY), Verb.COOPERATION_EDIT, units=(sea,), countries=())
    )


def test_the_holder_acts_under_the_own_mandate(crew):
    uid = str(crew["mandate"].uid)
    assert actor(crew["referent"]) == Actor(str(crew["referent"].uid), "Régis Balise", uid, "Referent")


def test_a_deputy_acts_in_both_names(crew):
    deputy = deputise(crew)
    assert actor(crew["researcher"]) == Actor(
        str(crew["researcher"].uid), "Roxane Sillage", str(deputy.uid), "Referent, for Régis Balise"
    )
    with translation.override("fr"):
        assert actor(crew["researcher"]).mandate_label.startswith("Référent")


def test_without_a_mandate_the_person_acts_alone(crew):
    assert actor(crew["correspondent"]) == Actor(str(crew["correspondent"].uid), "Corinne Amarre")
