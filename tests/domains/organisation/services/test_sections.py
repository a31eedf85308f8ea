"""The files of a pack, and the order they are loaded in."""

from portulan.domains.organisation.services.sections import declare
from portulan.foundations.packs.section import sections


def test_lower_domains_load_first_and_the_organisation_before_what_refers_to_it():
    assert [section.file for section in sections()] == [
        "pack.toml",
        "levels.toml",
        "units.toml",
        "structure_countries.toml",
        "classifications.toml",
        "crosswalks.toml",
        "roles.toml",
        "parties.toml",
        "offices.toml",
        "territories.toml",
        "instruments.toml",
    ]


def test_a_pack_needs_to_say_who_it_is_and_its_levels():
    assert [section.file for section in sections() if section.required] == ["pack.toml", "levels.toml"]


def test_an_absent_file_that_is_not_needed_is_an_empty_one():
    for section in sections():
        if not section.required:
            section.schema.model_validate({})


def test_declaring_again_changes_nothing():
    before = sections()
    declare()

    assert [section.file for section in sections()] == [section.file for section in before]
