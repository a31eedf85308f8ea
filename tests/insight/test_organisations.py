"""Organisations, countries and structures, each value counted by hand from ``analytics.extract``."""

from portulan.insight.figures import Figures, OrganisationRef


def test_countries(figures: Figures) -> None:
    assert [(one.code, one.alpha3, one.name_en) for one in figures.countries()] == [
        ("FR", "FRA", "France"),
        ("GF", "GUF", "French Guiana"),
        ("NO", "NOR", "Norway"),
        ("SG", "SGP", "Singapore"),
    ]


def test_organisation(figures: Figures) -> None:
    one = figures.organisation("ror-0bbbbbb02")
    assert one is not None
    assert (one.name, one.country, one.works_count, one.source) == (
        "University of the Strait",
        "SG",
        5000,
        "ror",
    )
    assert {(link.source, link.source_id, link.how) for link in one.links} == {
        ("hal", "11", "match"),
        ("openalex_institutions", "I2", "identifier"),
    }


def test_an_organisation_known_by_its_pic_only(figures: Figures) -> None:
    one = figures.organisation("pic-900000004")
    assert one is not None
    assert (one.name, one.country, one.city, one.status) == (
        "UNIVERSITY OF THE DUNES",
        "NA",
        "Dunes",
        "unregistered",
    )


def test_a_key_that_is_tied_leads_to_the_registry(figures: Figures) -> None:
    found = [
        figures.organisation(key) for key in ("pic-900000002", "hal-11", "pic-900000001", "uai-0750001A")
    ]
    assert [one.key for one in found if one] == [
        "ror-0cccccc03",
        "ror-0bbbbbb02",
        "ror-0aaaaaa01",
        "ror-0aaaaaa01",
    ]
    assert figures.organisation("ror-0zzzzzz09") is None


def test_successors(figures: Figures) -> None:
    old = figures.organisation("ror-0eeeeee05")
    assert old is not None
    assert old.status == "withdrawn"
    assert old.successors == (OrganisationRef("ror-0cccccc03", "Universität am Fluss", "DE"),)


def test_organisations_in(figures: Figures) -> None:
    assert [(one.key, one.works_count) for one in figures.organisations_in("DE")] == [("ror-0cccccc03", 400)]


def test_structures(figures: Figures) -> None:
    found = {one.rnsr: one for one in figures.structures()}
    assert {number: (one.address_country, one.country_why, one.international, one.our_nature)
            for number, one in found.items()} == {
        "201000001A": ("FR", "home", False, "supervising"),
        "201000002B": ("JP", "relation", True, "supervising"),
        "201000003C": ("SG", "crosswalk", True, "supervising"),
        "201000004D": (None, "unknown", False, "participating"),
    }  # fmt: skip
    assert found["201000003C"].country_source == "the pack, 2022-03"
    assert found["201000002B"].ror == "0dddddd04"
    assert [(one.text, one.body_key) for one in found["201000001A"].labels] == [("UMR 1", "ror-0aaaaaa01")]
    assert (found["201000001A"].erc_panels, found["201000001A"].as_of) == (("PE2", "PE3"), "2022")
    assert found["201000001A"].fields == ("2",)  # a code of the registry, not a name


def test_structure_bodies(figures: Figures) -> None:
    us, them = figures.structure_bodies("201000003C")
    assert (us.key, us.label, us.country, us.how) == ("ror-0aaaaaa01", "IRL 4", "FR", "identifier")
    assert (them.key, them.country, them.how) == ("rnsrbody-universite-du-detroit", None, "none")
    assert {one.rnsr for one in figures.structure_bodies()} == {
        f"20100000{n}" for n in ("1A", "2B", "3C", "4D")
    }
