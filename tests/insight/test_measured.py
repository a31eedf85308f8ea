"""Measures as pages ask for them, from the raw folder counted by hand."""

from portulan.insight.figures import Figures
from portulan.insight.measured import CannotSay, Estimate, Intensity
from portulan.insight.results import NotEnough


def test_a_balance_says_what_is_lacking(figures: Figures) -> None:
    sheet = figures.balance("DE", "country")
    assert sheet is not None
    assert (sheet.count, sheet.led, sheet.totals) == (2, (1, 1), (3, None))
    assert sheet.lead == (NotEnough(10, 2, "projects"), NotEnough(10, 2, "projects"))
    assert sheet.money == CannotSay("untold")
    assert sheet.depend[1] == CannotSay("only_ours")
    assert sheet.affinity == CannotSay("only_ours")
    assert figures.balance("FJ", "country") is None


def test_without_others_projects_nothing_is_expected(figures: Figures) -> None:
    assert figures.holds_all_projects is False
    assert figures.intensities("cordis") == []


def test_bands_need_the_whole_interval() -> None:
    common = {
        "subject": "DE",
        "basis": "cordis",
        "side": "country",
        "observed": 5,
        "expected": 2.0,
        "size": 50,
        "prior": 1.0,
    }
    assert Intensity(**common, ratio=Estimate(2.0, 1.1, 3.0)).band == "more"
    assert Intensity(**common, ratio=Estimate(2.0, 0.9, 3.0)).band == "as"
    assert Intensity(**common, ratio=Estimate(0.5, 0.2, 0.9)).band == "less"
    assert Intensity(**common, ratio=NotEnough(10, 2, "projects")).band == "unknown"


def test_diversity_and_distances(figures: Figures) -> None:
    (one,) = [found for found in figures.diversity("DE", "country") if found.source == "cordis"]
    assert (one.count, one.themes, one.shannon) == (2, 3, NotEnough(10, 2, "projects"))
    assert figures.levers("DE", "country", "cordis") == []
    pairs = {(each.theme, each.other): each.distance for each in figures.theme_distances("cordis")}
    assert pairs["ERC", "ERC"] == 0
    assert pairs["ERC", "SC1"] == pairs["SC1", "ERC"]
