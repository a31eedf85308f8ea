"""Parties of joint laboratories, with every proof."""

import pytest

from domains.packed import AT, BY, TODAY, body, load_pack, small_pack, structure
from domains.partners.services.test_registry import PARTIES, REEF, UNITS
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.partners.queries import (
    joint_laboratories,
    parties_by_partner,
    parties_of,
    partner,
)
from portulan.domains.partners.services import take_in_bodies

OTHER = "200900002B"


@pytest.fixture
def reef(isle):
    load_pack(small_pack(isle, units=UNITS, parties=PARTIES))
    take_in_structures(
        [structure(REEF, name="Reef"), structure(OTHER, name="Atoll", address_country="JP")],
        by=BY,
        at=AT,
        today=TODAY,
    )
    bodies = [
        body(REEF, "siret-1", name="Groupe Thalès", label="UMI 3288"),
        body(REEF, "uai-1", name="Zeta"),
        body(OTHER, "ror-02e7b5302", name="NTU", nature="participating"),
    ]
    take_in_bodies(bodies, by=BY, at=AT, today=TODAY, source="RNSR", as_of="2022")


def test_a_partner_is_told_once_with_all_its_proofs_the_registrys_first(reef, django_assert_num_queries):
    with django_assert_num_queries(1):
        thales, zeta, ntu = parties_of(f"rnsr-{REEF}", TODAY)

    assert [(thales.name, thales.role, thales.label), zeta.name, (ntu.name, ntu.role)] == [
        ("Thales", "supervising", "UMI 3288"),
        "Zeta",
        ("Nanyang Technological University", "partner"),
    ]
    assert [(proof.source_key, proof.source, str(proof.source_as_of)) for proof in thales.proofs] == [
        ("rnsr", "RNSR", "2022"),
        ("pack", "The ship's log", "2020"),
    ]
    assert (ntu.country, zeta.country, ntu.role_label) == ("SG", "FR", "partner")


def test_joint_laboratories_come_with_their_parties_in_a_fixed_number_of_queries(
    reef, django_assert_num_queries
):
    with django_assert_num_queries(3):
        everywhere = joint_laboratories(TODAY)
    with django_assert_num_queries(3):
        (here,) = joint_laboratories(TODAY, country="SG")

    assert [(one.unit.name_fr, len(one.parties)) for one in everywhere] == [("Atoll", 1), ("Reef", 3)]
    assert here == everywhere[1]
    assert joint_laboratories(TODAY, country="FJ") == ()


def test_the_units_of_a_partner(reef):
    found = parties_by_partner("ror-02e7b5302", TODAY)

    assert [(one.unit.name_fr, one.role, len(one.proofs)) for one in found] == [
        ("Atoll", "participating", 1),
        ("Reef", "partner", 1),
    ]
    assert parties_by_partner("nobody", TODAY) == ()


def test_a_partner_answers_to_all_its_keys(reef):
    assert partner("siret-1") == partner("ror-04emwm605")
    assert (partner("uai-1").name, partner("uai-1").ror) == ("Zeta", "")
    assert partner("ror-000000000") is None
