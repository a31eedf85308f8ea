from dataclasses import replace
from datetime import date

import pytest

from analytics.radar.conftest import TODAY, Write
from portulan.analytics.radar.backtest import FIGURES, METHODS, backtest
from portulan.analytics.radar.links import Links, UnusableLinksError, read
from portulan.analytics.radar.pairs import Scope, Window

WINDOW = Window(after=date(2016, 12, 31), until=date(2018, 12, 31))
SCOPE = Scope("FR", kinds=("HES",), min_activity=1)


def test_the_sizes(small: Links) -> None:
    found = backtest(small, SCOPE, WINDOW)
    assert (found.focal, found.focal_too_small, found.candidates, found.pairs) == (2, 0, 3, 4)
    assert (found.positives, found.focal_with_positives) == (2, 2)
    assert found.drawn_over == "focal organisations"


def test_every_method_has_every_figure(small: Links) -> None:
    found = backtest(small, SCOPE, WINDOW)
    assert tuple(found.methods) == METHODS
    assert all(tuple(figures) == FIGURES for figures in found.methods.values())
    assert all(
        0 <= one.value <= 1 for figures in found.methods.values() for one in figures.values() if one.value
    )


def test_chance_is_the_share_of_positives(small: Links) -> None:
    chance = backtest(small, SCOPE, WINDOW).methods["random"]
    assert chance["ap"].value == chance["p_at_100"].value == 0.5


def test_popularity_by_hand(small: Links) -> None:
    """Of ac 1, ae 3, bc 1, bd 2 partners, ac and bd link: bd is second; ac is tied with bc at the end."""
    assert backtest(small, SCOPE, WINDOW).methods["popularity"]["ap"].value == pytest.approx(
        (1 / 2 + 2 / 4) / 2
    )


def test_one_organisation_draws_candidates(small: Links) -> None:
    found = backtest(small, replace(SCOPE, focal="b"), WINDOW)
    assert found.focal == 1
    assert found.drawn_over == "candidates"
    figures = found.methods["radar"]
    assert figures["map_per_org"] == figures["ap"]
    assert all(one.low <= one.value <= one.high for one in figures.values())


def test_figures_are_the_same_at_every_run(small: Links) -> None:
    assert backtest(small, SCOPE, WINDOW) == backtest(small, SCOPE, WINDOW)


def test_strict_changes_all_figures(small: Links) -> None:
    assert backtest(small, SCOPE, replace(WINDOW, strict=2)).positives == 1


@pytest.mark.parametrize(
    ("scope", "window", "said"),
    [
        (SCOPE, Window(date(2014, 6, 30), date(2016, 6, 30)), "too little history"),
        (SCOPE, Window(date(2018, 12, 31), date(2020, 12, 31)), "Nothing starts after"),
        (
            replace(SCOPE, country="SE"),
            WINDOW,
            "of the country SE and of type HES. The file has the types HES, PRC",
        ),
        (replace(SCOPE, focal="zz"), WINDOW, "No organisation has the identifier zz"),
        (replace(SCOPE, focal="c"), WINDOW, "c is of the country DE, not FR: give --focal-country DE"),
        (
            replace(SCOPE, focal="k"),
            WINDOW,
            "k is of the type PRC, which is not among HES: add it to --types",
        ),
        (replace(SCOPE, min_activity=9), WINDOW, "Lower --min-activity"),
        (SCOPE, Window(date(2016, 12, 31), date(2017, 1, 31)), "Choose a longer --horizon"),
    ],
)
def test_questions_that_cannot_be_answered(small: Links, scope: Scope, window: Window, said: str) -> None:
    with pytest.raises(UnusableLinksError) as refused:
        backtest(small, scope, window)
    assert said in str(refused.value)


def test_one_country_only(write: Write) -> None:
    rows = [[f"p{at}", key, "FR", "HES", f"{2014 + at}-01-31", ""] for at in range(4) for key in "ab"]
    with pytest.raises(UnusableLinksError, match="nobody abroad"):
        backtest(read(write(rows), today=TODAY), SCOPE, WINDOW)
