"""R8: the register of partners, walked by a partnership officer: typed, chosen by keyboard, joined, undone.

The people are those of `portulan demo`, in a site of its own.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from walks.signing import Peopled, peopled

OFFICER, RESEARCHER = "partnership-officer", "researcher"
NTU = "Nanyang Technological University"


@pytest.fixture(scope="module")
def demo() -> Iterator[Peopled]:
    with peopled("cnrs") as site:
        yield site


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_partner_is_typed_with_mistakes_and_chosen_by_keyboard(
    demo: Peopled, browser_page: Callable[..., Page], accessible: Callable[[Page], None], language: str
):
    page = demo.sign_in(browser_page(language=language), OFFICER)
    page.goto(f"{demo.address}/partners/new/")
    field = page.get_by_role("combobox").first
    field.press_sequentially("nanyang technologcal", delay=20)
    option = page.get_by_role("option").first
    expect(option).to_contain_text(NTU)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    accessible(page)
    field.press("Enter")
    expect(field).to_have_value(NTU)
    expect(page.locator("[data-typed-list]")).to_be_hidden()
    page.keyboard.press("Tab")
    field.press("Enter")
    page.wait_for_url("**/organisations/ror-02e7b5302/")


def test_escape_closes_and_other_letters_forget_what_was_chosen(
    demo: Peopled, browser_page: Callable[..., Page]
):
    page = demo.sign_in(browser_page(narrow=True), OFFICER)
    page.goto(f"{demo.address}/partners/new/")
    field = page.get_by_role("combobox").first
    field.press_sequentially("ntu.edu.sg", delay=20)
    expect(page.get_by_role("option").first).to_contain_text(NTU)
    field.press("Escape")
    expect(page.locator("[data-typed-list]").first).to_be_hidden()
    field.press("ArrowDown")
    page.locator("[data-typed-list] [role=option]").first.click()
    expect(page.locator("input[name=partner_key]")).to_have_value("ror-02e7b5302")
    field.press_sequentially("x")
    expect(page.locator("[data-typed-chosen] input")).to_have_count(0)


def test_on_a_line_that_fails_the_form_still_leads_to_a_choice(
    demo: Peopled, browser_page: Callable[..., Page]
):
    page = demo.sign_in(browser_page(), OFFICER)
    page.goto(f"{demo.address}/partners/new/")
    page.route("**/suggest.json*", lambda route: route.abort())
    field = page.get_by_role("combobox").first
    field.press_sequentially("nanyang technologcal", delay=10)
    expect(page.locator("[data-typed-status]").first).to_contain_text("you will choose on the next page")
    field.press("Enter")
    page.get_by_label(NTU).first.check()
    page.get_by_role("button", name="Put it in the register").click()
    page.wait_for_url("**/organisations/ror-02e7b5302/")


def test_without_javascript_a_partner_in_dakar_is_described_in_the_form(
    demo: Peopled, browser_page: Callable[..., Page]
):
    page = demo.sign_in(browser_page(javascript=False, narrow=True), RESEARCHER)
    page.goto(f"{demo.address}/partners/new/")
    page.fill("input[name=partner]", "Observatoire des récifs de Dakar")
    page.locator("summary", has_text="In no registry?").click()
    page.select_option("select[name=partner_country]", "SN")
    page.fill("input[name=partner_website]", "marees.example.org")
    page.get_by_role("button", name="Put it in the register").click()
    page.wait_for_url("**/organisations/provisional-*/")
    expect(page.locator("main")).to_contain_text("not in the registry of organisations")


def test_duplicates_are_joined_and_set_apart_again(
    demo: Peopled, browser_page: Callable[..., Page], accessible: Callable[[Page], None]
):
    page = demo.sign_in(browser_page(), OFFICER)
    for name in ("Laboratoire des courants", "Laboratoire des Courants"):
        page.goto(f"{demo.address}/partners/new/")
        page.fill("input[name=partner]", name)
        page.keyboard.press("Escape")
        page.locator("summary", has_text="In no registry?").click()
        page.select_option("select[name=partner_country]", "SN")
        page.get_by_role("button", name="Put it in the register").click()
        if page.get_by_role("button", name="None of these: make the record").count():
            page.get_by_role("button", name="None of these: make the record").click()
        page.wait_for_url("**/organisations/provisional-*/")
    page.goto(f"{demo.address}/partners/review/")
    accessible(page)
    pair = page.locator("#duplicates li", has_text="Laboratoire des courants").first
    pair.get_by_role("button", name="Join").click()
    expect(page.locator(".notice-good")).to_contain_text("The two records are one")
    page.goto(f"{demo.address}/partners/?text=laboratoire+des+courants")
    page.locator("tbody").get_by_role("link", name="Laboratoire des courants").click()
    accessible(page)
    page.locator("#joined").get_by_role("button", name="Undo").click()
    expect(page.locator(".notice-good")).to_contain_text("everything is as it was")


@pytest.mark.parametrize(("language", "narrow"), [("en", False), ("fr", True)])
@pytest.mark.parametrize("path", ["/partners/", "/partners/new/", "/partners/review/", "/partners/texts/"])
def test_pages_about_partners_are_accessible_and_fit(  # noqa: PLR0917 - fixtures and parameters, 2026-11-25
    demo: Peopled,
    browser_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    language,
    narrow,
    path,
):
    page = demo.sign_in(browser_page(language=language, narrow=narrow), OFFICER)
    page.goto(f"{demo.address}{path}")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
