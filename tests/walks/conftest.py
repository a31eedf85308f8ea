"""Walks go through a real site, started as a person starts it, in a real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from built import locked, shared_folder

ROOT = Path(__file__).resolve().parents[2]
PORTULAN = Path(sys.executable).parent / "portulan"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
START_SECONDS = 400


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the site ended with {process.returncode}")
        try:
            urllib.request.urlopen(f"{url}/health/", timeout=2).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise TimeoutError(f"{url} did not answer within {START_SECONDS} s")


class Site(str):
    """The address of a running site; knows its home, for commands beside it."""

    __slots__ = ("environment", "home")
    home: Path
    environment: dict[str, str]

    def command(self, *arguments: str) -> None:
        """`portulan` beside the running site."""
        command = [str(PORTULAN), *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)


@contextmanager
def running_site(pack: str) -> Iterator[Site]:
    """`portulan serve --all` in a home of its own; gives its address. The figures are built by the first that needs
    them, and copied by those that follow."""
    home, port = Path(tempfile.mkdtemp(prefix=f"portulan-walk-{pack}-")), free_port()
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    environment |= {"PACK": pack, "PORTULAN_HOME": str(home)}
    lake = shared_folder(f"lake-{pack}")
    with locked(lake.parent / f"{pack}.lock"):
        if lake.exists():
            shutil.copytree(lake, home / "lake")
        process = subprocess.Popen(
            [str(PORTULAN), "serve", "--all", "--port", str(port)], cwd=ROOT, env=environment
        )
        try:
            wait_for(f"http://127.0.0.1:{port}", process)
            if not lake.exists():
                shutil.copytree(home / "lake", home / "copy")
                shutil.move(home / "copy", lake)
        except BaseException:
            _ended(process, home)
            raise
    try:
        site = Site(f"http://127.0.0.1:{port}")
        site.home, site.environment = home, environment
        yield site
    finally:
        _ended(process, home)


def _ended(process: subprocess.Popen, home: Path) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="package")
def site() -> Iterator[str]:
    """The site of the CNRS pack."""
    with running_site("cnrs") as address:
        yield address


@pytest.fixture(scope="package")
def inria_site() -> Iterator[str]:
    """The site of the Inria pack."""
    with running_site("inria") as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Closed after each module: while it runs, the database cannot be asked in this process."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.fail("no browser here: sudo apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """``browser_page(language="fr", narrow=False, scheme="light", javascript=True)`` opens a new, empty browser."""
    contexts = []

    def opened(
        *, language: str = "en", narrow: bool = False, scheme: str = "light", javascript: bool = True
    ) -> Page:
        context = chromium.new_context(
            locale={"fr": "fr-FR", "en": "en-GB"}[language],
            viewport=NARROW if narrow else WIDE,
            color_scheme=scheme,
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def demonstration(site: Site) -> dict[str, tuple[str, str]]:
    """The fictitious people of the CNRS site: e-mail and password by role."""
    return people_of(site)


def people_of(site: Site) -> dict[str, tuple[str, str]]:
    """`portulan demo` once; who it made, by role."""
    kept = site.home / "secrets" / "demo.txt"
    if not kept.exists():
        site.command("demo")
    lines = (line.split() for line in kept.read_text().splitlines())
    return {role: (email, password) for email, password, role, *_scope in lines}


def sign_in(page: Page, site: str, person: tuple[str, str]) -> Page:
    """Sign in through the page, as a person does."""
    page.goto(f"{site}/account/login/")
    page.locator("input[name=login]").fill(person[0])
    page.locator("input[name=password]").fill(person[1])
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/desk/")
    return page


@pytest.fixture
def signed_in(
    browser_page: Callable[..., Page], site: Site, demonstration: dict[str, tuple[str, str]]
) -> Callable[..., Page]:
    """``signed_in("referent", language="fr")`` is a new browser of who holds that role in the demonstration."""

    def opened(role: str, **asked: object) -> Page:
        return sign_in(browser_page(**asked), site, demonstration[role])

    return opened


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails with what axe found on the page as it is now."""

    def check(page: Page) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check
