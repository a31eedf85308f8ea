"""The sign-in pages and my page in a browser: axe finds nothing in any state, wide and narrow, light and dark."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import Browser, Page, sync_playwright

from cast.people import BEGINNING, PASSWORD
from domains.people.test_views import code_of
from portulan.domains.people.queries import recipient_of
from portulan.foundations.notices.services import Text, post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("no browser here: sudo apt-get install -y chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs a loop in the thread of the tests
        opened = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(params=["wide, light, French", "narrow, dark, English"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    wide = request.param.startswith("wide")
    context = browser.new_context(
        viewport={"width": 1280, "height": 900} if wide else {"width": 390, "height": 844},
        color_scheme="light" if wide else "dark",
        locale="fr-FR" if wide else "en-GB",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def see(page: Page, live_server) -> Callable[[str], None]:
    """Open an address (or look at where we are) and let axe look at it, at the width too."""

    def look(path: str = "", status: int = 200) -> None:
        if path:
            response = page.goto(f"{live_server.url}{path}")
            assert response.status == status, path
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert fits, f"{page.url} is too wide"

    return look


def press(page: Page) -> None:
    """The main action of the page's form."""
    page.locator("main form button.button-main").click()


def test_before_signing_in(see, page, member) -> None:
    member("outsider")
    for path in ("login/", "signup/", "inactive/", "password/reset/", "password/reset/done/"):
        see(f"/account/{path}")
    see("/account/password/reset/key/1-wrong/")
    see("/account/password/reset/key/done/")
    see("/account/3rdparty/login/cancelled/")
    see("/account/3rdparty/login/error/", status=401)
    see("/account/login/")
    page.fill("[name=login]", "outsider@example.org")
    page.fill("[name=password]", "wrong")
    press(page)
    assert page.get_by_role("alert").is_visible()
    see()


def test_after_signing_in(see, page, member) -> None:
    person = member("partner").person
    with transaction.atomic():
        told = Text(subject="The figures are up to date.", body="Two sources changed.")
        post(event="build:1", to=[recipient_of(person)], text=lambda: told, at=BEGINNING, link="/sources/")
    see("/account/login/")
    page.fill("[name=login]", "partner@example.org")
    page.fill("[name=password]", PASSWORD)
    press(page)
    assert page.get_by_role("heading", level=1).inner_text() == "My desk"
    page.goto(page.url.replace("/desk/", "/me/"))
    assert page.get_by_role("heading", level=1).inner_text() == "Priya Farshore"
    see()
    for path in ("logout/", "password/change/", "password/reset/", "2fa/", "3rdparty/", "reauthenticate/"):
        see(f"/account/{path}")
    page.fill("[name=password]", PASSWORD)
    press(page)
    see("/account/2fa/totp/activate/")
    secret = page.locator("dd code").inner_text()
    page.fill("[name=code]", "000000")
    press(page)
    see()
    page.fill("[name=code]", code_of(secret))
    press(page)
    see("/account/2fa/")
    see("/account/2fa/recovery-codes/")
    see("/account/2fa/recovery-codes/generate/")
    see("/account/2fa/totp/deactivate/")
    page.context.clear_cookies()
    see("/account/login/")
    page.fill("[name=login]", "partner@example.org")
    page.fill("[name=password]", PASSWORD)
    press(page)
    assert re.search("/account/2fa/authenticate/$", page.url)
    see()
