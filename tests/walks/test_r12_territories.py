"""R12: a person looks for who covers a country: offices open and closed, their territories, what nobody covers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pages.unit.reading import words

SAID = {
    "en": {
        "country": "Kenya",
        "nairobi": "CNRS office in Nairobi",
        "pretoria": "CNRS office in southern Africa (Pretoria)",
        "rio": "CNRS office in Rio de Janeiro (South America)",
        "sao_paulo": "CNRS office in São Paulo (South America)",
        "pole": "Africa, Middle East and India pole",
        "southern": {"Angola", "Botswana", "Mozambique", "Namibia", "South Africa", "Zimbabwe"},
    },
    "fr": {
        "country": "Kenya",
        "nairobi": "Bureau du CNRS à Nairobi",
        "pretoria": "Bureau du CNRS en Afrique australe (Pretoria)",
        "rio": "Bureau du CNRS à Rio de Janeiro (Amérique du Sud)",
        "sao_paulo": "Bureau du CNRS à São Paulo (Amérique du Sud)",
        "pole": "Pôle Afrique-Moyen-Orient-Inde",
        "southern": {"Angola", "Botswana", "Mozambique", "Namibie", "Afrique du Sud", "Zimbabwe"},
    },
}


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def visitor(site: str, browser_page: Callable[..., Page], language: str) -> Page:
    """Somebody who opens the site in one of the two languages."""
    page = browser_page(language=language)
    page.goto(site)
    return page


def ask(page: Page, *, country: str, day: str) -> None:
    """Ask who covers a country on a day, with the keyboard alone."""
    page.locator("select[name=country]").focus()
    page.keyboard.type(country)
    page.locator("input[name=on]").fill(day)
    page.keyboard.press("Enter")
    page.wait_for_url("**on=*")


def table(page: Page, key: str) -> str:
    return words(page.locator(f"#table-{key}").inner_html())


def test_the_keyboard_leads_to_the_offices(visitor: Page, language: str, accessible):
    visitor.keyboard.press("g")
    visitor.keyboard.press("o")
    visitor.wait_for_url("**/offices/")
    assert SAID[language]["pretoria"] in table(visitor, "offices")
    accessible(visitor)


def test_nairobi_covers_kenya_only_since_october_2024(visitor: Page, site: str, language: str, accessible):
    said = SAID[language]
    visitor.goto(f"{site}/offices/")
    ask(visitor, country=said["country"], day="2024-09-30")
    answer = visitor.locator("section", has=visitor.locator("#answer"))
    expect(answer).to_contain_text(said["pole"])
    expect(answer.get_by_role("link", name=said["nairobi"])).to_have_count(0)
    expect(answer).to_contain_text(said["nairobi"])  # told as the office that covers it later
    assert said["nairobi"] not in table(visitor, "offices")
    accessible(visitor)
    ask(visitor, country=said["country"], day="2024-10-01")
    expect(answer.get_by_role("link", name=said["nairobi"])).to_have_count(1)
    answer.get_by_role("link", name=said["nairobi"]).click()
    expect(visitor.locator("h1")).to_have_text(said["nairobi"])
    accessible(visitor)


def test_the_territory_of_pretoria_is_named_country_by_country(
    visitor: Page, site: str, language: str, accessible
):
    visitor.goto(f"{site}/offices/")
    visitor.get_by_role("link", name=SAID[language]["pretoria"]).first.click()
    expect(visitor.locator("h1")).to_have_text(SAID[language]["pretoria"])
    named = visitor.locator("#table-territory tbody th a").all_inner_texts()
    assert set(named) == SAID[language]["southern"]
    expect(visitor.locator("#map-territory svg").first).to_be_visible()
    accessible(visitor)


def test_rio_gives_way_to_sao_paulo(visitor: Page, site: str, language: str, accessible):
    said = SAID[language]
    visitor.goto(f"{site}/offices/?on=2024-08-31")
    assert said["rio"] in table(visitor, "offices")
    assert said["sao_paulo"] not in table(visitor, "offices")
    visitor.goto(f"{site}/offices/?on=2024-09-01")
    assert said["sao_paulo"] in table(visitor, "offices")
    assert said["rio"] in table(visitor, "closed")
    visitor.get_by_role("link", name=said["rio"]).click()
    expect(visitor.locator("h1")).to_have_text(said["rio"])
    expect(visitor.locator("main")).to_contain_text("2024")
    accessible(visitor)


def test_gaps_and_overlaps_are_shown_and_the_table_covers_the_world(visitor: Page, site: str):
    visitor.goto(f"{site}/offices/")
    expect(visitor.locator("#coverage")).to_be_visible()
    assert "250" in visitor.locator("#table-territories .table-count").inner_text()
    with visitor.expect_download() as taken:
        visitor.locator("#table-territories").get_by_role("link", name="CSV").click()
    lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("country,code,office")


def test_a_line_leads_from_the_office_to_the_country_that_has_the_focus(visitor: Page, site: str):
    visitor.goto(f"{site}/offices/")
    country = visitor.locator('#map-offices a[data-code="ZA"]')
    country.wait_for()
    country.focus()
    expect(visitor.locator("#map-offices path.rhumb")).to_have_attribute("d", re.compile("M.+"))
    visitor.locator('#map-offices a[data-code="DE"]').focus()
    expect(visitor.locator("#map-offices path.rhumb")).to_have_attribute("d", "")


def test_without_javascript_the_form_and_the_tables_remain(site: str, browser_page, language: str):
    page = browser_page(language=language, javascript=False)
    page.goto(f"{site}/offices/")
    page.locator("select[name=country]").select_option("KE")
    page.locator("input[name=on]").fill("2024-10-01")
    page.locator("form.sentence button").click()
    expect(page.locator("#answer")).to_contain_text(SAID[language]["country"])
    assert SAID[language]["pretoria"] in table(page, "offices")


@pytest.mark.parametrize("path", ["/offices/", "/offices/office-pretoria/", "/offices/office-rio/"])
def test_a_narrow_screen_in_the_dark_shows_all_of_it(
    site: str, browser_page, language: str, path: str, accessible
):
    page = browser_page(language=language, narrow=True, scheme="dark")
    page.goto(f"{site}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
