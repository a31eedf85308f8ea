"""Organisations for pages: one row each, from the registry or from the one source that names them."""

from typing import Any

from analytics.jobs.conftest import Taken
from portulan.analytics.jobs.organisations import serving


def rows(taken: Taken, name: str, *columns: str) -> list[tuple[Any, ...]]:
    (table,) = [one.table for one in serving(taken.tables, taken.links) if one.name == name]
    return taken.rows(table, *columns)


def test_every_table_is_found_by_key(taken: Taken) -> None:
    assert {one.name: one.indexes for one in serving(taken.tables, taken.links)} == {
        "organisations": ("key",),
        "organisation_names": ("key",),
        "organisation_ids": ("key",),
        "organisation_relations": ("key",),
        "organisation_links": ("key", "alias"),
    }


def test_one_row_for_each_organisation(taken: Taken) -> None:
    columns = ("key", "name", "country", "city", "status", "works_count", "source")
    assert rows(taken, "organisations", *columns) == [
        ("hal-12", "Lonely Institute", "CH", "Bern", "unregistered", None, "hal"),
        ("pic-900000003", "Institut für Meer GMBH", "GR", "Köln", "unregistered", None, "cordis"),
        ("pic-900000004", "UNIVERSITY OF THE DUNES", "NA", "Dunes", "unregistered", None, "cordis"),
        ("rnsrbody-universite-du-detroit", "Universite du Detroit", "", None, "unregistered", None, "rnsr"),
        ("ror-0aaaaaa01", "Us", "FR", "Town", "active", None, "ror"),
        ("ror-0bbbbbb02", "University of the Strait", "SG", "Town", "active", 5000, "ror"),
        ("ror-0cccccc03", "Universität am Fluss", "DE", "Town", "active", 400, "ror"),
        ("ror-0dddddd04", "Joint Lab Japan", "JP", "Ville", "active", None, "ror"),
        ("ror-0eeeeee05", "Old", "DE", "Ville", "withdrawn", None, "ror"),
        ("uai-0310001B", "Them", "FR", None, "unregistered", None, "rnsr"),
    ]


def test_relations_bear_the_name_and_country_of_the_other(taken: Taken) -> None:
    assert rows(taken, "organisation_relations", "key", "kind", "other", "label", "country") == [
        ("ror-0aaaaaa01", "child", "ror-0dddddd04", "Joint Lab Japan", "JP"),
        ("ror-0cccccc03", "predecessor", "ror-0eeeeee05", "Old", "DE"),
        ("ror-0dddddd04", "parent", "ror-0aaaaaa01", "Us", "FR"),
        ("ror-0eeeeee05", "successor", "ror-0cccccc03", "Universität am Fluss", "DE"),
    ]


def test_old_addresses_lead_on(taken: Taken) -> None:
    found = dict(rows(taken, "organisation_links", "alias", "key"))
    assert len(found) == 11
    assert (found["pic-900000002"], found["hal-11"]) == ("ror-0cccccc03", "ror-0bbbbbb02")
    assert (found["uai-0750001A"], found["hal-12"]) == ("ror-0aaaaaa01", "hal-12")


def test_identifiers_elsewhere(taken: Taken) -> None:
    assert rows(taken, "organisation_ids", "key", "kind", "value") == [("ror-0dddddd04", "cnrs", "UMI3333")]
