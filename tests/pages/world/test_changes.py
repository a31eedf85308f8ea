"""What changed between the two last builds is said with the pages it leads to."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from built import ROOT
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.insight import lake as insight_lake
from portulan.insight.figures import published
from portulan.insight.progress import Silent
from portulan.pages.world.changes import changes

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]


@pytest.fixture
def rebuilt(tmp_path: Path) -> Path:
    """A lake whose second build found no European projects any more."""
    raw, lake = tmp_path / "raw", tmp_path / "lake"
    shutil.copytree(ROOT / "sample", raw)
    decisions = organisation_queries.decisions(clock().today())
    insight_lake.build(raw=raw, lake=lake, decisions=decisions, progress=Silent())
    shutil.rmtree(raw / "cordis")
    insight_lake.build(raw=raw, lake=lake, decisions=decisions, progress=Silent())
    return lake


def test_nothing_is_said_where_no_version_before_is_kept():
    assert changes(published(settings.LAKE), lake=settings.LAKE, names={}) is None


@pytest.mark.slow
def test_a_source_that_went_and_the_countries_it_moved(rebuilt, client, settings):
    settings.LAKE = rebuilt
    html = client.get("/", headers={"accept-language": "en"}).content.decode()
    part = html.split('id="fresh"')[1]
    assert re.search(r"Source no longer loaded; it was as of \d{4}", part)
    assert 'href="/sources/cordis/"' in part
    assert re.search(r"European projects: \d+ countries differ\.", part)
    assert 'href="/countries/AT/"' in part
