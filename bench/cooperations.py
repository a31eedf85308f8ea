"""Cooperations: 100,000 of them, 1,000,000 lines of follow-up, 30,000 people, 5,000 mandates, on both databases.

Processor time of the web process and queries of each page, for the person with the widest reach, one with an institute
and one with a laboratory and a country. The ratio is to the first time a page is asked, when no count is kept.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REQUESTS = 9
PAGE_MS, LIST_MS, SEARCH_MS, PUBLIC_MS, QUERIES = 25, 15, 30, 10, 10
SEARCHES = {
    "a rare word": "photozohydro",
    "two words, one mistyped": "university singapro",
    "words all cooperations say": "university of",
    "a number": "COOP-2026-000012",
}


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
    readers = _filled()
    found = []
    for reader, account in readers.items():
        for what, path, budget, most in _pages(reader, account):
            found += _asked(f"{database}, {reader}: {what}", path, account, budget, most)
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
    known = {"widest": people.whole, "institute": people.institute, "narrowest": people.narrow}
    return {name: person.account for name, person in known.items()} | {"nobody": None}


def _pages(reader: str, account: Any) -> Iterator[tuple[str, str, float, int | None]]:
    """What each reader asks: in words, the address, the budget of time, that of queries."""
    yield "list of 50", "/cooperations/", LIST_MS, QUERIES
    yield "list of 50 with one country", "/cooperations/?country=SG", LIST_MS, QUERIES
    yield "a cooperation", _a_cooperation(account), PAGE_MS if account else PUBLIC_MS, None
    yield "a country", "/countries/SG/", PAGE_MS, None
    for what, question in SEARCHES.items():
        yield f"search, {what}", f"/search/?q={question.replace(' ', '+')}", SEARCH_MS, None
    if account is not None:
        yield "desk", "/desk/", PAGE_MS, None
    if reader == "widest":
        yield "steering, the whole", "/steering/cnrs/", PAGE_MS, None
    if reader in ("widest", "institute"):
        yield "steering, an institute", "/steering/insis/", PAGE_MS, None
    if account is None:
        yield "list of 50 laboratories", "/laboratories/", LIST_MS, QUERIES


def _a_cooperation(account: Any) -> str:
    import dossiers  # noqa: PLC0415

    from portulan.domains.cooperations import queries  # noqa: PLC0415
    from portulan.domains.organisation.access import NOBODY  # noqa: PLC0415
    from portulan.domains.organisation.queries import reach_of  # noqa: PLC0415

    reach = reach_of(account.person, dossiers.TODAY) if account else NOBODY
    lines = queries.lines(reach=reach, at=dossiers.TODAY)
    return f"/cooperations/{next((one for one in lines if one.within), lines[0]).uid}/"


def _asked(what: str, path: str, account: Any, budget: float, most: int | None) -> list[dict[str, Any]]:
    """Median over REQUESTS, and the queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1"})
    if account is not None:
        client.force_login(account)
    _forget()
    first = _seconds(client, path)
    often = sorted(_seconds(client, path) for _ in range(REQUESTS))
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    median = often[REQUESTS // 2]
    return [
        {
            "what": f"{what}: processor",
            "value": median * 1000,
            "unit": "ms",
            "budget": budget,
            "ratio": first / median,
        },
        {"what": f"{what}: queries", "value": len(queries), "unit": "queries", "budget": most},
    ]


def _forget() -> None:
    from portulan.domains.cooperations.queries import memory  # noqa: PLC0415

    memory._known.clear()


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
