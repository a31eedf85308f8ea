"""R1: a researcher declares in under ten interactions; another confirms what the data show in one click."""

import gzip
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from walks.signing import ROOT, Peopled, peopled

NTU = "Nanyang Technological University"


@pytest.fixture(scope="module")
def cnrs() -> Iterator[Peopled]:
    yield from _site("cnrs")


@pytest.fixture(scope="module")
def inria() -> Iterator[Peopled]:
    yield from _site("inria")


def _site(pack: str) -> Iterator[Peopled]:
    with peopled(pack) as site:
        yield site


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


class Counted:
    """A page on which every click and every field counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def fill(self, name: str, text: str) -> None:
        self.count += 1
        self.page.locator(f"main input[name={name}]").fill(text)

    def choose_first(self) -> None:
        self.count += 1
        self.page.locator("[role=option]").first.click()

    def send(self) -> None:
        self.count += 1
        with self.page.expect_navigation():
            self.page.locator("form.declare > button.button-main").click()


def test_a_researcher_declares_with_a_misspelt_partner_in_under_ten_interactions(
    cnrs: Peopled, browser_page: Callable[..., Page], language: str, accessible
):
    page = cnrs.sign_in(browser_page(language=language), "researcher")
    page.goto(f"{cnrs.address}/cooperations/declare/")
    expect(page.locator("[data-typed-chosen]").nth(1)).to_contain_text("CINTRA")
    walk = Counted(page)
    walk.fill("partner", "nanyang technologcal")
    expect(page.locator("[role=option]").first).to_contain_text(NTU)
    walk.choose_first()
    title = f"Lumière quantique, essai {language}"
    walk.fill("title", title)
    expect(page.locator("[data-known-here]")).to_contain_text("IRL 3288")
    expect(page.locator("[data-draft-status]")).to_have_text(re.compile(r"\d\d:\d\d"))
    accessible(page)
    walk.send()
    if page.locator("#alike").count():  # one alike exists already: said before anything is saved
        expect(page.locator("#alike")).to_contain_text("COOP-")
        walk.send()
    expect(page.locator("h1")).to_have_text(title)
    assert walk.count < 10
    main = page.locator("main")
    for words in (NTU, "IRL 3288", {"en": "Singapore", "fr": "Singapour"}[language]):
        expect(main).to_contain_text(words)
    expect(page.locator(".proof-formalised").first).to_be_visible()
    expect(page.locator(".proof-declared").first).to_be_visible()
    accessible(page)
    page.goto(f"{cnrs.address}/cooperations/drafts/")
    expect(page.locator("main")).not_to_contain_text(title)


def test_a_partner_in_dakar_that_no_registry_has_is_described_in_place(
    cnrs: Peopled, browser_page: Callable[..., Page], language: str, accessible
):
    page = cnrs.sign_in(browser_page(language=language, narrow=True), "researcher")
    page.goto(f"{cnrs.address}/cooperations/declare/")
    name = f"Atelier des courants de Dakar (fictif, {language})"
    page.locator("input[name=partner]").fill(name)
    page.locator("[role=option]").last.click()
    page.locator("select[name=partner_country]").select_option("SN")
    page.locator("input[name=partner_website]").fill("https://courants.example.sn")
    page.locator("input[name=title]").fill(f"Courants du large, essai {language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_navigation():
        page.locator("form.declare > button.button-main").click()
    expect(page.locator("h1")).to_have_text(f"Courants du large, essai {language}")
    expect(page.locator("main")).to_contain_text(name)
    expect(page.locator("main")).to_contain_text({"en": "Senegal", "fr": "Sénégal"}[language])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)


def test_without_javascript_it_is_declared_too(cnrs: Peopled, browser_page: Callable[..., Page]):
    page = cnrs.sign_in(browser_page(javascript=False), "researcher")
    page.goto(f"{cnrs.address}/cooperations/declare/")
    page.locator("input[name=partner]").fill("nanyang technologcal")
    page.locator("input[name=title]").fill("Sans script, des marées")
    page.locator("form.declare > button.button-main").click()
    page.get_by_label(NTU).first.check()
    page.locator("form.declare > button.button-main").click()
    if page.locator("#alike").count():
        page.locator("form.declare > button.button-main").click()
    expect(page.locator("h1")).to_have_text("Sans script, des marées")


def test_what_was_typed_while_the_line_was_cut_is_not_lost(cnrs: Peopled, browser_page: Callable[..., Page]):
    page = cnrs.sign_in(browser_page(), "researcher")
    page.goto(f"{cnrs.address}/cooperations/declare/")
    page.context.set_offline(True)
    page.locator("input[name=title]").fill("Typed in a tunnel")
    expect(page.locator("[data-draft-status]")).to_contain_text("kept on this device")
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{cnrs.address}/cooperations/declare/")
    expect(page.locator("input[name=title]")).to_have_value("Typed in a tunnel")
    page.locator("input[name=title]").press("End")
    page.keyboard.type("!")
    expect(page.locator("[data-draft-status]")).to_contain_text("Saved")
    page.goto(f"{cnrs.address}/cooperations/drafts/")
    page.get_by_role("link", name="Typed in a tunnel!").click()
    expect(page.locator("input[name=title]")).to_have_value("Typed in a tunnel!")


def test_one_click_confirms_and_a_later_build_respects_what_was_answered(
    inria: Peopled, browser_page: Callable[..., Page], language: str, accessible
):
    page = inria.sign_in(browser_page(language=language), "researcher")
    page.goto(f"{inria.address}/cooperations/found/")
    accessible(page)
    lines = page.locator("#findings > li")
    confirmed, refused = (lines.nth(place).locator("strong").inner_text() for place in (0, 1))
    lines.nth(1).locator("summary").click()
    lines.nth(1).locator("input[value=chance]").check()
    with page.expect_navigation():
        lines.nth(1).locator(".refuse button").click()
    with page.expect_navigation():
        lines.nth(0).get_by_role("button").first.click()
    expect(page.locator("h1")).to_contain_text(confirmed)
    expect(page.locator(".proof-detected").first).to_be_visible()
    proof = page.locator(".proof-detected").first.inner_text()
    address = page.url
    accessible(page)
    _build_with_one_row_less(inria)
    page.goto(f"{inria.address}/cooperations/found/")
    left = page.locator("#findings strong").all_inner_texts()
    assert confirmed not in left
    assert refused not in left
    page.goto(address)
    assert page.locator(".proof-detected").first.inner_text() == proof


ADDED = {
    "en": ("Add to one we have", "Another one", "Add to it", "Answered: added to a cooperation"),
    "fr": (
        "Ajouter à une coopération existante",
        "Une autre",
        "L’y ajouter",
        "Répondu : ajouté à une coopération",
    ),
}


def test_a_link_is_added_to_a_cooperation_that_exists_and_taken_back(
    inria: Peopled, browser_page: Callable[..., Page], language: str, accessible
):
    add, another, to_it, answered = ADDED[language]
    page = inria.sign_in(browser_page(language=language), "researcher")
    found = f"{inria.address}/cooperations/found/"
    page.goto(found)
    with page.expect_navigation():
        page.locator("#findings > li").nth(0).get_by_role("button").first.click()
    number, proofs = page.url, page.locator(".proof-detected").count()
    page.goto(found)
    name = page.locator("#findings strong").nth(0).inner_text()
    page.locator("#findings > li").nth(0).get_by_role("link", name=re.compile(add)).click()
    expect(page.get_by_role("heading", name=another)).to_be_visible()
    accessible(page)
    here = page.locator("li", has=page.locator(f"a[href='{number.removeprefix(inria.address)}']"))
    with page.expect_navigation():
        here.get_by_role("button", name=re.compile(to_it)).click()
    expect(page.get_by_role("heading", name=answered)).to_be_visible()
    assert name not in page.locator("#findings strong").all_inner_texts()
    accessible(page)
    page.goto(number)
    expect(page.locator(".proof-detected")).to_have_count(proofs + 1)
    page.goto(found)
    with page.expect_navigation():
        page.locator("section[aria-labelledby=attached] button").first.click()
    assert name in page.locator("#findings strong").all_inner_texts()
    page.goto(number)
    expect(page.locator(".proof-detected")).to_have_count(proofs)


def _build_with_one_row_less(site: Peopled) -> None:
    """A build from other files than those in use: the last row of the co-publications is gone."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(shutil.copytree(ROOT / "sample", Path(folder) / "raw"))
        (file,) = (raw / "copublications").glob("*.csv.gz")
        rows = gzip.decompress(file.read_bytes()).decode().rstrip("\n").split("\n")
        file.write_bytes(gzip.compress("\n".join(rows[:-1]).encode()))
        said = site.run("data", "build", "--from", str(raw))
    assert "is in use" in said
