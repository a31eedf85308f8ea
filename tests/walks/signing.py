"""Sites where the fictitious people of the demonstration have signed in."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
PORTULAN = Path(sys.executable).parent / "portulan"


@dataclass(frozen=True, slots=True)
class Peopled:
    """A running site with its fictitious people."""

    address: str
    environment: dict[str, str]
    passwords: dict[str, str]

    def sign_in(self, page: Page, role: str) -> Page:
        page.goto(f"{self.address}/account/login/")
        page.locator("input[name=login]").fill(f"{role}@demo.invalid")
        page.locator("input[name=password]").fill(self.passwords[role])
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/me/**")
        return page

    def run(self, *command: str) -> str:
        """A command of ``portulan`` on this site."""
        done = subprocess.run(
            [str(PORTULAN), *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def python(self, code: str) -> str:
        """Something done on this site by another hand, at the same time."""
        script = f"import django; django.setup()\n{code}"
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "portulan.site.settings.local"}
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@contextmanager
def peopled(address: str, environment: dict[str, str]) -> Iterator[Peopled]:
    site = Peopled(address, environment, {})
    site.run("demo")
    secrets = Path(environment["PORTULAN_HOME"]) / "secrets" / "demo.txt"
    for line in secrets.read_text().splitlines():
        email, password, *_more = line.split()
        site.passwords[email.partition("@")[0]] = password
    yield site
