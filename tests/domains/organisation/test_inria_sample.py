"""The site of the Inria pack on the sample: the same code, another organisation."""

import pytest

from domains.packed import TODAY
from portulan.domains.organisation.queries import institutes, laboratories_by_country, levels, pack, unit
from portulan.insight.figures import published

pytestmark = pytest.mark.django_db


def test_the_pack_says_who_it_is(inria_data):
    assert (pack().code, pack().key, pack().copublications) == ("inria", "ror-02kvxyf05", True)
    assert published(inria_data).focal.pack == "inria"


def test_levels_are_centres_under_their_old_and_new_names(inria_data):
    (root,) = levels(TODAY)
    centres = {child.code: child for child in root.children if child.kind == "centre"}

    assert len(centres) == 9
    bordeaux = centres["centre-bordeaux"]
    assert (bordeaux.name_en, [name.name_fr for name in bordeaux.also]) == (
        "Inria Centre at the University of Bordeaux",
        ["Inria Bordeaux - Sud-Ouest"],
    )


def test_laboratories_are_taken_in_and_none_is_attached_without_a_source(inria_data):
    found = institutes(TODAY)

    assert found.laboratories == found.unattached > 200
    assert {"FR", "IN", "JP"} == set(laboratories_by_country(TODAY))


def test_teams_that_co_publish_are_units(inria_data):
    assert unit("team-acumes", TODAY).line.name_fr == "ACUMES"
    assert len(published(inria_data).copub_teams()) > 100
