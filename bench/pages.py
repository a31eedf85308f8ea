"""Pages: processor time of the web process for one request, and how many queries it takes.

The plain way beside it: the same page asked of a site that keeps nothing between requests (no template and no figure
kept), which is what a page costs the first time.
"""

import os
import tempfile
import time
from pathlib import Path

from run import Measure

REQUESTS = 20
PAGES = (
    ("world", "/", 25),
    ("country, Singapore", "/countries/SG/", 25),
    ("country, Germany (most partners)", "/countries/DE/", 25),
    ("list of 50 laboratories", "/laboratories/", 15),
    ("laboratory", "/laboratories/rnsr-200919745C/", 25),
    ("organisation", "/organisations/ror-02e7b5302/", 25),
    ("offices", "/offices/", 25),
    ("sources", "/sources/", 25),
)
QUERIES = 10


def measure() -> list[Measure]:
    """Median processor milliseconds over REQUESTS requests of each page, and its queries, on the CNRS sample."""
    with tempfile.TemporaryDirectory(prefix="portulan-bench-") as home:
        os.environ |= {
            "PORTULAN_HOME": home,
            "PACK": "cnrs",
            "DJANGO_SETTINGS_MODULE": "portulan.site.settings.local",
        }
        start()
        return [figure for name, path, budget in PAGES for figure in of_page(name, path, budget)]


def start() -> None:
    """A site prepared in its home, as `make run` does."""
    import django  # noqa: PLC0415  only this bench needs it, 2026-11-23

    django.setup()
    from portulan.insight.progress import Silent  # noqa: PLC0415
    from portulan.site import startup  # noqa: PLC0415

    startup.prepare(lambda line: None, Silent())
    startup.collect_static(lambda line: None)


def of_page(name: str, path: str, budget: float) -> list[Measure]:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1"})
    first = seconds(client, path)
    often = sorted(seconds(client, path) for _ in range(REQUESTS))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path)
    median = often[REQUESTS // 2]
    return [
        Measure(f"{name}: processor time", median * 1000, "ms", budget, ratio=first / median),
        Measure(f"{name}: queries", len(queries), "queries", QUERIES),
    ]


def seconds(client: object, path: str) -> float:
    """Processor time of one request, answered with 200."""
    began = time.process_time()
    response = client.get(path)  # type: ignore[attr-defined]
    spent = time.process_time() - began
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return spent


if __name__ == "__main__":
    for line in measure():
        print(f"{line.what:<50}{line.value:8.1f} {line.unit}")
    print(Path(__file__).name, "done")
