import re
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import XML  # of our own making

import pytest

from portulan.insight.radar.backtest import backtest
from portulan.insight.radar.report import page, shown


@pytest.fixture
def found(links: Path) -> dict:
    asked = {
        "country": "FR",
        "until": date(2016, 12, 31),
        "horizon": "2y",
        "kinds": ("HES",),
        "min_activity": 1,
    }
    return backtest(path=links, **asked, today=date(2026, 1, 1))


def test_it_says_the_figures(found: dict) -> None:
    text = page(found)
    assert "in 4 pairs" in text
    assert "2 of the pairs had begun to work together" in text
    assert "The protocol&#x27;s default is 3y" in text or "the protocol's default is 3y" in text
    assert all(warning.split(":")[0] in text for warning in found["warnings"])


def test_it_loads_nothing(found: dict) -> None:
    text = page(found)
    assert not re.search(r"<script|<link|<img|@import|url\(|src=", text)
    assert set(re.findall(r"https?://[^\"' ]+", text)) == {"http://www.w3.org/2000/svg"}


def test_what_people_wrote_is_escaped(found: dict) -> None:
    found["asked"]["links"] = "<b>.csv"
    found["warnings"] = ["<i>"]
    assert "<b>.csv" not in page(found)
    assert "<li>&lt;i&gt;</li>" in page(found)


def test_its_plots_are_well_formed(found: dict) -> None:
    plots = re.findall(r"<svg.*?</svg>", page(found), re.DOTALL)
    assert len(plots) >= 3
    assert all(XML(plot) is not None for plot in plots)


def test_a_figure_with_its_interval() -> None:
    assert shown({"value": 0.5, "low": 0.25, "high": 0.75}) == "0.500 [0.250, 0.750]"
    assert shown({"value": 0.5, "low": None, "high": None}, digits=1) == "0.5"
    assert shown({"value": None, "low": None, "high": None}) == "–"
