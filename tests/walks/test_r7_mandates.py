"""R7: an institute's referent hands on a part, is replaced for a time, and ends both; who has no part sees nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

SAID = {
    "en": {
        "referent": "Institute referent",
        "delegate": "Delegate a part",
        "delegated": "The part is delegated; the person is told.",
        "too_far": "Your own mandate does not cover all of this scope.",
        "deputy": "Name a deputy",
        "named": "The deputy is named and told.",
        "end": "End this mandate",
        "ended": "The mandate has ended; the person is told.",
        "not_any_more": "does not hold it any more",
        "told": "A mandate was delegated to you",
        "comes_from": "never more than it allows",
        "no_page": "There is no page at this address",
        "not_saved": "This was not saved",
        "written": "What you had written",
        "give": "Give a mandate",
        "given": "The mandate is given; the person is told.",
        "singapore": "Singapore",
    },
    "fr": {
        "referent": "Référent international d’institut",
        "delegate": "Déléguer une partie",
        "delegated": "La partie est déléguée ; la personne est prévenue.",
        "too_far": "Votre propre mandat ne couvre pas tout ce périmètre.",
        "deputy": "Nommer un suppléant",
        "named": "Le suppléant est nommé et prévenu.",
        "end": "Mettre fin à ce mandat",
        "ended": "Le mandat a pris fin ; la personne est prévenue.",
        "not_any_more": "ne l’exerce plus",
        "told": "Un mandat vous a été délégué",
        "comes_from": "jamais plus que ce qu’il permet",
        "no_page": "Il n’y a pas de page à cette adresse",
        "not_saved": "Ceci n’a pas été enregistré",
        "written": "Ce que vous aviez écrit",
        "give": "Donner un mandat",
        "given": "Le mandat est donné ; la personne est prévenue.",
        "singapore": "Singapour",
    },
}
DELEGATE, DEPUTY = "researcher@demo.invalid", "safety-officer@demo.invalid"
IN_A_MONTH = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def said(language: str) -> dict[str, str]:
    return SAID[language]


def own_mandate(page: Page, site: str, role: str) -> str:
    """Open one's own mandate from the list; gives its address."""
    page.goto(f"{site}/me/")
    page.locator("#mandates a").click()
    page.locator("#table-mandates").get_by_role("link", name=role).first.click()
    page.wait_for_url(re.compile(r"/mandates/[0-9a-f-]{36}/"))
    return page.url


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").last.click()


def text_of(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def test_a_part_is_delegated_used_replaced_and_ended(
    signed_in: Callable[..., Page], site: str, language: str, said: dict[str, str], accessible
):
    referent = signed_in("referent", language=language)
    mandate = own_mandate(referent, site, said["referent"])
    accessible(referent)

    referent.get_by_role("link", name=said["delegate"]).click()
    referent.locator("#id_person").fill(DELEGATE)
    referent.locator("#id_role").select_option("correspondent")
    referent.locator("#id_units").fill("IN2P3")
    send(referent)
    assert said["too_far"] in text_of(referent)
    assert referent.locator("#id_person").input_value() == DELEGATE
    accessible(referent)
    referent.locator("#id_units").fill("CINTRA")
    referent.locator("#id_countries").fill(said["singapore"])
    send(referent)
    expect(referent.locator("main")).to_contain_text(said["delegated"])
    expect(referent.locator("main")).to_contain_text("CINTRA")
    delegation = referent.url

    delegate = signed_in("researcher", language=language, narrow=True)
    delegate.goto(f"{site}/me/")
    expect(delegate.locator("#notices")).to_contain_text(said["told"])
    delegate.locator("#notices").get_by_role("link", name=said["told"]).first.click()
    expect(delegate.locator("main")).to_contain_text(said["comes_from"])
    accessible(delegate)
    assert delegate.goto(f"{delegation}end/").status == 200  # one may give it up; the page stays open

    referent.goto(delegation)
    referent.get_by_role("link", name=said["end"]).click()
    referent.locator("#id_why").fill("The visit is over.")
    send(referent)
    expect(referent.locator("main")).to_contain_text(said["ended"])
    expect(referent.locator("main")).to_contain_text(said["not_any_more"])
    expect(referent.locator("main")).to_contain_text("The visit is over.")

    referent.goto(mandate)
    referent.get_by_role("link", name=said["deputy"]).click()
    referent.locator("#id_person").fill(DEPUTY)
    referent.locator("#id_until").fill(IN_A_MONTH)
    send(referent)
    expect(referent.locator("main")).to_contain_text(said["named"])
    deputed = referent.url

    deputy = signed_in("safety-officer", language=language)
    deputy.goto(f"{mandate}delegate/")
    deputy.locator("#id_person").fill(DELEGATE)
    deputy.locator("#id_role").select_option("correspondent")
    deputy.locator("#id_units").fill("The laboratory of the strait, as agreed on Monday")

    referent.goto(f"{deputed}end/")
    send(referent)
    expect(referent.locator("main")).to_contain_text(said["ended"])

    send(deputy)  # the form was open while the deputy's time ended
    expect(deputy.locator("h1")).to_have_text(said["not_saved"])
    expect(deputy.locator("main")).to_contain_text(said["written"])
    texts = deputy.locator(".kept textarea").evaluate_all("all => all.map(one => one.value)")
    assert any("as agreed on Monday" in text for text in texts)
    accessible(deputy)


def test_a_direction_gives_a_mandate_in_its_institute_with_the_keyboard_alone(
    signed_in: Callable[..., Page], site: str, language: str, said: dict[str, str], accessible
):
    direction = signed_in("institute-direction", language=language, narrow=True)
    direction.goto(f"{site}/mandates/")
    accessible(direction)
    direction.get_by_role("link", name=said["give"]).focus()
    direction.keyboard.press("Enter")
    direction.wait_for_url("**/mandates/give/")
    direction.locator("#id_person").focus()
    direction.keyboard.type("european-engineer@demo.invalid")
    direction.keyboard.press("Tab")
    direction.locator("#id_role").select_option("correspondent")
    direction.keyboard.press("Tab")
    direction.keyboard.type("INSIS")
    direction.locator("main form button[type=submit]").last.focus()
    direction.keyboard.press("Enter")
    expect(direction.locator("main")).to_contain_text(said["given"])
    accessible(direction)
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert direction.evaluate(width) == 0


def test_who_has_no_part_in_a_mandate_finds_no_page(
    signed_in: Callable[..., Page], site: str, said: dict[str, str], language: str
):
    mandate = own_mandate(signed_in("referent", language=language), site, said["referent"])
    stranger = signed_in("office-staff", language=language)
    assert stranger.goto(mandate).status == 404
    expect(stranger.locator("h1")).to_have_text(said["no_page"])
