"""The tables that answer pages, each value counted by hand from the raw folder."""

from dataclasses import replace

import pytest

from analytics.jobs.conftest import Taken
from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs import serving
from portulan.analytics.jobs.serving import Shared


@pytest.fixture
def shared(taken: Taken) -> dict[str, Shared]:
    return serving.shared_activity(taken.engine, taken.tables, taken.links, taken.focal)


def named(tables: list[ServingTable]) -> dict[str, ServingTable]:
    return {one.name: one for one in tables}


def test_shared_activity(taken: Taken, shared: dict[str, Shared]) -> None:
    projects, works = shared["cordis"], shared["hal"]
    assert (projects.total, projects.over.first_period, projects.over.last_period) == (
        4,
        (2015, 2016),
        (2017, 2018),
    )
    assert (works.total, works.over.first_period, works.over.last_period) == (2, (2022, 2022), (2023, 2023))
    assert taken.rows(projects.rows, "activity", "year", "country", "key", "weight") == [
        ("100001", 2015, "DE", "ror-0cccccc03", 0.5),
        ("100001", 2015, "GR", "pic-900000003", 0.5),
        ("100002", 2016, "DE", "ror-0cccccc03", 1.0),
        ("100005", 2018, "NA", "pic-900000004", 1.0),
    ]
    assert taken.rows(works.rows, "activity", "country", "key", "weight") == [
        ("hal-00000001", "CH", "hal-12", 0.5),
        ("hal-00000001", "SG", "ror-0bbbbbb02", 0.5),
        ("hal-00000002", "CH", "hal-12", 1.0),
    ]


def test_country_tables(taken: Taken) -> None:
    tables = named(serving.country_tables(taken.engine, taken.tables, "FR"))
    together = taken.rows(tables["coauthorship"].table, "country", "year", "count")
    assert together == [("NA", 2018, 1), ("SG", 2017, 3), ("SG", 2018, 8)]
    (low, high), *_ = taken.rows(
        tables["coauthorship"].table.filter(lambda t: t["count"] == 8), "low", "high"
    )
    assert (low, high) == pytest.approx((3.4447, 15.7640), abs=1e-4)  # Byar's approximation for 8
    columns = (
        "country",
        "count_first",
        "count_last",
        "rate",
        "first_from",
        "first_to",
        "last_from",
        "last_to",
    )
    assert taken.rows(tables["coauthorship_growth"].table, *columns) == [
        ("NA", 0, 1, None, 2017, 2017, 2018, 2018),
        ("SG", 3, 8, None, 2017, 2017, 2018, 2018),
    ]
    assert taken.rows(tables["country_works"].table, "country", "year", "count") == [
        ("FR", 2017, 100),
        ("FR", 2018, 120),
        ("SG", 2017, 10),
        ("SG", 2018, 11),
    ]
    assert tables["country_shapes"].order == ("code",)


def test_seen_from_another_home(taken: Taken) -> None:
    tables = named(serving.country_tables(taken.engine, taken.tables, "SG"))
    found = taken.rows(tables["coauthorship"].table, "country", "year", "count")
    assert found == [("FR", 2017, 3), ("FR", 2018, 8)]


def test_counts_by_country_and_by_partner(taken: Taken, shared: dict[str, Shared]) -> None:
    tables = named(serving.shared_tables(shared["cordis"]))
    assert taken.rows(tables["cordis_countries"].table, "country", "year", "count", "fractional") == [
        ("DE", 2015, 1, 0.5),
        ("DE", 2016, 1, 1.0),
        ("GR", 2015, 1, 0.5),
        ("NA", 2018, 1, 1.0),
    ]
    assert taken.rows(tables["cordis_growth"].table, "country", "count_first", "count_last") == [
        ("DE", 2, 0),
        ("GR", 1, 0),
        ("NA", 0, 1),
    ]
    assert len(taken.rows(tables["cordis_partner_years"].table, "key", "year")) == 4
    assert "weight" not in tables["cordis_activities"].table.columns


