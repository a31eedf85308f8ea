import gzip
import json
import os
from datetime import date
from pathlib import Path

import pytest

from portulan.analytics.jobs.radar_links import from_cordis
from portulan.insight.radar.backtest import FIGURES, METHODS, backtest, until_after

DAY, TODAY = date(2016, 12, 31), date(2026, 1, 1)
CORDIS = Path(os.environ.get("PORTULAN_SHARED", Path(__file__).parents[4] / "shared")) / "data/cordis"


@pytest.mark.parametrize(
    ("day", "horizon", "expected"),
    [
        (date(2016, 12, 31), "2y", date(2018, 12, 31)),
        (date(2016, 2, 29), "3y", date(2019, 2, 28)),
        (date(2016, 8, 31), "18m", date(2018, 2, 28)),
        (date(2016, 1, 31), "1m", date(2016, 2, 29)),
    ],
)
def test_the_end_of_a_horizon(day: date, horizon: str, expected: date) -> None:
    assert until_after(day, horizon) == expected


@pytest.mark.parametrize("horizon", ["", "2", "y", "0y", "2 y", "-1y", "2d", "100y"])
def test_a_horizon_that_is_none(horizon: str) -> None:
    with pytest.raises(ValueError, match="write 2y"):
        until_after(DAY, horizon)


def test_a_day_after_which_no_calendar_goes() -> None:
    with pytest.raises(ValueError, match="choose an earlier day"):
        until_after(date(9990, 1, 1), "20y")


def run(path: Path, **options: object) -> dict:
    asked = {
        "path": path,
        "country": "FR",
        "until": DAY,
        "horizon": "2y",
        "kinds": ("HES",),
        "min_activity": 1,
    }
    return backtest(**{**asked, **options}, today=TODAY)


def test_all_the_keys(links: Path) -> None:
    found = json.loads(json.dumps(run(links), allow_nan=False))
    assert (found["focal"], found["candidates"], found["pairs"], found["positives"]) == (2, 3, 4, 2)
    assert list(found["methods"]) == list(METHODS)
    for figures in found["methods"].values():
        assert set(figures) == {*FIGURES, "suggested"}
        assert all(set(figures[name]) == {"value", "low", "high"} for name in FIGURES)
    assert set(found["ratios"]) == {"adamic_adar", "popularity"}
    assert found["ratios"]["popularity"]["ap"]["value"] == pytest.approx(
        found["methods"]["radar"]["ap"]["value"] / found["methods"]["popularity"]["ap"]["value"]
    )
    assert {"censoring", "cold_start", "calibration", "warnings", "rows", "asked"} <= set(found)
    assert found["calibration"]["exploratory"] is True
    assert len(found["best"]) == 4


def test_warnings(links: Path) -> None:
    links.write_text(links.read_text() + "p1,a,FR,HES,2014-12-31,X\np1,z,Ireland,HES,2014-12-31,X\n")
    said = run(links, focal="b", horizon="3y")["warnings"]
    for expected in (
        "1 rows were left out: duplicate (first on line 18)",
        "1 rows were left out: country is not two letters (first on line 19)",
        "The last project starts on 2018-05-31, before the horizon ends on 2019-12-31",
        "the intervals are wide",
        "There is one focal organisation",
        "No earlier window could teach chances",
    ):
        assert any(expected in one for one in said), (expected, said)


def test_a_short_history_is_said(links: Path) -> None:
    lines = links.read_text().splitlines()
    links.write_text("\n".join(one for one in lines if not one.startswith(("p1,", "p3,"))) + "\n")
    assert any("Only 0.9 years are known before 2016-12-31" in one for one in run(links)["warnings"])


@pytest.mark.parametrize("packed", [False, True])
def test_plain_and_packed_files_say_the_same(links: Path, tmp_path: Path, packed: bool) -> None:
    other = tmp_path / "links.csv.gz"
    text = links.read_bytes()
    other.write_bytes(gzip.compress(text) if packed else text)
    assert run(other)["methods"] == run(links)["methods"]


def test_rows_that_cannot_count_leave_the_figures_alone(links: Path) -> None:
    """Repeats and dates in the future are counted, and every figure is that of the clean file."""
    clean = run(links)
    links.write_text(links.read_text() + "p1,a,FR,HES,2014-12-31,X\np8,a,FR,HES,2031-01-01,X\n")
    found = run(links)
    assert found["rows"]["refused"] == {"duplicate": 1, "date in the future": 1}
    assert (found["methods"], found["ratios"]) == (clean["methods"], clean["ratios"])


def test_reused_identifiers_are_counted(links: Path) -> None:
    """An organisation under two countries keeps the commoner; a project under two dates begins with the first."""
    links.write_text(links.read_text() + "p9,a,DE,PRC,2015-01-31,X\np9,d,DE,HES,2015-03-31,X\n")
    assert run(links)["rows"]["notes"] == {
        "organisation under several countries": 1,
        "organisation under several types": 1,
        "project under several dates": 1,
    }


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not CORDIS.is_dir(), reason="no development data: set PORTULAN_SHARED to its folder")
def test_the_bars_on_real_projects(tmp_path: Path) -> None:
    """Average precision over Adamic-Adar and popularity for five countries, and the same for the tail."""
    table = tmp_path / "links.csv"
    from_cordis(CORDIS, table)
    found = [
        run(table, country=country, kinds=("HES", "REC"), min_activity=2)["ratios"]
        for country in ("FR", "DE", "IT", "BE", "SE")
    ]
    for other, figure, bar in (
        ("adamic_adar", "ap", 1.10),
        ("popularity", "ap", 2.2),
        ("adamic_adar", "tail_ap", 1.2),
        ("popularity", "tail_ap", 3.5),
        ("adamic_adar", "p10_per_org", 1.0),
    ):
        assert sum(one[other][figure]["value"] for one in found) / len(found) >= bar
    assert all(one["adamic_adar"]["ap"]["value"] > 1 for one in found)
