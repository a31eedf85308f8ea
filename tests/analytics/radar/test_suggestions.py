from datetime import date

import pytest

from analytics.radar.conftest import PROJECTS, TODAY, Write, rows_of
from portulan.analytics.radar.links import Links, UnusableLinksError, read
from portulan.analytics.radar.pairs import Scope
from portulan.analytics.radar.suggestions import suggested

DAY = date(2016, 12, 31)
SCOPE = Scope("FR", focal="a", kinds=("HES",), min_activity=1)


def test_new_partners_with_their_evidence(small: Links) -> None:
    found = suggested(small, SCOPE, DAY)
    new = {one.explanation.candidate: one for one in (*found.hubs, *found.long_tail)}
    assert "c" not in new  # last on every channel: no evidence sets it apart
    assert new["e"].country == "IT"
    assert new["e"].hub  # it has three partners, c has one
    assert {bridge.organisation for bridge in new["e"].explanation.bridges} == {"d", "k"}


def test_partners_to_deepen_with(small: Links) -> None:
    found = suggested(small, SCOPE, DAY)
    assert [(one.organisation, one.country) for one in found.deepening] == [("d", "DE")]
    assert [project.project for project in found.deepening[0].projects] == ["p3"]
    assert found.deepening[0].weight == pytest.approx(2 ** (-(550 / 365.25) / 2))
    assert found.fading == ()


def test_a_steady_partner_that_fell_silent_fades(write: Write) -> None:
    links = read(write(rows_of([*PROJECTS, ("p8", "ad", "2014-01-31", "X")])), today=TODAY)
    assert suggested(links, SCOPE, DAY).fading == ()
    later = suggested(links, SCOPE, date(2017, 6, 30))
    assert [one.organisation for one in later.fading] == ["d"]
    assert [one.organisation for one in later.deepening] == ["c"]


def test_at_most_so_many(small: Links) -> None:
    found = suggested(small, Scope("FR", focal="b", kinds=("HES",), min_activity=1), DAY, count=1)
    assert len(found.hubs) <= 1
    assert len(found.long_tail) <= 1


def test_too_little_history_is_said(small: Links) -> None:
    found = suggested(small, Scope("FR", focal="b", min_activity=2), DAY)
    assert found.cannot_say == (
        "1 projects are known by 2016-12-31, and 2 are needed: history is too short to suggest partners."
    )
    assert found.hubs == found.long_tail == found.deepening == ()


def test_an_unknown_organisation_is_refused(small: Links) -> None:
    with pytest.raises(UnusableLinksError, match="'zz'"):
        suggested(small, Scope("FR", focal="zz"), DAY)
