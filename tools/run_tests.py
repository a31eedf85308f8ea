"""Run all tests that can run here; end non-zero with the list of what could not, and the exact remedy.

The whole suite runs on SQLite, walks in Chromium included; the services-and-queries part runs again on PostgreSQL, on a
temporary server started as a user who is not root. The tests of the house itself are part of `make check`, which
`make test` calls first.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from temporary_postgres import binaries, server

ROOT = Path(__file__).resolve().parents[1]
ON_BOTH_DATABASES = ("tests/domains", "tests/foundations", "tests/pages", "tests/site")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Missing:
    part: str
    remedy: str


def lacking() -> list[Missing]:
    """What this machine lacks for the whole suite."""
    found = []
    if not any(shutil.which(name) for name in CHROMIUM):
        found.append(Missing("walks in the browser", "sudo apt-get install -y chromium"))
    if binaries() is None:
        found.append(Missing("services and queries on PostgreSQL", "sudo apt-get install -y postgresql"))
    return found


def pytest(*arguments: str, **environment: str) -> int:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-n",
        "2",
        "--dist",
        "loadscope",
        "--no-loadscope-reorder",
        *arguments,
    ]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


@contextmanager
def heading(text: str) -> Iterator[None]:
    print(f"\n== {text}", flush=True)
    yield


def main() -> int:
    missing = lacking()
    with tempfile.TemporaryDirectory(prefix="portulan-run-") as folder:
        results = run(missing, PORTULAN_TEST_RUN=folder)
    for lack in missing:
        print(f"NOT RUN: {lack.part}. Remedy: {lack.remedy}")
    failed = [name for name, code in results.items() if code != 0]
    print("Failed: " + ", ".join(failed) if failed else "All that ran passed.")
    return 1 if failed or missing else 0


def run(missing: list[Missing], **shared: str) -> dict[str, int]:
    """How each part ended; what is dear to make is made in a folder that both share."""
    browser = not any("browser" in lack.part for lack in missing)
    only = [] if browser else ["-m", "not browser"]
    results = {}
    with heading("The whole suite, on SQLite" + ("" if browser else " (without the browser)")):
        results["SQLite"] = pytest("tests", "--ignore=tests/house", *only, **shared)
    if binaries() is not None:
        with heading("Services and queries, on PostgreSQL"), server() as url:
            results["PostgreSQL"] = pytest(
                *ON_BOTH_DATABASES, "-m", "not browser", DATABASE_URL=url, **shared
            )
    return results


if __name__ == "__main__":
    sys.exit(main())
