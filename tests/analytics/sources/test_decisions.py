"""What people decided is checked like any source; a mistake names its key."""

from typing import Any

import pytest

from analytics import extract
from portulan.analytics.sources import decisions
from portulan.analytics.tables.refusal import UnusableError


def test_focal() -> None:
    one = decisions.focal(extract.DECISIONS)
    assert (one.ror, one.pics, one.copublications) == ("0aaaaaa01", ("900000001",), True)


def test_a_whole_address_will_do() -> None:
    given = {"focal": {**extract.FOCAL, "ror": "https://ror.org/0aaaaaa01"}}
    assert decisions.focal(given).ror == "0aaaaaa01"


@pytest.mark.parametrize(
    ("key", "value"),
    [("pack", ""), ("name", ""), ("ror", "none"), ("home_country", "France"), ("pics", ["12"])],
)
def test_a_wrong_key_is_named(key: str, value: Any) -> None:
    with pytest.raises(UnusableError, match=f"focal.{key}"):
        decisions.focal({"focal": {**extract.FOCAL, key: value}})


def test_no_focal() -> None:
    with pytest.raises(UnusableError, match="focal"):
        decisions.focal({})


def test_rows_tell_their_place() -> None:
    rows = list(decisions.stage(extract.DECISIONS).rows)
    assert rows == [("decisions", 1, "201000003C", "SG", "the pack", "2022-03")]
