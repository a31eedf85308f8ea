"""What tests of fetching share: invented records of each service, and who asks for them."""

import gzip
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from portulan.analytics.jobs.fetch import Fetched
from portulan.analytics.jobs.fetch_sources import Wanted

ROOT = Path(__file__).resolve().parents[3]


SHARED = Path(os.environ.get("PORTULAN_SHARED", ROOT.parent / "shared")) / "data"


RECORDED = SHARED / "openalex/works_sample.jsonl"


SECRET = "a-key-that-must-not-be-seen"


NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


CNRS = Wanted(institution="02feahw73", since=date(2026, 1, 1))


Run = Callable[..., Fetched]


def works(count: int) -> list[dict[str, Any]]:
    """Works of OpenAlex's form, invented."""
    return [
        {"id": f"https://openalex.org/W{1000 + place}", "title": f"Work {place}", "publication_year": 2020}
        for place in range(count)
    ]


def hal_docs(count: int) -> list[dict[str, Any]]:
    return [
        {
            "docid": str(place),
            "uri_s": f"https://hal.science/hal-{place:08d}",
            "halId_s": f"hal-{place:08d}",
            "title_s": [f"Work {place}"],
            "publicationDateY_i": 2021,
            "docType_s": "ART",
            "authFullNameFormIDPersonIDIDHal_fs": ["Someone Invented_FacetSep_12-34_FacetSep_"],
            "authQuality_s": ["aut"],
        }
        for place in range(count)
    ]


def crossref_items(count: int) -> list[dict[str, Any]]:
    return [
        {
            "DOI": f"10.1000/{place}",
            "title": [f"Work {place}"],
            "prefix": "10.1000",
            "issued": {"date-parts": [[2021]]},
        }
        for place in range(count)
    ]


def scanr_works(count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"doi10.1000/{place:03d}",
            "title": {"default": f"Work {place}"},
            "productionType": "publication",
            "year": 2021,
        }
        for place in range(count)
    ]


def records_of(raw: Path, done: Fetched) -> list[dict[str, Any]]:
    """All records of the parts, in order."""
    return [
        json.loads(line)
        for part in done.parts
        for line in gzip.decompress((raw / part).read_bytes()).splitlines()
    ]
