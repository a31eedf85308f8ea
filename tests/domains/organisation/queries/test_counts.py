"""Counts of laboratories: each once, and nothing lost."""

from datetime import date

from domains.packed import AT, BY, TODAY, load_pack, small_pack, structure
from portulan.domains.organisation.queries import (
    institute_counts,
    institutes,
    joint_laboratories_by_country,
    laboratories,
    laboratories_by_country,
)
from portulan.domains.organisation.services import take_in_structures

STATED = '[[unit]]\nrnsr = "200900003C"\nshort = "C"\nname = "Cove"\nparent = "sea"\nsource = "log"\n'


def take_in(*structures):
    take_in_structures(structures, by=BY, at=AT, today=TODAY)


def test_stated_proposed_and_unattached_add_up_to_all_laboratories(isle, django_assert_num_queries):
    load_pack(small_pack(isle, units=STATED))
    take_in(
        structure("200900001A", fields=("1",)),
        structure("200900002B", fields=("2",)),
        structure("200900003C", fields=("2",)),
        structure("200900004D", fields=("3",)),
        structure("200900005E", kind="Equipe interne"),
    )

    with django_assert_num_queries(3):
        found = institutes(TODAY)

    assert [(line.code, line.stated, line.proposed) for line in found.lines] == [("sea", 1, 1), ("sky", 0, 1)]
    assert (found.unattached, found.laboratories) == (1, 4)
    assert found.unattached == laboratories(TODAY, institute="none").total
    for line in found.lines:
        assert line.stated + line.proposed == laboratories(TODAY, institute=line.code).total


def test_counts_of_one_are_those_among_all(isle, django_assert_num_queries):
    load_pack(small_pack(isle, units=STATED))
    take_in(structure("200900001A", fields=("1",)), structure("200900002B", fields=("3",)))
    known = institutes(TODAY)

    for line in known.lines:
        with django_assert_num_queries(2):
            found = institute_counts(line.code, TODAY)
        assert (found.stated, found.proposed) == (line.stated, line.proposed)
        assert (found.unattached, found.laboratories) == (known.unattached, known.laboratories)


def test_counts_are_those_of_the_day(isle):
    take_in(structure("200900001A", created=2015), structure("200900002B", created=2009, closed_year=2012))

    assert institutes(date(2010, 1, 1)).laboratories == 1
    assert institutes(date(2013, 1, 1)).laboratories == 0
    assert institutes(TODAY).laboratories == 1


def test_countries_that_nobody_knows_are_counted_apart(isle, django_assert_num_queries):
    take_in(
        structure("200900001A"),
        structure("200900002B", address_country=None),
        structure("200900003C", address_country="FR", international=False),
    )

    with django_assert_num_queries(1):
        assert joint_laboratories_by_country(TODAY) == {"": 1, "SG": 1}
    with django_assert_num_queries(1):
        assert laboratories_by_country(TODAY) == {"": 1, "FR": 1, "SG": 1}


def test_before_the_registry_there_are_institutes_and_no_laboratory(isle):
    found = institutes(TODAY)

    assert [line.name_en for line in found.lines] == ["Institute of the sea", "Institute of the sky"]
    assert (found.unattached, found.laboratories) == (0, 0)
    assert joint_laboratories_by_country(TODAY) == {}
