"""Identifiers of every source tied to the registry: by identifier, by exact name, or not."""

from analytics.jobs.conftest import Taken

_SEEN = ("source_id", "name", "country", "key", "how")


def test_pics(taken: Taken) -> None:
    """The registry's name is shown where there is one; a name alike in another country would tie nothing."""
    assert taken.rows(taken.links.cordis, *_SEEN) == [
        ("900000001", "Us", "FR", "ror-0aaaaaa01", "identifier"),
        ("900000002", "Universität am Fluss", "DE", "ror-0cccccc03", "match"),
        ("900000003", "Institut für Meer GMBH", "GR", "pic-900000003", "none"),
        ("900000004", "UNIVERSITY OF THE DUNES", "NA", "pic-900000004", "none"),
    ]


def test_organisations_of_hal(taken: Taken) -> None:
    assert taken.rows(taken.links.hal, *_SEEN) == [
        ("11", "University of the Strait", "SG", "ror-0bbbbbb02", "match"),
        ("12", "Lonely Institute", "CH", "hal-12", "none"),
    ]


def test_bodies_keep_their_own_key_and_foreign_ones_have_no_country(taken: Taken) -> None:
    assert taken.rows(taken.links.rnsr, *_SEEN) == [
        (
            "rnsrbody-universite-du-detroit",
            "Universite du Detroit",
            "",
            "rnsrbody-universite-du-detroit",
            "none",
        ),
        ("uai-0310001B", "Them", "FR", "uai-0310001B", "none"),
        ("uai-0750001A", "Us", "FR", "ror-0aaaaaa01", "identifier"),
    ]


def test_openalex_gives_the_identifier_itself(taken: Taken) -> None:
    assert taken.rows(taken.links.openalex, *_SEEN) == [
        ("I2", "University of the Strait", "SG", "ror-0bbbbbb02", "identifier"),
        ("I3", "Universität am Fluss", "", "ror-0cccccc03", "identifier"),
    ]


def test_all_of_them(taken: Taken) -> None:
    found = [source for (source,) in taken.rows(taken.links.all(), "source")]
    counts = {source: found.count(source) for source in found}
    assert counts == {"cordis": 4, "hal": 2, "openalex_institutions": 2, "rnsr": 3}
