"""The gallery as a small running site, and a browser to look at it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portulan.foundations.ui.manifest import MANIFEST

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
UNDRAWN = "[data-map]:not([data-drawn]), [data-chart]:not([data-drawn])"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing is printed for what is fetched."""


@pytest.fixture(scope="session")
def built() -> None:
    """The front end, without which there is nothing to look at."""
    if not MANIFEST.exists():
        pytest.fail("the front end is not built: make front (or npm ci && npm run build)")


@pytest.fixture(scope="module")
def gallery(built: None) -> Iterator[str]:
    """The address of the gallery's site."""
    with override_settings(ROOT_URLCONF="foundations.ui.gallery"):
        server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Silent)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("no browser here: sudo apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, gallery: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the gallery and waits until everything is drawn; what the console said is in ``said``."""
    contexts = []

    def open_page(path: str = "/gallery/", *, width: int = 1280, **options: object) -> Page:
        values = {"viewport": {"width": width, "height": 860}, "locale": "en-GB", **options}
        context = chromium.new_context(base_url=gallery, **values)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(path)
        if values.get("java_script_enabled", True):
            expect(page.locator(UNDRAWN)).to_have_count(0, timeout=15_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
