"""R6: a cooperation born in a laboratory is on the desk of its institute's referent and on nobody else's; the referent
takes it up, sets the next step, does it, and the journal tells so."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from walks.beside import beside
from walks.conftest import Site, sign_in

SAID = {
    "en": {
        "new": "New: who takes it up?", "take": "Take it up", "today": "Today", "done": "Done",
        "nothing": "Nothing is due", "step_done": "next step done", "changed": "What changed last",
        "step": "Call the harbour",
    },
    "fr": {
        "new": "Nouvelles : qui les prend en charge ?", "take": "Prendre en charge", "today": "Aujourd’hui",
        "done": "Fait", "nothing": "Rien à faire", "step_done": "prochaine étape faite",
        "changed": "Ce qui a changé en dernier", "step": "Appeler le port",
    },
}  # fmt: skip
NOT_THEIRS = (
    "director",
    "institute-direction",
    "partnership-officer",
    "correspondent",
    "office-head",
    "safety-officer",
)


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def born(site: Site, demonstration: dict, language: str) -> tuple[str, str]:
    """A cooperation the researcher just declared: its title and its address."""
    title = {"en": "Tides of the strait", "fr": "Marées du détroit"}[language]
    return title, beside(site, title=title)


def test_the_right_referent_is_told_takes_it_up_and_does_the_next_step(
    born: tuple[str, str], site: Site, signed_in: Callable[..., Page], language: str, accessible
):
    said, (title, _address) = SAID[language], born
    page = signed_in("referent", language=language)
    expect(page).to_have_url(f"{site}/desk/")
    new = page.get_by_role("region", name=said["new"])
    line = new.locator("li", has=page.get_by_role("link", name=title, exact=True))
    expect(line).to_have_count(1)
    accessible(page)
    line.get_by_role("button", name=said["take"]).click()
    page.wait_for_url("**/cooperations/*/")
    page.locator("[name=next_step]").fill(said["step"])
    page.locator("[name=next_step_on]").fill(datetime.now(UTC).date().isoformat())
    page.locator("form", has=page.locator("[name=next_step]")).locator("button[type=submit]").click()
    page.wait_for_load_state()
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/desk/")
    expect(new.get_by_role("link", name=title, exact=True)).to_have_count(0)
    today = page.get_by_role("region", name=said["today"])
    mine = today.locator("li", has_text=title)
    expect(mine).to_contain_text(said["step"])
    mine.get_by_role("button", name=said["done"]).click()
    page.wait_for_url("**/cooperations/*/**")
    page.goto(f"{site}/desk/")
    expect(page.locator("main")).not_to_contain_text(said["step"])
    page.goto(f"{site}/steering/rnsr-200919745C/")
    told = page.locator("#table-changes tr", has_text=title)
    expect(told).to_contain_text(said["step_done"])


def test_it_is_on_nobody_elses_desk(
    born: tuple[str, str], site: Site, signed_in: Callable[..., Page], browser_page, language: str
):
    title, _address = born
    for role in NOT_THEIRS:
        page = signed_in(role, language=language)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("main")).not_to_contain_text(title)
    email, password = beside(site, elsewhere="insb").split(" ", 1)
    other = sign_in(browser_page(language=language), site, (email, password))
    expect(other.locator("main")).not_to_contain_text(title)


def test_nothing_due_is_a_good_state_and_the_keyboard_moves_in_the_lines(
    born: tuple[str, str], site: Site, signed_in: Callable[..., Page], language: str, accessible
):
    page = signed_in("safety-officer", language=language)
    expect(page.locator(".empty-title")).to_contain_text(SAID[language]["nothing"])
    accessible(page)
    referent = signed_in("referent", language=language)
    referent.keyboard.press("j")
    first = referent.evaluate("document.activeElement.textContent.trim()")
    assert first in referent.locator("[data-rows] > li").first.inner_text()
    referent.keyboard.press("k")
    referent.keyboard.press("?")
    expect(referent.locator("#keys")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_shows_all_of_it(
    born: tuple[str, str], signed_in: Callable[..., Page], language: str, scheme: str, accessible
):
    page = signed_in("referent", language=language, narrow=True, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("nav.bar")).to_be_visible()
    accessible(page)
