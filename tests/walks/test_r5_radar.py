"""R5 and R9: a referent opens a suggestion, declines it with a reason, takes another up as a cooperation, and reads how
good the radar is; the balance sheet of a country has both sides; the general direction writes priorities."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from walks.conftest import Site, people_of, sign_in

SAID = {
    "en": {
        "sum": "The parts add up to the score:",
        "why": "Say why, so that",
        "origin": "With ",
        "declined": "declined",
    },
    "fr": {
        "sum": "Les parties s’additionnent pour faire le score",
        "why": "Dites pourquoi, pour que",
        "origin": "Avec ",
        "declined": "écartée",
    },
}


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def suggestion(page: Page, place: int):
    return page.locator("section[aria-labelledby=long_tail] ol > li").nth(place)


def test_a_referent_decides_on_suggestions(
    site: Site, signed_in: Callable[..., Page], language: str, accessible
) -> None:
    page, said = signed_in("referent", language=language), SAID[language]
    page.goto(f"{site}/radar/units/insis/")
    accessible(page)
    first = suggestion(page, 0)
    first.locator("summary").first.click()
    expect(first).to_contain_text(said["sum"])
    assert first.locator("details a[href^='https://cordis.europa.eu/']").count() > 0
    first.locator("summary").nth(1).click()
    first.locator("button[value=declined]").click()
    expect(page.locator("[role=alert]")).to_contain_text(said["why"])
    again = suggestion(page, 0)
    reason = f"Not this year ({language})."
    again.locator("textarea").fill(reason)
    again.locator("button[value=declined]").click()
    page.wait_for_url("**/radar/units/insis/?level=organisations")
    expect(page.locator("section[aria-labelledby=decided]")).to_contain_text(reason)
    expect(suggestion(page, 0)).to_contain_text(said["declined"])
    other = suggestion(page, 1)
    other.locator("summary").nth(1).click()
    other.locator("button[value=taken_up]").click()
    page.wait_for_url("**/cooperations/*/")
    expect(page.locator("h1")).to_contain_text(said["origin"])


def test_a_suggestion_is_put_off_to_a_day(
    site: Site, signed_in: Callable[..., Page], language: str, accessible
) -> None:
    page = signed_in("referent", language=language)
    page.goto(f"{site}/radar/units/insis/?level=countries")
    one = page.locator("section[aria-labelledby=deepening] ol > li").nth(0 if language == "en" else 1)
    one.locator("summary").nth(1).click()
    one.locator("input[name=until]").fill("2031-03-01")
    one.locator("button[value=put_off]").click()
    page.wait_for_url("**/radar/units/insis/?level=countries")
    expect(page.locator("section[aria-labelledby=decided]")).to_contain_text("2031")
    accessible(page)


def numbers(text: str) -> list[float]:
    """What stands at the end of each line after a colon, or before its share."""
    return [
        float(line.rsplit(":", 1)[1].split("(")[0].strip().replace(",", ".").replace("−", "-"))
        for line in text.splitlines()
        if ":" in line
    ]


def test_the_parts_of_a_team_s_suggestion_add_up(
    inria_site: Site, browser_page: Callable[..., Page], language: str, accessible
) -> None:
    page = sign_in(browser_page(language=language), inria_site, people_of(inria_site)["director"])
    page.goto(f"{inria_site}/radar/")
    page.locator("main a[href='/radar/units/team-zenith/']").click()
    one = page.locator("section[aria-labelledby=long_tail] ol > li").first
    one.locator("summary").first.click()
    score = float(one.locator("p .muted").last.inner_text().rsplit(" ", 1)[1].replace(",", "."))
    lists = one.locator("details").first.locator("ul")
    assert sum(numbers(lists.first.inner_text())) == pytest.approx(score, abs=0.05)
    assert one.locator("details a[href^='https://hal.science/']").count() > 0
    features = numbers(lists.last.inner_text())
    told = one.locator("p", has_text="log").last.inner_text()
    odds, base = [
        float(word.strip(".,:").replace(",", ".").replace("−", "-"))
        for word in told.replace("\u202f", "").replace("\xa0", "").split()
        if word.strip(".,:")[:1] in "-−" and word.strip(".,:")[1:2].isdigit()
    ][:2]
    assert len(features) == 10
    assert base + sum(features) == pytest.approx(odds, abs=0.06)
    accessible(page)


def test_outside_its_scope_there_is_no_radar(site: Site, signed_in: Callable[..., Page]) -> None:
    page = signed_in("referent", language="en")
    assert page.goto(f"{site}/radar/units/insb/").status == 404
    assert page.goto(f"{site}/radar/units/nowhere/").status == 404
    assert page.goto(f"{site}/priorities/edit/").status in (403, 404)


def test_both_sides_of_a_partnership(
    site: Site, signed_in: Callable[..., Page], language: str, accessible
) -> None:
    page = signed_in("referent", language=language)
    page.goto(f"{site}/measures/countries/DE/")
    expect(page.locator("#chart-balance svg").first).to_be_visible()
    accessible(page)
    page.locator("#chart-balance summary").click()
    expect(page.locator("#table-balance tbody tr")).to_have_count(4)
    page.goto(f"{site}/measures/")
    expect(page.locator("#chart-expected-coauthorship svg").first).to_be_visible()
    accessible(page)


def test_the_general_direction_writes_priorities(
    site: Site, signed_in: Callable[..., Page], language: str, accessible
) -> None:
    page = signed_in("director", language=language)
    page.goto(f"{site}/priorities/edit/")
    accessible(page)
    page.locator("textarea[name=text]").fill(f"Asia first ({language}).")
    page.locator("input[name='cell:insis:035']").fill("3")
    page.locator("main form[method=post] button[type=submit]").click()
    page.wait_for_url("**/priorities/")
    expect(page.locator("main")).to_contain_text(f"Asia first ({language}).")
    accessible(page)
