"""Fields of the matrix are our institutes and centres."""

from domains.priorities.conftest import TODAY
from portulan.domains.priorities.queries import fields, units_named


def test_institutes_and_no_laboratory(somebody):
    codes = [one.code for one in fields(TODAY)]
    assert {"sea", "sky"} <= set(codes)
    assert "wave" not in codes


def test_units_by_code(somebody):
    assert set(units_named(["wave", "sea", "nowhere"], TODAY)) == {"wave", "sea"}
