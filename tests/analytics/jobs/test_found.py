"""With whom we share activity abroad, counted by hand from the raw folder."""

from dataclasses import replace

from analytics.jobs.conftest import Taken
from portulan.analytics.jobs import found, serving


def rows(taken: Taken, **changes: object) -> list[tuple]:
    focal = replace(taken.focal, **changes)
    shared = serving.shared_activity(taken.engine, taken.tables, taken.links, focal)
    table = found.serving(taken.tables, shared["cordis"], shared["hal"], focal).table
    return taken.rows(table, "source", "team_key", "key", "country", "count", "first_year", "last_year")


def test_projects_name_no_team_and_works_are_counted_team_by_team(taken: Taken) -> None:
    assert rows(taken) == [
        ("cordis", "", "pic-900000003", "GR", 1, 2015, 2015),
        ("cordis", "", "pic-900000004", "NA", 1, 2018, 2018),
        ("cordis", "", "ror-0cccccc03", "DE", 2, 2015, 2016),
        ("hal", "team-alpha", "hal-12", "CH", 2, 2022, 2023),
        ("hal", "team-alpha", "ror-0bbbbbb02", "SG", 1, 2022, 2022),
        ("hal", "team-beta", "ror-0bbbbbb02", "SG", 1, 2022, 2022),
    ]


def test_an_organisation_of_our_own_country_is_no_cooperation_abroad(taken: Taken) -> None:
    assert [row[2] for row in rows(taken, home_country="DE") if row[0] == "cordis"] == [
        "pic-900000003", "pic-900000004",
    ]  # fmt: skip
