"""What a start prepares: nothing twice, and nothing lost where an earlier start was killed."""

import pytest
from django.conf import settings

from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.insight.progress import Silent
from portulan.site import startup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]


def laboratories() -> int:
    return organisation_queries.laboratories(clock().today(), limit=1).total


@pytest.fixture
def said(monkeypatch) -> list[str]:
    """What a start says; the pack of the settings is the one that lies in the database."""
    monkeypatch.setattr(settings, "PACK_FOLDER", settings.ROOT / "packs" / "cnrs")
    return []


def test_a_second_start_does_nothing(said):
    before = laboratories()
    assert startup.load_pack(said.append) is False
    startup.build_figures(said.append, Silent(), pack_is_new=False)
    assert said == []
    assert laboratories() == before > 1000


def test_units_that_a_killed_start_did_not_take_in_are_taken_in(said):
    from portulan.domains.organisation.models import Unit  # noqa: PLC0415  to make the state a kill leaves, 2026-11-23
    from portulan.domains.partners.models import Party  # noqa: PLC0415

    before = laboratories()
    Party.objects.all().delete()
    Unit.objects.filter(origin="registry").delete()
    assert laboratories() == 0
    startup.build_figures(said.append, Silent(), pack_is_new=False)
    assert said == ["Taking units and parties into the register ..."]
    assert laboratories() == before
