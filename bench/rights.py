"""Rights: what it costs to know what a person may do, with 30,000 people and 5,000 mandates, on both databases.

The plain way beside it: each mandate read by itself, and its units walked level by level.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 25)
ROOT = Path(__file__).resolve().parents[1]
TIMES = 30
REACH_MS, LIST_MS, QUERIES = 5.0, 15.0, 2


def measure() -> list:
    """Time of a reach and of a list of mandates, on SQLite and on PostgreSQL."""
    from run import Measure  # noqa: PLC0415  the parent only, 2026-11-25

    sys.path.insert(0, str(ROOT / "tools"))
    from temporary_postgres import server  # noqa: PLC0415

    found = _on("SQLite", "")
    try:
        with server() as url:
            found += _on("PostgreSQL", url)
    except FileNotFoundError as missing:
        print(f"PostgreSQL was left out: {missing}")
    return [Measure(**one) for one in found]


def _on(name: str, url: str) -> list[dict]:
    """Measures of one database, in a process of its own: Django knows one database in its life."""
    with tempfile.TemporaryDirectory(prefix="portulan-bench-") as home:
        environment = os.environ | {
            "PORTULAN_HOME": home,
            "PACK": "cnrs",
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "portulan.site.settings.local",
        }
        done = subprocess.run(
            [sys.executable, __file__, name], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    return json.loads(done.stdout.splitlines()[-1])


def inside(database: str) -> list[dict]:
    import django  # noqa: PLC0415  only in the process of one database, 2026-11-25

    django.setup()
    crowd = _filled()
    from portulan.domains.organisation.queries import holding, reach_of  # noqa: PLC0415

    found = []
    for name in ("nobody", "narrow", "many", "deputy", "institute", "officer", "whole"):
        person = getattr(crowd, name)
        spent, waited = _cost(lambda person=person: reach_of(person, TODAY))
        plain, _ = _cost(lambda person=person: plain_reach(person))
        found.append(_said(f"{database}: reach, {name}: processor", spent, REACH_MS, plain / spent))
        found.append(_said(f"{database}: reach, {name}: clock", waited))
        queries = _queries(lambda person=person: reach_of(person, TODAY))
        found.append(
            {
                "what": f"{database}: reach, {name}: queries",
                "value": queries,
                "unit": "queries",
                "budget": QUERIES,
            }
        )
    for name in ("narrow", "institute", "whole"):
        reach = reach_of(getattr(crowd, name), TODAY)
        spent, waited = _cost(lambda reach=reach: holding.mandates(reach, TODAY))
        found.append(_said(f"{database}: list of 50 mandates, {name}: processor", spent, LIST_MS))
        found.append(_said(f"{database}: list of 50 mandates, {name}: clock", waited))
    return found


def _filled():
    from crowd import fill  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from portulan.domains.geography.services import load_countries  # noqa: PLC0415
    from portulan.foundations.outside.clock import clock  # noqa: PLC0415
    from portulan.foundations.packs import services as packs  # noqa: PLC0415
    from portulan.site.startup import PACK_ACTOR  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    load_countries(by=PACK_ACTOR, at=clock().now())
    packs.load(ROOT / "packs" / "cnrs", dry_run=False, by=PACK_ACTOR, at=clock().now(), today=TODAY)
    crowd = fill(today=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return crowd


def plain_reach(person: object) -> list[tuple[set[int], set[int]]]:
    """Units and countries of each mandate of a person, mandate by mandate and level by level."""
    from portulan.domains.organisation.models import Attachment, Mandate  # noqa: PLC0415
    from portulan.foundations.model.base import in_force  # noqa: PLC0415

    found = []
    for mandate in Mandate.objects.filter(in_force(TODAY), person=person).select_related("role"):
        units = set(mandate.units.values_list("pk", flat=True))
        level = units
        while level:
            below = Attachment.objects.filter(in_force(TODAY), kind="stated", parent__in=level)
            level = set(below.values_list("unit_id", flat=True)) - units
            units |= level
        found.append((units, set(mandate.countries.values_list("pk", flat=True))))
    return found


def _cost(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds: the median of processor time in this process, and the best time by the clock on the wall.

    SQLite works in this process; PostgreSQL works beside it, so only the clock sees all of it.
    """
    act()
    spent, waited = [], []
    for _ in range(TIMES):
        clock, processor = time.perf_counter(), time.process_time()
        act()
        spent.append(time.process_time() - processor)
        waited.append(time.perf_counter() - clock)
    return statistics.median(spent) * 1000, min(waited) * 1000


def _queries(act: Callable[[], object]) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def _said(what: str, value: float, budget: float | None = None, ratio: float | None = None) -> dict:
    return {"what": what, "value": value, "unit": "ms", "budget": budget, "ratio": ratio}


if __name__ == "__main__":
    print(json.dumps(inside(sys.argv[1])))
