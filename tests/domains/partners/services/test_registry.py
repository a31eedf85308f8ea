"""Partners and parties: the pack's proofs and the registry's are kept side by side."""

from datetime import date

import pytest

from domains.packed import AT, BY, TODAY, US, body, load_pack, small_pack, structure
from portulan.domains.organisation.services import NothingToTakeInError, take_in_structures
from portulan.domains.partners.models import Partner, PartnerKey, Party
from portulan.domains.partners.services import take_in_bodies
from portulan.foundations.packs.services import check

REEF = "200900001A"
UNITS = f'[[unit]]\nrnsr = "{REEF}"\nshort = "REEF"\nname = "Reef laboratory"\nsource = "log"\n'
PARTIES = f"""
[[partner]]
key = "ror-02e7b5302"
name = "Nanyang Technological University"
short = "NTU"
country = "SG"
[[partner]]
key = "ror-04emwm605"
name = "Thales"
country = "FR"
also = ["siret-1", "rnsrbody-groupe-thales"]
[[party]]
rnsr = "{REEF}"
partner = "ror-02e7b5302"
source = "log"
[[party]]
rnsr = "{REEF}"
partner = "ror-04emwm605"
source = "log"
"""


def take_in(*bodies, today=TODAY):
    return take_in_bodies(
        bodies, by=BY, at=AT, today=today, source="RNSR", source_url="https://example.org", as_of="2022"
    )


@pytest.fixture
def reef(isle):
    load_pack(small_pack(isle, units=UNITS, parties=PARTIES))
    take_in_structures([structure(REEF), structure("200900002B")], by=BY, at=AT, today=TODAY)


def proofs() -> list[tuple[str, str, str]]:
    rows = Party.objects.order_by("-source_key", "id").select_related("partner")
    return sorted(
        ((row.partner.name, row.source_key, str(row.until)) for row in rows), key=lambda proof: proof[0]
    )


def test_a_party_of_the_pack_is_a_proof_with_its_source(reef):
    party = Party.objects.get(partner__key="ror-02e7b5302")

    assert (party.unit.rnsr, party.role, party.source_key, party.source) == (
        REEF,
        "partner",
        "pack",
        "The ship's log",
    )
    assert (party.partner.ror, party.partner.country.code) == ("02e7b5302", "SG")


def test_both_proofs_are_kept_each_with_its_source(reef):
    take_in(
        body(REEF, "siret-1", name="Groupe Thalès", label="UMI 3288"), body(REEF, "ror-01tgyzw49", name="NUS")
    )

    assert proofs() == [
        ("NUS", "rnsr", "None"),
        ("Nanyang Technological University", "pack", "None"),
        ("Thales", "rnsr", "None"),
        ("Thales", "pack", "None"),
    ]
    registry = Party.objects.get(partner__name="Thales", source_key="rnsr")
    assert (registry.label, registry.role, str(registry.source_as_of)) == ("UMI 3288", "supervising", "2022")


def test_a_body_known_under_another_key_is_that_partner_and_keeps_the_packs_name(reef):
    take_in(body(REEF, "rnsrbody-groupe-thales", name="GROUPE THALES"))

    assert Partner.objects.get(ror="04emwm605").name == "Thales"
    assert not Partner.objects.filter(key__startswith="rnsrbody").exists()
    assert PartnerKey.objects.count() == 2


def test_the_organisation_is_not_its_own_partner(reef):
    take_in(body(REEF, US), body(REEF, "ror-02feahw73"), body(REEF, "uai-1"))

    assert set(Party.objects.filter(source_key="rnsr").values_list("partner__key", flat=True)) == {"uai-1"}


def test_the_same_list_again_changes_nothing(reef):
    bodies = [body(REEF, "uai-1"), body(REEF, "siret-1"), body("200900002B", "uai-1", nature="participating")]
    first = take_in(*bodies)

    again = take_in(*reversed(bodies), today=date(2027, 1, 1))

    assert (again.created, again.changed, again.closed) == (0, 0, 0)
    assert again.unchanged == first.created


def test_the_normal_form_of_a_name_is_mended_and_is_no_change(reef):
    take_in(body(REEF, "uai-1", name="Université des Récifs"))
    Partner.objects.filter(key="uai-1").update(normal="older form")

    again = take_in(body(REEF, "uai-1", name="Université des Récifs"))

    assert (again.created, again.changed, again.closed) == (0, 0, 0)
    assert Partner.objects.get(key="uai-1").normal == "universite des recifs"


def test_what_vanished_is_closed_and_the_packs_proof_stays(reef):
    take_in(body(REEF, "siret-1"), body(REEF, "uai-1"))

    taken = take_in(body(REEF, "uai-1"), today=date(2027, 1, 1))

    assert taken.closed == 1
    assert [(source, until) for name, source, until in proofs() if name == "Thales"] == [
        ("rnsr", "2027-01-01"),
        ("pack", "None"),
    ]


def test_a_proof_the_pack_withdraws_is_closed_and_the_registrys_stays(reef, isle):
    take_in(body(REEF, "siret-1"))

    load_pack(small_pack(isle, units=UNITS, parties=PARTIES.rpartition("[[party]]")[0]))

    assert [(source, until) for name, source, until in proofs() if name == "Thales"] == [
        ("rnsr", "None"),
        ("pack", "2026-11-23"),
    ]


def test_bodies_of_structures_that_were_not_taken_in_are_left_out(reef):
    take_in(body("199900000Z", "uai-9"), body(REEF, "uai-1"))

    assert not Party.objects.filter(partner__key="uai-9").exists()


def test_an_empty_list_is_refused_and_nothing_is_closed(reef):
    take_in(body(REEF, "uai-1"))

    with pytest.raises(NothingToTakeInError, match="would close every party"):
        take_in(body(REEF, US))

    assert Party.objects.get(source_key="rnsr").until is None


def test_statements_do_not_grow_with_bodies(reef, django_assert_num_queries):
    take_in(body(REEF, "uai-1"))
    with django_assert_num_queries(14):
        take_in(body(REEF, "uai-1"))
    three = [body(REEF, f"uai-{number}") for number in range(1, 4)]
    take_in(*three)
    with django_assert_num_queries(14):
        take_in(*three)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('partner = "ror-02e7b5302"', 'partner = "ror-01tgyzw49"', "“ror-01tgyzw49” is not described."),
        (f'rnsr = "{REEF}"', 'rnsr = "200900009Z"', "“200900009Z” is not described."),
        ('key = "ror-04emwm605"', 'key = "ror-02e7b5302"', "“ror-02e7b5302” is given twice."),
        ('"siret-1", ', '"siret-1", "siret-1", ', "“siret-1” is given twice."),
        ('"siret-1", ', '"ror-02e7b5302", ', "“ror-02e7b5302” is given twice."),
        ('country = "SG"', 'country = "SG"\nsource = "book"', "No source is called “book”."),
    ],
)
def test_mistakes_about_parties_are_explained(tmp_path, before, after, said):
    assert before in PARTIES
    mistakes = check(small_pack(tmp_path, units=UNITS, parties=PARTIES.replace(before, after, 1)))

    assert {mistake.file for mistake in mistakes} == {"parties.toml"}
    assert any(said in str(mistake) for mistake in mistakes)
