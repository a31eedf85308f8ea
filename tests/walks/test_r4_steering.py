"""R4: each level is steered by who holds it: the same cooperations by stage, country and field, what is late, what
changed; a file with the same rights; what one does not steer does not exist."""

import csv
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from walks.beside import beside
from walks.conftest import Site

CINTRA = "rnsr-200919745C"
SAID = {
    "en": {"late": "Late next steps", "whole": "All cooperations that you may see.", "stage": "Idea"},
    "fr": {
        "late": "Prochaines étapes en retard",
        "whole": "Toutes les coopérations que vous pouvez voir.",
        "stage": "Idée",
    },
}


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def late(site: Site, demonstration: dict, language: str) -> str:
    title = {"en": "Currents under the ice", "fr": "Courants sous la glace"}[language]
    beside(site, title=title, stage="idea", next_step="Answer them", days=-5)
    return title


def rows(page: Page, key: str) -> list[list[str]]:
    with page.expect_download() as taken:
        page.locator(f"#table-{key}").get_by_role("link", name="CSV").click()
    return list(csv.reader(taken.value.path().read_text(encoding="utf-8-sig").splitlines()))


def test_the_general_direction_steers_the_whole(
    late: str, signed_in: Callable[..., Page], language: str, accessible
):
    page = signed_in("director", language=language)
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/steering/")
    accessible(page)
    page.locator("[data-rows] a").first.click()
    page.wait_for_url("**/steering/cnrs/")
    expect(page.locator("main")).to_contain_text(SAID[language]["whole"])
    expect(page.locator("#table-late")).to_contain_text(late)
    expect(page.locator("#chart-stages svg").first).to_be_visible()
    accessible(page)
    page.locator("#chart-stages summary").click()
    expect(page.locator("#table-stages")).to_contain_text(SAID[language]["stage"])
    listed = [row for row in rows(page, "late") if late in row]
    assert len(listed) == 1


def test_a_laboratory_is_the_only_level_of_its_director(late: str, site: Site, signed_in, language: str):
    page = signed_in("laboratory-director", language=language)
    page.goto(f"{site}/steering/")
    page.wait_for_url(f"**/steering/{CINTRA}/")
    expect(page.locator("#table-late")).to_contain_text(late)
    assert page.goto(f"{site}/steering/insis/").status == 404
    assert page.goto(f"{site}/steering/cnrs/tables/late.csv").status == 404


def test_an_office_steers_its_territory_and_other_roles_nothing(
    late: str, site: Site, signed_in, language: str
):
    page = signed_in("office-head", language=language)
    assert page.goto(f"{site}/steering/office-singapore/").status == 200
    expect(page.locator("#table-late")).to_contain_text(late)
    assert page.goto(f"{site}/steering/cnrs/").status == 404
    outside = signed_in("safety-officer", language=language)
    assert outside.goto(f"{site}/steering/").status == 404
    expect(outside.locator("nav.rail a[href='/steering/']")).to_have_count(0)


def test_the_country_and_the_laboratory_show_what_the_reader_may_see(
    late: str, site: Site, signed_in, browser_page, language: str
):
    for path in ("/countries/SG/", f"/laboratories/{CINTRA}/", "/offices/office-singapore/"):
        page = signed_in("referent", language=language)
        page.goto(f"{site}{path}")
        expect(
            page.get_by_role("region", name={"en": "Cooperations", "fr": "Coopérations"}[language])
        ).to_contain_text(late)
        visitor = browser_page(language=language)
        visitor.goto(f"{site}{path}")
        expect(visitor.locator("main")).not_to_contain_text(late)
