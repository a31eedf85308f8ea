"""Sorting tells nothing of what one may not see."""

import pytest

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import queries, services
from portulan.domains.cooperations.queries.filters import SORTS
from portulan.domains.organisation.access import NOBODY


def titles(reach, sort):
    return [line.title for line in queries.lines(reach=reach, at=TODAY, sort=sort)]


@pytest.fixture
def two(declared, somebody):
    rows = [declared(title=title, confidentiality="public") for title in ("Ebb", "Flow")]
    referent = somebody("referent")
    services.set_step(uid=rows[1].uid, text="Call", on=TODAY, **referent.acting)
    services.set_stage(uid=rows[0].uid, stage="emerging", today=TODAY, **referent.acting)
    return referent


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", ["Ebb", "Flow"]),
        ("-title", ["Flow", "Ebb"]),
        ("number", ["Ebb", "Flow"]),
        ("stage", ["Ebb", "Flow"]),
        ("due", ["Flow", "Ebb"]),
        ("no such order", ["Flow", "Ebb"]),
    ],
)
def test_orders(two, sort, order):
    assert titles(two.reach, sort) == order


def test_the_order_of_next_steps_is_told_to_nobody_outside(two):
    assert titles(NOBODY, "due") == titles(NOBODY, "number")
    assert titles(NOBODY, "-due") == titles(NOBODY, "number")


def test_an_empty_filter_narrows_nothing():
    assert queries.Filters().is_empty
    assert not queries.Filters(mine=True).is_empty
    assert set(SORTS) == {"changed", "title", "number", "stage", "due"}
