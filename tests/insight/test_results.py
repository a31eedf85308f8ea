"""What insight hands out is frozen, and says the same thing under the names pages use."""

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from portulan.insight import results
from portulan.insight.results import CountryActivity, Focal, NotEnough, Organisation, Period


def test_the_key_of_the_focal_organisation() -> None:
    assert Focal("test", "Us", "0aaaaaa01", "FR", False).key == "ror-0aaaaaa01"


def test_a_count_is_projects_or_works() -> None:
    one = CountryActivity("SG", 2018, 8, None)
    assert (one.projects, one.works) == (8, 8)


def test_nothing_is_known_before_it_is_told() -> None:
    one = Organisation("pic-900000003", "Institut")
    assert (one.status, one.country, one.works_count, one.links) == ("unregistered", "", None, ())
    assert NotEnough(10, 0, "works").period is None
    assert Period(2014, 2018) == (2014, 2018)


def test_two_organisations_share_no_identifiers() -> None:
    assert Organisation("a", "A").external_ids is not Organisation("b", "B").external_ids


KINDS = [one for one in vars(results).values() if is_dataclass(one)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.__name__)
def test_every_value_is_frozen(kind: type) -> None:
    one = object.__new__(kind)
    with pytest.raises(FrozenInstanceError):
        setattr(one, fields(kind)[0].name, "changed")
