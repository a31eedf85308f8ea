"""Cooperations counted for a reader: rights first, exact, and the same whichever way the database meets them."""

from collections import Counter
from datetime import timedelta

import pytest

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import access, queries
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.cooperations.queries import Filters, changed, late, level, tally
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.vocabulary import Verb

ALL = Filters()


@pytest.fixture
def some(somebody, declared) -> None:
    """Five cooperations of two laboratories: late, in time, without a step, ended later, known to those named only."""
    author = somebody("researcher", units=("wave", "cloud"))
    step = {"next_step": "Write", "next_step_on": TODAY - timedelta(days=4)}
    declared(author, title="Late tides", countries=["SG"], **step)
    declared(author, title="Tides in time", countries=["SG", "JP"], **{**step, "next_step_on": TODAY})
    declared(author, title="Tides without a step", countries=["SN"], stage="established")
    declared(author, title="Clouds", units=["cloud"], countries=["JP"], confidentiality="public", **step)
    declared(author, title="Secret tides", countries=["SG"], confidentiality="need-to-know", **step)


def facets(found) -> dict[str, int]:
    return {one.code: one.count for one in found}


def test_a_reader_counts_what_the_reader_sees(some, somebody):
    counted = tally(reach=somebody("referent", units=("sea",)).reach, at=TODAY, filters=ALL)
    assert (counted.total, counted.open, counted.within) == (4, 4, 3)
    assert (counted.late, counted.without_step) == (1, 1)
    assert facets(counted.countries) == {"SG": 4, "JP": 2, "SN": 1}  # the partner’s own country too
    assert facets(counted.stages)["established"] == 1
    assert sum(facets(counted.stages).values()) == counted.total


def test_the_whole_is_more_and_nobody_counts_what_is_public_without_its_steps(some, somebody):
    whole = tally(reach=somebody("director").reach, at=TODAY, filters=ALL)
    assert (whole.total, whole.late, whole.without_step) == (4, 2, 1)
    outside = tally(reach=NOBODY, at=TODAY, filters=ALL)
    assert (outside.total, outside.late, outside.without_step, outside.within) == (1, 0, 0, 0)


def test_a_level_counts_its_own(some, somebody):
    reach = somebody("director").reach
    assert tally(reach=reach, at=TODAY, filters=Filters(units=("sea",))).total == 3
    assert tally(reach=reach, at=TODAY, filters=Filters(countries=("JP",))).total == 2
    assert tally(reach=reach, at=TODAY, filters=Filters(countries=("--",))).total == 0


def test_what_is_late_comes_oldest_first_and_only_from_within(some, somebody):
    assert [one.title for one in late(reach=somebody("director").reach, at=TODAY, filters=ALL)] == [
        "Late tides",
        "Clouds",
    ]
    assert late(reach=NOBODY, at=TODAY, filters=ALL) == ()
    assert changed(reach=NOBODY, at=TODAY, filters=ALL) == ()
    assert len(changed(reach=somebody("referent", units=("sea",)).reach, at=TODAY, filters=ALL)) == 3


@pytest.mark.parametrize(
    "rule", [access.visible_to, access.read_within_by, access.editable_by, access.followable_by]
)
def test_asking_few_rows_and_asking_all_give_the_same(some, somebody, rule):
    """The plan of the database is another, the rows are the same, for each kind of scope."""
    readers = [
        somebody("referent", units=("sea",)),
        somebody("referent", units=("sea",), countries=("SG",)),
        somebody("referent", countries=("JP",)),
        somebody("director"),
        somebody("administrator"),
        somebody(),
    ]
    for reach in (*(one.reach for one in readers), NOBODY):
        rows = Counter(Cooperation.objects.filter(rule(reach)).values_list("pk", flat=True))
        assert Counter(Cooperation.objects.filter(rule(reach, few=True)).values_list("pk", flat=True)) == rows
        assert set(rows.values()) <= {1}


@pytest.mark.parametrize("narrow", [0, 10_000])
def test_the_list_is_the_same_however_wide_a_reach_is_held_to_be(some, somebody, monkeypatch, narrow: int):
    reach = somebody("referent", units=("sea",)).reach
    before = [one.title for one in queries.lines(reach=reach, at=TODAY)]
    monkeypatch.setattr(access, "_NARROW", narrow)
    assert access.is_wide(reach, Verb.COOPERATION_READ) is (narrow == 0)
    assert [one.title for one in queries.lines(reach=reach, at=TODAY)] == before
    assert len(before) == 4


def test_a_level_is_its_counts_and_its_lines(some, somebody, django_assert_num_queries):
    for reach in (somebody("director").reach, somebody("referent", units=("sea",)).reach, NOBODY):
        for filters in (ALL, Filters(units=("sea",)), Filters(countries=("--",))):
            asked = {"reach": reach, "at": TODAY, "filters": filters}
            shown = level(**asked, limit=2)
            assert shown.tally == tally(**asked)
            assert shown.late == late(**asked, limit=2)
            assert shown.changed == changed(**asked, limit=2)


def test_a_level_asked_again_costs_three_queries(some, somebody, django_assert_num_queries):
    asked = {"reach": somebody("director").reach, "at": TODAY, "filters": ALL, "limit": 25}
    first = level(**asked)
    with django_assert_num_queries(3):
        assert level(**asked) == first
