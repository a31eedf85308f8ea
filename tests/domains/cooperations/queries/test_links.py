"""What a page of cooperations joins is read at once, in the order given, and says whom it names."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations.queries.links import Links, links_of
from portulan.domains.geography.models import Country
from portulan.domains.organisation.models import Unit, UnitName
from portulan.domains.partners.models import Partner


def test_in_the_order_given_with_the_names_of_the_day(declared, somebody):
    unit = Unit.objects.get(code="wave")
    UnitName.objects.filter(unit=unit).update(until="2025")
    for since, name in ((None, "Undated"), ("2025", "Swell"), ("2027", "Not yet")):
        UnitName.objects.create(
            unit=unit, origin="pack", name_fr=name, name_en=name, since=since, until=None, rank=1
        )
    row = declared(somebody("referent"), units=["cloud", "wave"], partners=["test-sn", "test-sg"])

    links = links_of([row.pk], person=None, at=TODAY)[row.pk]

    assert [(one.code, one.name_en) for one in links.units] == [("cloud", "cloud lab"), ("wave", "Swell")]
    assert [(one.key, one.name, one.country) for one in links.partners] == [
        ("test-sn", "Baobab University", "SN"),
        ("test-sg", "Lion University", "SG"),
    ]
    assert [one.code for one in links.countries] == ["SN", "SG"]
    assert links.unit_numbers == set(
        Unit.objects.filter(code__in=("cloud", "wave")).values_list("pk", flat=True)
    )
    assert links.country_numbers == set(
        Country.objects.filter(code__in=("SN", "SG")).values_list("pk", flat=True)
    )


def test_only_who_is_named_is_named(declared, somebody):
    author, other = somebody("researcher", units=("wave",)), somebody()
    row, second = declared(author), declared(title="Moons")
    second.members.create(person=other.person, right="read")
    numbers = [row.pk, second.pk]

    def named(person):
        found = links_of(numbers, person=person, at=TODAY)
        return [found[number].named for number in numbers]

    assert named(author.person.pk) == [True, False]
    assert named(other.person.pk) == [False, True]
    assert named(None) == [False, False]


def test_what_was_joined_to_another_is_left_out_and_nothing_gives_nothing(declared, somebody):
    row = declared(somebody("referent"), partners=["test-sg", "test-jp"])
    Partner.objects.filter(key="test-jp").update(merged_into=Partner.objects.get(key="test-sg"))
    assert [one.key for one in links_of([row.pk], person=None, at=TODAY)[row.pk].partners] == ["test-sg"]
    assert links_of([], person=1, at=TODAY) == {}
    assert links_of([0], person=1, at=TODAY)[0] == Links()


def test_one_query_for_one_row_and_for_three(declared):
    numbers = [declared(title=f"Number {number}").pk for number in range(3)]
    for asked in (numbers[:1], numbers):
        with CaptureQueriesContext(connection) as captured:
            assert len(links_of(asked, person=1, at=TODAY)) == len(asked)
        assert len(captured) == 1