def test_partners(taken: Taken, shared: dict[str, Shared]) -> None:
    one = serving.partners(list(shared.values()))
    columns = (
        "source",
        "key",
        "country",
        "count",
        "fractional",
        "total",
        "share",
        "first_year",
        "last_year",
        "how",
    )
    assert (one.name, one.indexes) == ("partners", ("key",))
    assert taken.rows(one.table, *columns) == [
        ("cordis", "pic-900000003", "GR", 1, 0.5, 4, 0.25, 2015, 2015, "none"),
        ("cordis", "pic-900000004", "NA", 1, 1.0, 4, 0.25, 2018, 2018, "none"),
        ("cordis", "ror-0cccccc03", "DE", 2, 1.5, 4, 0.5, 2015, 2016, "match"),
        ("hal", "hal-12", "CH", 2, 1.5, 2, 1.0, 2022, 2023, "none"),
        ("hal", "ror-0bbbbbb02", "SG", 1, 0.5, 2, 0.5, 2022, 2022, "match"),
    ]


def test_projects_and_programmes(taken: Taken, shared: dict[str, Shared]) -> None:
    tables = named(serving.project_tables(taken.tables, shared["cordis"], taken.focal))
    assert taken.rows(tables["projects"].table, "rcn", "role", "start", "end", "programmes") == [
        ("100001", "coordinator", "2015-01-01", "2018-12-31", ["ERC", "SC1"]),
        ("100002", "participant", "2016-02-01", None, ["MSCA"]),
        ("100003", "coordinator", "2017-03-01", "2019-02-28", None),
        ("100005", "coordinator", "2018-03-01", "2019-02-28", ["ERC"]),
    ]
    assert taken.rows(tables["cordis_programmes"].table, "country", "programme", "count", "fractional") == [
        ("DE", "ERC", 1, 0.5),
        ("DE", "MSCA", 1, 1.0),
        ("DE", "SC1", 1, 0.5),
        ("GR", "ERC", 1, 0.5),
        ("GR", "SC1", 1, 0.5),
        ("NA", "ERC", 1, 1.0),
    ]


def test_works_fields_and_teams(taken: Taken, shared: dict[str, Shared]) -> None:
    tables = named(serving.work_tables(taken.tables, shared["hal"], taken.focal))
    assert taken.rows(tables["works"].table, "hal_id", "year", "fields") == [
        ("hal-00000001", 2022, ["Computer Science", "Mathematics"]),
        ("hal-00000002", 2023, ["Physics"]),
    ]
    assert taken.rows(tables["hal_fields"].table, "country", "field", "year", "count", "fractional") == [
        ("CH", "Computer Science", 2022, 1, 0.5),
        ("CH", "Mathematics", 2022, 1, 0.5),
        ("CH", "Physics", 2023, 1, 1.0),
        ("SG", "Computer Science", 2022, 1, 0.5),
        ("SG", "Mathematics", 2022, 1, 0.5),
    ]
    assert taken.rows(tables["hal_team_activities"].table, "team_key", "activity", "key") == [
        ("team-alpha", "hal-00000001", "hal-12"),
        ("team-alpha", "hal-00000001", "ror-0bbbbbb02"),
        ("team-alpha", "hal-00000002", "hal-12"),
        ("team-beta", "hal-00000001", "ror-0bbbbbb02"),
    ]


def test_an_organisation_without_copublications_has_no_work(taken: Taken) -> None:
    focal = replace(taken.focal, copublications=False)
    works = serving.shared_activity(taken.engine, taken.tables, taken.links, focal)["hal"]
    assert (works.total, taken.rows(works.rows, "activity")) == (0, [])
    tables = named(serving.work_tables(taken.tables, works, focal))
    assert {name for name, one in tables.items() if taken.rows(one.table, *one.order)} == set()
