"""Fetch works from the services that give them: the verb behind ``portulan data fetch``."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import portulan
from portulan.analytics.jobs import fetch as job
from portulan.analytics.jobs.fetch import Fetched
from portulan.analytics.jobs.fetch_asking import FetchError, Outside
from portulan.analytics.jobs.fetch_sources import FETCH_SOURCES, Secrets, Wanted
from portulan.analytics.tables.refusal import UnusableError
from portulan.foundations.outside.clock import clock
from portulan.foundations.outside.web import Web, WebError

REFUSALS = (UnusableError, FetchError)
KEYS = tuple(one.key for one in FETCH_SOURCES)
_AGENT = f"Portulan/{portulan.__version__} (steering of international cooperation)"

__all__ = ["KEYS", "REFUSALS", "FetchError", "Fetched", "UnusableError", "fetch_works"]


def fetch_works(
    *,
    source: str,
    raw: Path,
    institution: str = "",
    since: date | None = None,
    published: bool = False,
    structure: str = "",
    collection: str = "",
    address: str = "",
    calls: int | None = None,
    restart: bool = False,
    tell: Callable[[int, int | None], None] = lambda records, total: None,
    environment: Mapping[str, str] = os.environ,
) -> Fetched:
    """Fetch works of an organisation from ``source`` (one of KEYS) into the raw folder, going on where a run stopped.

    ``since``: changed since that day, or published since then with ``published``. ``environment`` holds what the
    services know us by: OPENALEX_API_KEY, CROSSREF_MAILTO, SCANR_ADDRESS, SCANR_USER, SCANR_PASSWORD. ``tell`` is given
    records so far and in all. Raises UnusableError and FetchError, whose text says what to do: the same call goes on.
    """
    secrets = Secrets(
        key=environment.get("OPENALEX_API_KEY", ""),
        user=environment.get("SCANR_USER", ""),
        password=environment.get("SCANR_PASSWORD", ""),
        contact=environment.get("CROSSREF_MAILTO", ""),
    )
    where = address or (environment.get("SCANR_ADDRESS", "") if source == "scanr" else "")
    with Web(agent=_AGENT) as web:
        return job.fetch(
            source=job.source_of(source),
            wanted=Wanted(institution, since, published, structure, collection),
            raw=raw,
            secrets=secrets,
            outside=Outside(web, WebError, clock().now),
            address=where,
            calls=calls,
            restart=restart,
            tell=tell,
        )
