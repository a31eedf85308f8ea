"""What each service is asked, and what must be given first."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.jobs import replay
from analytics.jobs.fetching import CNRS, NOW, Run, crossref_items, hal_docs, records_of, scanr_works
from analytics.jobs.replay import serving
from portulan.analytics.jobs import fetch as job
from portulan.analytics.jobs.fetch import fetch
from portulan.analytics.jobs.fetch_asking import Outside
from portulan.analytics.jobs.fetch_sources import Secrets, Wanted
from portulan.analytics.sources.publication_catalogue import recognised
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.refusal import UnusableError
from portulan.foundations.outside.web import Web, WebError


@pytest.mark.parametrize(
    ("key", "wanted", "named"),
    [
        ("openalex", Wanted(), "--institution"),
        ("openalex", Wanted(institution="../../etc"), "--institution"),
        ("crossref", Wanted(institution="CNRS"), "--institution"),
        ("hal", Wanted(), "--structure"),
        ("hal", Wanted(structure="1 OR 1"), "--structure"),
        ("hal", Wanted(collection="../x"), "--collection"),
        ("scanr", Wanted(institution="a/b"), "--institution"),
    ],
)
def test_what_is_not_well_said_is_refused_before_anything_is_asked(
    tmp_path: Path, run: Run, key: str, wanted: Wanted, named: str
) -> None:
    with serving(replay.openalex([], size=1)) as served, pytest.raises(UnusableError, match=named):
        run(served, key=key, wanted=wanted)
    assert served.asked == []
    assert list(tmp_path.iterdir()) == []


def test_openalex_needs_a_key(tmp_path: Path) -> None:
    with Web(agent="test") as web, pytest.raises(UnusableError, match=r"OPENALEX_API_KEY.*free key"):
        fetch(
            source=job.source_of("openalex"),
            wanted=CNRS,
            raw=tmp_path,
            secrets=Secrets(),
            outside=Outside(web, WebError, lambda: NOW),
        )


OTHERS: dict[str, tuple[str, Any, Any, Wanted]] = {
    "HAL collection": ("hal", hal_docs, replay.hal, Wanted(collection="INRIA", since=date(2026, 1, 1))),
    "HAL structure": ("hal", hal_docs, replay.hal, Wanted(structure="441569")),
    "Crossref": (
        "crossref",
        crossref_items,
        replay.crossref,
        Wanted(institution="https://ror.org/02feahw73"),
    ),
    "scanR": ("scanr", scanr_works, replay.scanr, Wanted(institution="180089013", since=date(2020, 1, 1))),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_services_are_fetched_whole_and_read_by_their_parser(
    tmp_path: Path, run: Run, name: str
) -> None:
    key, made, serve, wanted = OTHERS[name]
    with serving(serve(made(25), size=10)) as served:
        served.faults = {2: replay.cut, 4: replay.half_gzip}
        done = run(served, key=key, wanted=wanted)
    assert (done.records, done.total, done.repeated) == (25, 25, 0)
    assert records_of(tmp_path, done) == made(25)
    (part,) = done.parts
    assert part.startswith(f"publications/{key}/2026-11-25_")
    file, intake = RawFile(tmp_path / part, part), Intake()
    source = recognised(file)
    assert source.key == key
    assert (len(list(source.records(file, intake))), intake.at_sight) == (25, [])


def test_what_each_service_is_asked(run: Run) -> None:
    with serving(replay.hal(hal_docs(3), size=10)) as served:
        run(served, key="hal", wanted=Wanted(structure="441569", since=date(2026, 1, 1)))
    path, query, _, _ = served.asked[0]
    assert (path, query["q"]) == (
        "/search/",
        "structId_i:441569 AND modifiedDate_tdate:[2026-01-01T00:00:00Z TO *]",
    )
    with serving(replay.hal(hal_docs(3), size=10)) as served:
        run(served, key="hal", wanted=Wanted(collection="INRIA"))
    assert (served.asked[0][0], served.asked[0][1]["q"]) == ("/search/INRIA/", "*:*")
    with serving(replay.crossref(crossref_items(3), size=10)) as served:
        run(served, key="crossref")
    _, query, _, headers = served.asked[0]
    assert query["filter"] == "ror-id:https://ror.org/02feahw73,from-index-date:2026-01-01"
    assert (query["mailto"], headers["user-agent"]) == ("desk@example.org", "test")
    with serving(replay.scanr(scanr_works(3), size=2)) as served:
        run(served, key="scanr", wanted=Wanted(institution="180089013"))
    _, _, sent, headers = served.asked[1]
    assert sent["query"] == {"bool": {"filter": [{"term": {"affiliations.id.keyword": "180089013"}}]}}
    assert sent["search_after"] == ["doi10.1000/001"]
    assert headers["authorization"].startswith("Basic ")
