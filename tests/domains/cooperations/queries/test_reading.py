"""Lines carry names of the day, in the order given, and live partners only."""

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import queries
from portulan.domains.organisation.models import Unit, UnitName
from portulan.domains.partners.models import Partner


def test_names_of_the_day_in_the_order_given(declared, somebody):
    unit = Unit.objects.get(code="wave")
    UnitName.objects.filter(unit=unit).update(until="2025")
    UnitName.objects.create(unit=unit, origin="pack", name_fr="Onde", name_en="Swell", since="2025", rank=1)
    one = somebody("referent")
    declared(one, units=["cloud", "wave"], partners=["test-sn", "test-sg"])
    (line,) = queries.lines(reach=one.reach, at=TODAY)
    assert [unit.name_en for unit in line.units] == ["cloud lab", "Swell"]
    assert [(partner.key, partner.country) for partner in line.partners] == [
        ("test-sn", "SN"),
        ("test-sg", "SG"),
    ]
    assert [country.code for country in line.countries] == ["SN", "SG"]


def test_a_record_that_was_joined_to_another_is_not_told_twice(declared, somebody):
    one = somebody("referent")
    declared(one, partners=["test-sg", "test-jp"])
    Partner.objects.filter(key="test-jp").update(merged_into=Partner.objects.get(key="test-sg"))
    (line,) = queries.lines(reach=one.reach, at=TODAY)
    assert [partner.key for partner in line.partners] == ["test-sg"]
