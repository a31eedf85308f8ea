"""R19: the organisation's presence in a country is told as a story.

A person opens the world, follows Singapore, reads the four joint laboratories and the office, the curve and its
figures, opens a proof and a laboratory, takes the table away, and changes language. In both languages, on a wide
and on a narrow screen; axe finds nothing on the way.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portulan.foundations.tables.exports import read_back

LABORATORIES = ["BMC2", "CINTRA", "IPAL", "MajuLab"]
WORDS = {
    "en": {
        "country": "Singapore",
        "region": "Southeast Asia",
        "curve": "809 works in 2018, 349 in 2010.",
        "growth": "+13.0%",
        "interval": "754 to 867",
        "none": "The loaded projects hold none of CNRS with a partner in Singapore.",
        "covered": "CNRS office in Singapore (ASEAN)",
        "formalised": "Formalised",
        "declared": "Declared",
        "unknown": "What we do not know",
    },
    "fr": {
        "country": "Singapour",
        "region": "Asie du Sud-Est",
        "curve": "809 publications en 2018, 349 en 2010.",
        "growth": "+13,0\u202f%",
        "interval": "754 à 867",
        "none": re.compile(
            r"Parmi les projets chargés, aucun ne réunit .*CNRS.* partenaire de ce pays \(Singapour\)"
        ),
        "covered": "Bureau du CNRS à Singapour (ASEAN)",
        "formalised": "Formalisée",
        "declared": "Déclarée",
        "unknown": "Ce que nous ne savons pas",
    },
}
SCREENS = pytest.mark.parametrize("narrow", [False, True], ids=["1280 px", "390 px"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def singapore(site: str, browser_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(**kind: object) -> Page:
        page = browser_page(**kind)
        page.goto(f"{site}/countries/SG/")
        return page

    return opened


@LANGUAGES
@SCREENS
def test_from_the_map_to_the_story_of_singapore(site, browser_page, accessible, language, narrow):
    words = WORDS[language]
    page = browser_page(language=language, narrow=narrow)
    page.goto(f"{site}/")
    expect(page.locator("#map-world svg.places a[data-code='SG']")).to_have_count(1)
    accessible(page)
    page.locator("#table-countries a[rel='next']").click()
    page.locator("#table-countries th[scope='row'] a", has_text=words["country"]).click()

    expect(page).to_have_url(f"{site}/countries/SG/")
    expect(page.get_by_role("heading", level=1)).to_have_text(words["country"])
    expect(page.locator(".state")).to_contain_text(words["region"])
    expect(page.locator(".lead")).to_contain_text(words["curve"])
    expect(page.locator("#chart-coauthorship svg.curves")).to_be_visible()
    expect(page.locator("#map-region svg.places")).to_be_visible()
    accessible(page)


@LANGUAGES
def test_the_story_says_who_is_there_how_it_grows_and_what_is_not_known(singapore, language):
    page, words = singapore(language=language), WORDS[language]
    assert page.locator(".laboratories h3 a").all_inner_texts() == LABORATORIES
    expect(page.locator("main")).to_contain_text(words["covered"])
    expect(page.locator(".figures").first).to_contain_text(words["growth"])
    expect(page.locator(".figures").first).to_contain_text(words["interval"])
    expect(page.locator("main")).to_contain_text(words["none"])
    expect(page.get_by_role("heading", name=words["unknown"])).to_be_visible()


@LANGUAGES
def test_cintra_keeps_both_proofs_each_with_its_source(singapore, language):
    page, words = singapore(language=language), WORDS[language]
    cintra = page.locator(".laboratories > li", has_text="IRL 3288")
    proofs = cintra.locator(".proof")
    expect(proofs).to_have_count(2)
    expect(proofs.nth(0)).to_contain_text(words["formalised"])
    expect(proofs.nth(0)).to_contain_text(re.compile(r"CNRS (and|et) Thales"))
    expect(proofs.nth(0)).to_contain_text("RNSR")
    expect(proofs.nth(1)).to_contain_text(words["declared"])
    expect(proofs.nth(1)).to_contain_text(re.compile(r"CNRS, Thales (and|et) NTU"))
    expect(proofs.nth(1)).to_contain_text("Le pilotage de la politique internationale")
    expect(proofs.nth(0).get_by_role("link")).to_have_attribute("href", re.compile(r"^(https://|/sources/)"))


@LANGUAGES
def test_each_laboratory_and_each_source_is_one_step_away(singapore, accessible, language):
    page = singapore(language=language)
    page.locator(".laboratories").get_by_role("link", name="CINTRA", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CINTRA")
    accessible(page)
    page.go_back()
    page.locator(".figure-foot a[href^='/sources/coauthorship']").first.click()
    expect(page).to_have_url(re.compile(r"/sources/coauthorship/"))


@SCREENS
def test_the_table_under_the_curve_says_the_same_and_can_be_taken_away(singapore, narrow):
    page = singapore(narrow=narrow)
    page.locator("#chart-coauthorship summary").click()
    table = page.locator("#table-coauthorship")
    expect(table.locator("tr", has_text="2010").first).to_contain_text("349")
    expect(table.locator("tr", has_text="2018").first).to_contain_text("809")
    with page.expect_download() as started:
        table.get_by_role("link", name=re.compile("^CSV")).click()
    keys, rows = read_back(started.value.path().read_bytes())
    by_year = {row[keys.index("year")]: row[keys.index("works")] for row in rows}
    assert (by_year["2010"], by_year["2018"]) == ("349", "809")


def test_the_language_is_changed_on_the_page_and_kept(singapore):
    page = singapore(language="en")
    page.locator(".languages button[value='fr']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Singapour")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.url.endswith("/countries/SG/")


def test_without_javascript_the_story_and_its_tables_remain(singapore):
    page = singapore(javascript=False)
    assert page.locator(".laboratories h3 a").all_inner_texts() == LABORATORIES
    expect(page.locator("#table-coauthorship tr", has_text="2018").first).to_contain_text("809")
    expect(page.locator("#table-organisations")).to_contain_text("National University of Singapore")


@LANGUAGES
def test_it_prints_as_two_pages(singapore, language):
    page = singapore(language=language)
    expect(page.locator("#chart-coauthorship svg.curves")).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


@SCREENS
def test_dark_and_empty_pages_are_as_accessible(site, browser_page, accessible, narrow):
    page = browser_page(scheme="dark", narrow=narrow)
    for path in ("/countries/SG/", "/countries/FJ/", "/countries/DE/", "/countries/", "/countries/ZZ/"):
        page.goto(f"{site}{path}")
        accessible(page)


def test_inria_tells_its_co_publications_with_singapore(inria_site, browser_page, accessible):
    page = browser_page(language="en")
    page.goto(f"{inria_site}/countries/SG/")
    expect(page.locator("#chart-works-by-field svg.curves")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile(r"18 works with an organisation of this country"))
    expect(page.locator("#table-works").get_by_role("link").first).to_be_visible()
    accessible(page)
