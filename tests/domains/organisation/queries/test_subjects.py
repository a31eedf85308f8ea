"""Lists of subjects, and what the data build is told."""

from datetime import date

from domains.packed import SMALL, TODAY, load_pack, small_pack
from portulan.domains.organisation.queries import classifications, decisions, term_names, terms

COUNTRIES = '[[structure]]\nrnsr = "200900001A"\nname = "Reef"\ncountry = "SG"\nsource = "log"\n'


def test_versions_in_force_with_how_many_subjects_they_have(isle):
    assert [(one.code, one.version, one.terms) for one in classifications(TODAY)] == [
        ("erc-panels", "1", 2),
        ("rnsr-fields", "1", 3),
    ]


def test_a_version_that_ended_is_not_in_force(isle):
    ended = SMALL["classifications.toml"].replace(
        'code = "erc-panels"\nversion = "1"', 'code = "erc-panels"\nversion = "1"\nuntil = "2024"'
    )
    load_pack(small_pack(isle, classifications=ended))

    assert [one.code for one in classifications(TODAY)] == ["rnsr-fields"]
    assert [one.code for one in classifications(date(2023, 1, 1))] == ["erc-panels", "rnsr-fields"]


def test_subjects_in_order_and_by_code(isle):
    assert [one.code for one in terms("rnsr-fields", "1")] == ["1", "2", "3"]
    assert terms("rnsr-fields", "9") == ()
    assert term_names("rnsr-fields")["2"].name_en == "Sky"


def test_the_newest_version_names_a_subject(isle):
    newer = (
        SMALL["classifications.toml"].replace('version = "1"', 'version = "2"').replace('"Sky"', '"Heavens"')
    )
    load_pack(small_pack(isle, classifications=SMALL["classifications.toml"] + newer))

    assert term_names("rnsr-fields")["2"].name_en == "Heavens"


def test_the_build_is_told_who_we_are_and_where_structures_stand(isle):
    load_pack(small_pack(isle, structure_countries=COUNTRIES))

    assert decisions(TODAY) == {
        "focal": {
            "pack": "isle",
            "name": "Organisation of the isles",
            "home_country": "FR",
            "ror": "02feahw73",
            "pics": ["999999999"],
            "rnsr_bodies": ["0999999Z"],
            "copublications": False,
        },
        "structure_countries": [
            {"rnsr": "200900001A", "country": "SG", "source": "The ship's log", "as_of": "2020"},
        ],
    }


def test_before_a_pack_there_is_nothing_to_tell(db):
    assert decisions(TODAY) == {}
