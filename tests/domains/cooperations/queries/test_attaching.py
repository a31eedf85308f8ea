"""Where a finding may be added: likely ones first, only those one may write on, at the same cost for one and three."""

import pytest

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations.queries.attaching import attached, homes
from portulan.domains.cooperations.queries.found import found_one
from portulan.domains.partners.models import Partner

TOKEN = "hal:team-alpha:ror-0bbbbbb02"


@pytest.fixture
def line(teams, somebody, figures):
    Partner.objects.create(key="ror-0bbbbbb02", name="Strait University")
    return found_one(reach=somebody("referent").reach, figures=figures, at=TODAY, token=TOKEN)


def test_those_with_the_partner_and_of_the_unit_come_first(line, somebody, declared):
    one = somebody("referent")
    with_them = {"partners": ["ror-0bbbbbb02"]}
    ours = declared(one, title="Ours", units=["team-alpha"], **with_them)
    beta = declared(one, title="Beta", units=["team-beta"], **with_them)
    other = declared(one, title="Tides", units=["team-alpha"])
    far = declared(one, title="Clouds", units=["team-beta"])

    found = homes(line=line, reach=one.reach, at=TODAY)
    assert [row.uid for row in found.likely] == [ours.uid, beta.uid]
    assert [row.uid for row in found.others] == [other.uid]
    asked = homes(line=line, reach=one.reach, at=TODAY, text="cloud")
    assert ([row.uid for row in asked.likely], [row.uid for row in asked.others]) == (
        [ours.uid, beta.uid],
        [far.uid],
    )
    by_number = homes(line=line, reach=one.reach, at=TODAY, text=far.number)
    assert [row.uid for row in by_number.others] == [far.uid]


def test_what_one_may_not_write_on_is_not_proposed(line, somebody, declared):
    declared(somebody("referent"), title="Beta", units=["team-beta"], partners=["ror-0bbbbbb02"])
    for who in (somebody("referent", units=("sea",)), somebody("researcher", units=("team-alpha",))):
        found = homes(line=line, reach=who.reach, at=TODAY, text="beta")
        assert (found.likely, found.others) == ((), ())
        assert attached(reach=who.reach) == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_three(line, somebody, declared, rows, django_assert_num_queries):
    one = somebody("referent")
    for number in range(rows):
        declared(one, title=f"Strait {number}", units=["team-alpha"], partners=["ror-0bbbbbb02"])
        declared(one, title=f"Tide {number}", units=["team-alpha"])
    reach = one.reach
    with django_assert_num_queries(7):
        found = homes(line=line, reach=reach, at=TODAY)
    assert (len(found.likely), len(found.others)) == (rows, rows)
