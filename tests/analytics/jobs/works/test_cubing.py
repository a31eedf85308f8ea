"""The file of cubes: every cube, sorted as it is asked for."""

from analytics.jobs.works.conftest import Lake
from portulan.analytics.jobs.works.cubing import EXAMPLES, ORDERS
from portulan.analytics.measures.publications import KEYS


def test_every_cube_has_its_order(lake: Lake) -> None:
    assert set(ORDERS) == {*KEYS, EXAMPLES}
    assert all(set(KEYS[name]) == set(ORDERS[name]) for name in KEYS)
    for name, order in ORDERS.items():
        assert lake.rows(name, *order)
