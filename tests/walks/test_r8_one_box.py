"""One box: a name with a typing mistake, by keyboard, in both languages; what one may not see is not found."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from walks.beside import beside
from walks.conftest import Site

NTU = "Nanyang Technological University"


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_a_mistyped_name_is_found_with_the_keyboard_alone(
    site: Site, browser_page: Callable[..., Page], language: str, accessible
):
    page = browser_page(language=language)
    page.goto(site)
    page.keyboard.press("/")
    page.keyboard.type("nanyang technologcal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=nanyang**")
    expect(page.locator("#found h2 + p + ul a, #found ul a").first).to_be_visible()
    expect(page.get_by_role("link", name=NTU, exact=True).first).to_be_visible()
    accessible(page)
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/**")
    expect(page.locator("h1")).to_contain_text("Nanyang")


def test_what_is_found_changes_as_one_types_and_the_address_follows(site: Site, browser_page, language: str):
    page = browser_page(language=language)
    page.goto(f"{site}/search/")
    page.locator("main #find").press_sequentially("singap", delay=20)
    expect(page.locator("#found")).to_contain_text({"en": "Singapore", "fr": "Singapour"}[language])
    page.wait_for_url("**q=singap**")


def test_a_cooperation_is_found_by_who_may_see_it_only(
    site: Site, demonstration, signed_in, browser_page, language: str
):
    title = {"en": "Zircon archives of the reef", "fr": "Archives de zircon du récif"}[language]
    beside(site, title=title)
    asked = {"en": "zircno reef", "fr": "zirocn récif"}[language]
    page = signed_in("referent", language=language)
    page.goto(f"{site}/search/?q={asked}")
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    visitor = browser_page(language=language)
    visitor.goto(f"{site}/search/?q={asked}")
    expect(visitor.locator("h1")).to_be_visible()
    expect(visitor.locator("#found")).not_to_contain_text(title)


def test_nothing_found_and_nothing_asked_say_what_to_do(site: Site, browser_page, language: str, accessible):
    page = browser_page(language=language, narrow=True, scheme="dark")
    for path in ("/search/", "/search/?q=qqqq+zzzz+wwww"):
        page.goto(f"{site}{path}")
        expect(page.locator(".empty-title")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        accessible(page)


def test_without_javascript_the_form_finds_too(site: Site, browser_page, language: str):
    page = browser_page(language=language, javascript=False)
    page.goto(f"{site}/search/")
    page.locator("main #find").fill("CINTRA")
    page.locator("main form.ask button").click()
    expect(page.locator("#found")).to_contain_text("CINTRA")
