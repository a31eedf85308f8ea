"""Cooperations: 100,000 of them, 1,000,000 lines of follow-up, 30,000 people, 5,000 mandates, on both databases.

Processor time of the web process and queries of each page, compressed as browsers get it, for the person with the
widest reach, one with an institute and one with a laboratory and a country, a partnership officer, and nobody signed
in. "Cold" is the first time after a cooperation changed, when no count is kept: it is said beside, without a budget;
the ratio is cold to warm. Keystrokes of the fields of a declaration stand beside the pages. The least of REQUESTS, for
another program on the machine only adds; the middle one is said where it is more than half as much again.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REQUESTS, FIRSTS = 9, 3
PAGE_MS, LIST_MS, SEARCH_MS, PUBLIC_MS, QUERIES = 25, 15, 30, 10, 10
SEARCHES = {
    "a rare word": "photozohydro",
    "two words, one mistyped": "university singapro",
    "words all cooperations say": "university of",
    "a number": "COOP-2026-000012",
}
KEYSTROKES = {"a unit": "units.json?q=bench-1", "one of our people": "people.json?q=family12"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One address that a reader asks: in words, what it may take, and at most how many queries."""

    what: str
    path: str
    budget: float
    queries: int | None = None


def measure() -> list:
    """One process for each database: Django knows one in its life."""
    from run import Measure  # noqa: PLC0415  the parent only, 2026-11-25

    sys.path.insert(0, str(ROOT / "tools"))
    from temporary_postgres import server  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="portulan-bench-") as home:
        found = _on("SQLite", "", home)
        try:
            with server() as url:
                found += _on("PostgreSQL", url, home)
        except FileNotFoundError as missing:
            print(f"PostgreSQL was left out: {missing}")
    return [Measure(**one) for one in found]


def _on(name: str, url: str, home: str) -> list[dict[str, Any]]:
    """In the same home for both: figures and static files are made once."""
    environment = os.environ | {
        "PORTULAN_HOME": home,
        "PACK": "cnrs",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "portulan.site.settings.local",
    }
    command = [sys.executable, __file__, name]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def inside(database: str) -> list[dict[str, Any]]:
    """Fill the database of this process, then ask."""
    import django  # noqa: PLC0415  only in the process of one database, 2026-11-25

    django.setup()
    from portulan.site import startup  # noqa: PLC0415

    readers = _filled()
    startup.warm().join()
    found = []
    for reader, account in readers.items():
        for asked in _pages(reader, account):
            found += _measured(f"{database}, {reader}: {asked.what}", asked, account)
    return found


def _filled() -> dict[str, Any]:
    """A site with its crowd; gives the account of each reader, None for nobody signed in."""
    import crowd  # noqa: PLC0415
    import dossiers  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from portulan.foundations.search import services as search  # noqa: PLC0415
    from portulan.insight.progress import Silent  # noqa: PLC0415
    from portulan.site import startup  # noqa: PLC0415

    startup.prepare(lambda line: None, Silent())
    startup.collect_static(lambda line: None)
    people = crowd.fill(today=dossiers.TODAY)
    dossiers.fill(people)
    search.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    known = {
        "widest": people.whole,
        "institute": people.institute,
        "narrowest": people.narrow,
        "officer": people.officer,
    }
    return {name: person.account for name, person in known.items()} | {"nobody": None}


def _pages(reader: str, account: Any) -> Iterator[Asked]:
    """What each reader asks."""
    yield Asked("list of 50", "/cooperations/", LIST_MS, QUERIES)
    yield Asked("list of 50 with one country", "/cooperations/?country=SG", LIST_MS, QUERIES)
    yield Asked("list of 50 by next step", "/cooperations/?sort=due", LIST_MS, QUERIES)
    yield Asked("a cooperation", _a_cooperation(account), PAGE_MS if account else PUBLIC_MS)
    yield Asked("a country", "/countries/SG/", PAGE_MS)
    yield Asked("list of 50 laboratories", "/laboratories/", LIST_MS, None if account else QUERIES)
    for what, question in SEARCHES.items():
        yield Asked(f"search, {what}", f"/search/?q={question.replace(' ', '+')}", SEARCH_MS)
    if account is not None:
        yield Asked("desk", "/desk/", PAGE_MS)
        yield Asked("keystroke, an organisation", "/partners/suggest.json?q=universty of zo", SEARCH_MS)
        for what, path in KEYSTROKES.items():
            yield Asked(f"keystroke, {what}", f"/cooperations/{path}", SEARCH_MS)
    if reader == "widest":
        yield Asked("steering, the whole", "/steering/cnrs/", PAGE_MS)
    if reader in ("widest", "institute"):
        yield Asked("steering, an institute", "/steering/insis/", PAGE_MS)


def _a_cooperation(account: Any) -> str:
    import dossiers  # noqa: PLC0415

    from portulan.domains.cooperations import queries  # noqa: PLC0415
    from portulan.domains.organisation.access import NOBODY  # noqa: PLC0415
    from portulan.domains.organisation.queries import reach_of  # noqa: PLC0415

    reach = reach_of(account.person, dossiers.TODAY) if account else NOBODY
    lines = queries.lines(reach=reach, at=dossiers.TODAY)
    return f"/cooperations/{next((one for one in lines if one.within), lines[0]).uid}/"


def _measured(what: str, asked: Asked, account: Any) -> list[dict[str, Any]]:
    """Warm and cold processor time, and the queries of each."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from portulan.domains.cooperations.queries.memory import forget  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    if account is not None:
        client.force_login(account)
    _seconds(client, asked.path)
    colds = []
    for _ in range(FIRSTS):
        forget()
        colds.append(_seconds(client, asked.path))
    often = sorted(_seconds(client, asked.path) for _ in range(REQUESTS))
    with CaptureQueriesContext(connection) as queries:
        client.get(asked.path)
    forget()
    with CaptureQueriesContext(connection) as more:
        client.get(asked.path)
    warm, cold, middle = often[0], min(colds), often[REQUESTS // 2]
    noted = f" (middle one {middle * 1000:.1f})" if middle > 1.5 * warm else ""
    said = [
        {
            "what": f"{what}: processor{noted}",
            "value": warm * 1000,
            "unit": "ms",
            "budget": asked.budget,
            "ratio": cold / warm,
        },
        {"what": f"{what}: queries", "value": len(queries), "unit": "queries", "budget": asked.queries},
    ]
    if len(more) > len(queries):
        said.insert(
            1,
            {
                "what": f"{what}: processor, cold ({len(more)} queries)",
                "value": cold * 1000,
                "unit": "ms",
            },
        )
    return said


def _seconds(client: Any, path: str) -> float:
    """Processor time of this process for one request, answered with 200."""
    began = time.process_time()
    response = client.get(path)
    spent = time.process_time() - began
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return spent


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    print(json.dumps(inside(sys.argv[1])))
