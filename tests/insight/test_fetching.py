"""Fetching as the site asks for it: what the services know us by comes from the environment."""

from datetime import date
from pathlib import Path

import pytest

from analytics.jobs import replay
from analytics.jobs.fetching import scanr_works, works
from analytics.jobs.replay import serving
from portulan.insight.fetching import KEYS, REFUSALS, fetch_works

SCANR = {"SCANR_USER": "someone", "SCANR_PASSWORD": "secret"}


def test_openalex_by_its_key(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with serving(replay.openalex(works(5), size=3)) as served:
        done = fetch_works(
            source="openalex",
            raw=tmp_path,
            institution="02feahw73",
            since=date(2026, 1, 1),
            published=True,
            address=served.address,
            tell=lambda records, total: told.append((records, total)),
            environment={"OPENALEX_API_KEY": "a-key"},
        )
        _, query, _, headers = served.asked[1]
    assert (done.records, (tmp_path / done.parts[0]).is_file()) == (5, True)
    assert query["filter"].endswith("from_publication_date:2026-01-01")
    assert query["api_key"] == "a-key"
    assert headers["user-agent"].startswith("Portulan/")
    assert told == [(0, None), (3, 5), (5, 5), (5, 5)]


def test_scanr_by_its_address_user_and_password(tmp_path: Path) -> None:
    with serving(replay.scanr(scanr_works(3), size=10)) as served:
        found = fetch_works(
            source="scanr",
            raw=tmp_path,
            institution="180089013",
            environment={**SCANR, "SCANR_ADDRESS": served.address},
        )
    assert found.records == 3


@pytest.mark.parametrize(
    ("source", "environment", "said"),
    [("openalex", {}, "OPENALEX_API_KEY"), ("scanr", {}, "SCANR_USER"), ("scanr", SCANR, "--address")],
)
def test_what_is_not_given_is_named(
    tmp_path: Path, source: str, environment: dict[str, str], said: str
) -> None:
    with pytest.raises(REFUSALS, match=said):
        fetch_works(source=source, raw=tmp_path, institution="02feahw73", environment=environment)


def test_the_services_there_are() -> None:
    assert KEYS == ("openalex", "hal", "crossref", "scanr")
