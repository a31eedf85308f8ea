"""Offices and territories of a pack, as rows."""

from datetime import date

from domains.packed import TODAY, load_pack, small_pack, territories
from portulan.domains.offices.models import Office, Territory
from portulan.domains.offices.queries import covering, offices

RIO = """
[[office]]
code = "office-rio"
city.fr = "Rio de Janeiro"
city.en = "Rio de Janeiro"
country = "BR"
since = "2010"
until = "2024-09"
shared_with = ["IRD", "CIRAD"]
[[office.name]]
fr = "Bureau de Rio"
en = "Rio office"

[[office]]
code = "office-sao-paulo"
city.fr = "São Paulo"
city.en = "São Paulo"
country = "BR"
since = "2024-09"
[[office.name]]
fr = "Bureau de São Paulo"
en = "São Paulo office"
"""
BRAZIL = """
[[territory]]
unit = "office-rio"
countries = ["BR"]
[[territory]]
unit = "office-sao-paulo"
countries = ["BR", "AR"]
source = "log"
"""


def test_an_office_is_a_unit_with_what_offices_have_beside(isle):
    load_pack(small_pack(isle, offices=RIO, territories=territories(extra=BRAZIL)))

    rio = Office.objects.get(unit__code="office-rio")
    assert (rio.sort, rio.shared_with, rio.city_en) == ("office", ["IRD", "CIRAD"], "Rio de Janeiro")
    assert (rio.unit.kind, rio.unit.country.code, str(rio.unit.since), str(rio.unit.until)) == (
        "office",
        "BR",
        "2010",
        "2024-09",
    )


def test_a_territory_lives_with_its_office_unless_it_says_otherwise(isle):
    load_pack(small_pack(isle, offices=RIO, territories=territories(extra=BRAZIL)))

    rows = Territory.objects.filter(country__code="BR", by_default=False).order_by("id")
    assert [(row.unit.code, str(row.since), str(row.until)) for row in rows] == [
        ("office-rio", "2010", "2024-09"),
        ("office-sao-paulo", "2024-09", "None"),
    ]
    assert [cover.code for cover in covering("BR", date(2020, 1, 1))] == ["office-rio", "isle"]
    assert [cover.code for cover in covering("BR", TODAY)] == ["office-sao-paulo", "isle"]


def test_a_territory_that_changed_hands_is_two_rows(isle):
    sea = '[[territory]]\nunit = "office-singapore"\nsince = "{0}"\nuntil = "{1}"\ncountries = ["AU"]\n'
    extra = sea.format("2010", "2012") + sea.format("2019", "2021-12")
    load_pack(small_pack(isle, territories=territories(extra=extra)))

    again = load_pack(small_pack(isle, territories=territories(extra=extra)))

    assert again.created == again.changed == again.closed == 0
    assert Territory.objects.filter(country__code="AU", by_default=False).count() == 2


def test_an_office_no_longer_named_is_closed_with_its_territory(isle):
    extra = '[[territory]]\nunit = "office-singapore"\ncountries = ["SG"]\n'
    load_pack(small_pack(isle, territories=territories(extra=extra)))

    load_pack(small_pack(isle, offices="", territories=territories()))

    assert offices(TODAY) == ()
    assert [(one.code, str(one.until), one.is_open) for one in offices(TODAY, closed=True)] == [
        ("office-singapore", "2026-11-23", False)
    ]
    assert [cover.code for cover in covering("SG", TODAY)] == ["isle"]
