"""Who we are in publications."""

from analytics.jobs.works.conftest import Lake
from analytics.works_extract import OURS
from portulan.analytics.jobs.works import ourselves
from portulan.analytics.sources.decisions import Focal


def focal(*, teams: bool) -> Focal:
    return Focal("test", "Us", OURS, "FR", (), (), teams)


def test_ourselves_our_parts_our_teams_and_laboratories(lake: Lake) -> None:
    whole, part = f"ror-{OURS}", "ror-0dddddd04"
    found = ourselves.ourselves(focal(teams=False), lake.folder / "tables", ["199000001A"])
    assert found == [
        ("0aaaaaa01", whole),
        ("0dddddd04", whole),
        ("0dddddd04", part),
        ("rnsr-199000001A", "rnsr-199000001A"),
        ("rnsr-199000001A", whole),
    ]
    teams = {unit for _, unit in ourselves.ourselves(focal(teams=True), lake.folder / "tables", [])}
    assert "team-alpha" in teams
    assert ourselves.mark(found, "FR") != ourselves.mark(found, "SG")
