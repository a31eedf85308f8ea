"""Measures as they are served, counted by hand from the raw folder: four of its five projects are ours."""

import pytest

from analytics.jobs.conftest import Taken
from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs import measuring, serving


@pytest.fixture(scope="module")
def served(taken: Taken) -> dict[str, ServingTable]:
    shared = serving.shared_activity(taken.engine, taken.tables, taken.links, taken.focal)
    tables = measuring.serving(taken.engine, taken.tables, taken.links, taken.focal, shared)
    return {one.name: one for one in tables}


def test_a_file_of_our_projects_alone_is_found_out(taken: Taken) -> None:
    projects = measuring.gathered(taken.engine, taken.tables, taken.links, taken.focal)
    assert (projects.total, projects.ours, projects.whole) == (
        3,
        3,
        False,
    )  # two projects have one organisation only


def test_balances_count_and_do_not_judge_so_few(taken: Taken, served: dict[str, ServingTable]) -> None:
    table = served["balances"].table
    names = ("side", "subject", "count", "we_lead", "they_lead", "their_total", "lead_ours", "affinity")
    rows = [row for row in taken.rows(table, *names) if row[0] == "country"]
    assert rows == [
        ("country", "DE", 2, 1, 1, None, None, None),
        ("country", "GR", 1, 1, 0, None, None, None),
        ("country", "NA", 1, 1, 0, None, None, None),
    ]


def test_nothing_is_expected_of_a_file_of_our_projects(taken: Taken, served: dict[str, ServingTable]) -> None:
    bases = {row[0] for row in taken.rows(served["intensities"].table, "basis")}
    assert "cordis" not in bases
    assert "hal" in bases


def test_themes_of_what_we_share(taken: Taken, served: dict[str, ServingTable]) -> None:
    names = ("source", "side", "subject", "count", "themes", "shannon")
    rows = taken.rows(served["diversities"].table, *names)
    assert ("cordis", "country", "DE", 2, 3, None) in rows
    assert ("hal", "team", "team-alpha", 2, 3, None) in rows
    assert ("cordis", "whole", "", 3, 3, None) in rows
    assert taken.rows(served["diversity_levers"].table, "theme") == []


def test_the_distances_are_stated(taken: Taken, served: dict[str, ServingTable]) -> None:
    """We and the German university are in ERC with one project and in MSCA with one; the others are in ERC alone."""
    rows = taken.rows(served["theme_distances"].table, "source", "theme", "other", "distance")
    found = {(a, b): distance for source, a, b, distance in rows if source == "cordis"}
    assert found["ERC", "ERC"] == 0
    assert found["ERC", "MSCA"] == found["MSCA", "ERC"]
    assert 0 < found["ERC", "MSCA"] < 1
