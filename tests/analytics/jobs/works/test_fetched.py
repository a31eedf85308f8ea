"""What was fetched, and what a person put in the raw folder, is taken in by an update: each work once."""

from datetime import UTC, datetime
from typing import Any

from analytics.jobs import replay
from analytics.jobs.replay import serving
from analytics.jobs.works.conftest import Lake
from analytics.works_extract import BAY, OURS, work
from portulan.analytics.jobs import fetch as job
from portulan.analytics.jobs.fetch_asking import Outside
from portulan.analytics.jobs.fetch_sources import Secrets, Wanted
from portulan.foundations.outside.web import Web, WebError

DAY = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


def fetch(lake: Lake, served: replay.Replay, key: str, wanted: Wanted) -> None:
    with Web(agent="test") as web:
        job.fetch(
            source=job.source_of(key),
            wanted=wanted,
            raw=lake.raw,
            secrets=Secrets(key="a-key"),
            outside=Outside(web, WebError, lambda: DAY, lambda _: None),
            address=served.address,
            part=3,
        )


def hal(identifier: str, **more: Any) -> dict[str, Any]:
    return {
        "docid": identifier,
        "uri_s": f"https://hal.science/{identifier}",
        "halId_s": identifier,
        "title_s": ["On the currents of a bay far away"],
        "publicationDateY_i": 2021,
        "docType_s": "ART",
        "authQuality_s": ["aut"],
        "authFullNameFormIDPersonIDIDHal_fs": ["Nobody Real_FacetSep_1-2_FacetSep_"],
        **more,
    }


def test_fetched_works_are_taken_in_once_with_those_of_other_sources(lake: Lake) -> None:
    fetched = [
        work(number, [(OURS,), (BAY,)], doi=f"10.1000/{number}", updated="2026-03-01")
        for number in range(11, 19)
    ]
    with serving(replay.openalex(fetched, size=2, institution=OURS)) as served:
        served.faults = {3: replay.cut, 5: replay.half_gzip}
        fetch(lake, served, "openalex", Wanted(institution=OURS))
    told = [hal("hal-00000001", doiId_s="10.1000/11"), hal("hal-00000002"), hal("wrong")]
    with serving(replay.hal(told, size=2)) as served:
        fetch(lake, served, "hal", Wanted(collection="OURS"))
    held = lake.raw / "publications/ris/of-a-person.ris"
    held.parent.mkdir(parents=True)
    held.write_text(
        "TY  - JOUR\nAU  - Real, Nobody\nTI  - Any title\nPY  - 2020\nDO  - https://doi.org/10.1000/12\nER  - \n"
        "TY  - JOUR\nAU  - Real, Nobody\nTI  - On the currents of a bay far away\nPY  - 2022\nER  - \n"
    )
    lake.update()
    held_now = lake.works()
    assert held_now["works"] == 5 + 8 + 1  # the eight fetched, and one that HAL alone tells of, and RIS too
    assert held_now["records"] == 5 + 8 + 2 + 2
    assert lake.update().unchanged
    published = b"".join(path.read_bytes() for path in lake.path.rglob("*") if path.is_file())
    assert b"Nobody Real" not in published
    assert b"Real, Nobody" not in published
