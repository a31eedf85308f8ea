"""The site of the CNRS pack on the sample: what Singapore must say."""

from datetime import date

import pytest

from domains.packed import TODAY
from portulan.domains.organisation import queries as organisation
from portulan.domains.partners.queries import joint_laboratories
from portulan.insight.figures import published

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def structures(site_data):
    return published(site_data).structures()


def test_singapore_has_four_joint_laboratories_with_parties_and_proofs(site_data):
    found = {one.unit.short_name or one.unit.name_fr: one for one in joint_laboratories(TODAY, country="SG")}

    assert sorted(found) == ["BMC2", "CINTRA", "IPAL", "MajuLab"]
    assert {name: one.unit.label for name, one in found.items()} == {
        "BMC2": "IRL 3639",
        "CINTRA": "IRL 3288",
        "IPAL": "IRL 2955",
        "MajuLab": "IRL 3654",
    }
    for one in found.values():
        assert one.parties
        assert one.unit.country_source
        assert all(proof.source for party in one.parties for proof in party.proofs)


def test_cintra_keeps_both_proofs_of_thales_and_the_texts_own_of_ntu(site_data):
    cintra = next(one for one in joint_laboratories(TODAY, country="SG") if one.unit.short_name == "CINTRA")

    assert {party.name: [proof.source_key for proof in party.proofs] for party in cintra.parties} == {
        "Thales": ["rnsr", "pack"],
        "Nanyang Technological University": ["pack"],
    }
    assert (cintra.unit.institute.short_name, cintra.unit.institute.stated) == ("INSIS", True)


def test_the_registry_gives_no_foreign_party_for_cintra_and_majulab(site_data):
    by_registry = {
        one.unit.short_name or one.unit.name_fr: {
            party.country for party in one.parties for proof in party.proofs if proof.source_key == "rnsr"
        }
        for one in joint_laboratories(TODAY, country="SG")
    }

    assert by_registry["CINTRA"] == by_registry["MajuLab"] == {"FR"}
    assert "SG" in by_registry["IPAL"] & by_registry["BMC2"]


def test_laboratories_in_singapore_are_not_all_joint_ones(site_data):
    page = organisation.laboratories(TODAY, country="SG", international=False)

    assert [line.short_name for line in page.rows] == ["SPICES"]


def test_before_2014_singapore_had_fewer(site_data):
    names = {
        one.unit.short_name or one.unit.name_fr for one in joint_laboratories(date(2012, 1, 1), country="SG")
    }

    assert names == {"CINTRA", "IPAL"}


def test_every_structure_abroad_has_a_country_and_says_why(site_data, structures):
    assert {one.kind for one in structures if one.country_why == "unknown"} <= {
        "Equipe interne",
        "Groupements de Recherche",
        "Groupements d'Intérêt scientifique",
    }
    assert not [line for line in organisation.joint_laboratories(TODAY) if not line.country]
    assert all(one.country_source for one in structures if one.address_country)


def test_no_structure_of_the_crosswalk_is_left_to_another_way(site_data, structures):
    stated = {one["rnsr"]: one["country"] for one in organisation.decisions(TODAY)["structure_countries"]}

    assert {one.rnsr: one.address_country for one in structures if one.rnsr in stated} == {
        rnsr: country for rnsr, country in stated.items() if rnsr in {one.rnsr for one in structures}
    }


def test_institutes_add_up(site_data):
    found = organisation.institutes(TODAY)

    assert len(found.lines) == 10
    assert sum(line.stated + line.proposed for line in found.lines) + found.unattached == found.laboratories
    assert found.laboratories == sum(organisation.laboratories_by_country(TODAY).values()) > 1000
    assert found.unattached > 0
