"""R6: a referent follows a cooperation; R7: a correspondent relays, and no more than the scope, until it ends."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from walks.conftest import environment_of, running_site
from walks.signing import Peopled, peopled

END_MANDATES = """
from datetime import datetime, UTC
from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.services import end_mandate
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside.clock import clock
for mandate in Mandate.objects.filter(person__account__email="correspondent@demo.invalid"):
    end_mandate(mandate=mandate, by=Actor("system:walk", "walk"), at=datetime.now(UTC), today=clock().today())
"""


@pytest.fixture(scope="module")
def site() -> Iterator[Peopled]:
    home = Path(tempfile.mkdtemp(prefix="portulan-walk-follow-"))
    with running_site("cnrs", home) as address, peopled(address, environment_of("cnrs", home)) as one:
        yield one


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def opened(site: Peopled, page: Page, title: str) -> None:
    page.goto(f"{site.address}/cooperations/?text={title}")
    page.locator("table.cooperations tbody th a").first.click()
    expect(page.locator("h1")).to_have_text(title)


def test_the_referent_takes_it_up_sets_a_step_does_it_and_the_journal_tells(
    site: Peopled, browser_page: Callable[..., Page], language: str, accessible
):
    page = site.sign_in(browser_page(language=language), "referent")
    opened(site, page, "Marées et sédiments des estuaires")
    page.locator("form[action$='/take-over/'] button").click()
    if not page.locator("#step_next_step").is_visible():
        page.locator("#step details summary").first.click()
    page.locator("#step_next_step").fill(f"Écrire la lettre, {language}")
    page.locator("#step_next_step_on").fill("2027-01-15")
    page.locator("form[action$='/step/'] button").click()
    expect(page.locator("#step strong")).to_have_text(f"Écrire la lettre, {language}")
    accessible(page)
    page.locator("form[action$='/done/'] textarea").fill("Envoyée.")
    page.locator("form[action$='/done/'] button").click()
    expect(page.locator("#follow-up")).to_contain_text(f"Écrire la lettre, {language}")
    expect(page.locator("#follow-up")).to_contain_text("Envoyée.")
    expect(page.locator("#step strong")).to_have_count(0)
    done = {"en": "did the next step", "fr": "a fait la prochaine étape"}[language]
    expect(page.locator("#journal")).to_contain_text(done)


def test_who_has_nothing_to_do_with_it_does_not_see_it(site: Peopled, browser_page: Callable[..., Page]):
    page = site.sign_in(browser_page(), "office-head")
    page.goto(f"{site.address}/cooperations/")
    expect(page.locator("main")).not_to_contain_text(
        "Marées et sédiments"
    )  # with Senegal: of no laboratory there
    page = site.sign_in(browser_page(), "director")
    page.goto(f"{site.address}/cooperations/")
    expect(page.locator("main")).to_contain_text("Marées et sédiments")
    expect(page.locator("main")).not_to_contain_text("Navigation sans étoiles")  # for the people named only


def test_the_correspondent_s_text_is_kept_when_the_delegation_ends_meanwhile(
    site: Peopled, browser_page: Callable[..., Page]
):
    page = site.sign_in(browser_page(), "correspondent")
    page.goto(f"{site.address}/cooperations/")
    titles = page.locator("table.cooperations tbody th a").all_inner_texts()
    assert "Matériaux et lumière" in titles  # one laboratory, one country
    assert "Marées et sédiments des estuaires" not in titles
    opened(site, page, "Matériaux et lumière")
    page.locator("#follow-up summary").first.click()
    page.locator("form[action$='/follow-up/'] textarea").fill("A long account of the visit, word by word.")
    site.python(END_MANDATES)
    page.locator("form[action$='/follow-up/'] button").click()
    expect(page.locator("main textarea[readonly]")).to_have_value(
        "A long account of the visit, word by word."
    )
    expect(page.locator("h1")).to_have_text("This was not saved")
    page.goto(f"{site.address}/cooperations/")
    expect(page.locator("main")).not_to_contain_text("Matériaux et lumière")
    reader = site.sign_in(browser_page(), "referent")
    opened(site, reader, "Matériaux et lumière")
    expect(reader.locator("main")).not_to_contain_text("word by word")


def test_two_people_edit_the_same_text_and_the_second_sees_what_differs(
    site: Peopled, browser_page: Callable[..., Page], accessible
):
    one = site.sign_in(browser_page(), "referent")
    other = site.sign_in(browser_page(), "laboratory-director")
    for page in (one, other):
        opened(site, page, "Matériaux et lumière")
        page.locator(".action a").click()
    one.locator("textarea[name=summary]").fill("The first text of two.")
    one.locator("form.declare > button").click()
    expect(one.locator("main")).to_contain_text("The first text of two.")
    other.locator("textarea[name=summary]").fill("The second text of two.")
    other.locator("form.declare > button").click()
    clash = other.locator("#clash")
    expect(clash.locator("del")).to_have_text("first")
    expect(clash.locator("ins")).to_have_text("second")
    expect(other.locator("textarea[name=summary]")).to_have_value("The second text of two.")
    accessible(other)
    other.goto(f"{site.address}/cooperations/drafts/")
    expect(other.locator("main")).to_contain_text("a change that was not saved")
    other.locator(".draft a").first.click()
    expect(other.locator("textarea[name=summary]")).to_have_value("The second text of two.")
    other.locator("form.declare > button").click()
    expect(other.locator("#journal")).to_contain_text("The first text of two. → The second text of two.")


def test_the_keyboard_moves_in_the_list_and_a_list_is_kept_under_a_name(
    site: Peopled, browser_page: Callable[..., Page], language: str, accessible
):
    page = site.sign_in(browser_page(language=language), "referent")
    page.goto(f"{site.address}/cooperations/?country=SN&stage=exploring")
    page.keyboard.press("j")
    expect(page.locator("table.cooperations tbody tr").first.locator("a").first).to_be_focused()
    page.locator(".inline-details summary").click()
    page.locator("#list-name").fill(f"Dakar {language}")
    page.locator("#list-name").press("Enter")
    page.goto(f"{site.address}/cooperations/")
    page.get_by_role("link", name=f"Dakar {language}").click()
    assert "country=SN" in page.url
    assert "stage=exploring" in page.url
    accessible(page)
