"""One unit, and lists of them: what holds on the day, in a fixed number of queries."""

from datetime import date

import pytest

from domains.packed import AT, BY, TODAY, US, load_pack, small_pack, structure
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.queries import (
    institute_units,
    joint_laboratories,
    laboratories,
    parts,
    unit,
    units_by_id,
)
from portulan.domains.organisation.services import take_in_structures
from portulan.insight.results import StructureLabel

STATED = '[[unit]]\nrnsr = "200900003C"\nshort = "C"\nname = "Cove"\nparent = "sea"\nsource = "log"\n'


@pytest.fixture
def fleet(isle):
    """Four laboratories: A and B proposed for the sea and the sky, C stated for the sea, D unattached and French; a
    team; one that closed."""
    load_pack(small_pack(isle, units=STATED))
    take_in_structures(
        [
            structure("200900001A", name="Anchor", short_name="", fields=("1",), city="Singapour"),
            structure(
                "200900002B", name="Beacon", short_name="", fields=("2",), address_country="JP", city="Tokyo"
            ),
            structure("200900003C", name="Cove", fields=("2",), labels=(StructureLabel("IRL 3", US),)),
            structure(
                "200900004D",
                name="École du large",
                fields=("3",),
                address_country="FR",
                city="Brest",
                international=False,
                labels=(),
            ),
            structure(
                "200900005E", name="Eddy", kind="Equipe interne", parents=("200900001A",), international=False
            ),
            structure("200900006F", name="Foam", closed_year=2020),
        ],
        by=BY,
        at=AT,
        today=TODAY,
    )


def names(page) -> list[str]:
    return [row.name_fr for row in page.rows]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Anchor", "Beacon", "Cove", "École du large"]),
        ({"country": "SG"}, ["Anchor", "Cove"]),
        ({"country": "FJ"}, []),
        ({"institute": "sea"}, ["Anchor", "Cove"]),
        ({"institute": "sky"}, ["Beacon"]),
        ({"institute": "none"}, ["École du large"]),
        ({"institute": "nowhere"}, []),
        ({"international": True}, ["Anchor", "Beacon", "Cove"]),
        ({"international": False}, ["École du large"]),
        ({"text": "beac"}, ["Beacon"]),
        ({"text": "irl 3"}, ["Cove"]),
        ({"text": "singap"}, ["Anchor", "Cove"]),
        ({"text": "ECOLE"}, ["École du large"]),
        ({"text": "%"}, []),
        ({"text": "a\0"}, []),
        ({"text": "  "}, ["Anchor", "Beacon", "Cove", "École du large"]),
        ({"sort": "-name"}, ["École du large", "Cove", "Beacon", "Anchor"]),
        ({"sort": "country"}, ["École du large", "Beacon", "Anchor", "Cove"]),
        ({"sort": "label"}, ["Anchor", "Beacon", "Cove", "École du large"]),
        ({"sort": "rubbish"}, ["Anchor", "Beacon", "Cove", "École du large"]),
        ({"country": "SG", "institute": "sea", "text": "cov"}, ["Cove"]),
    ],
)
def test_laboratories_are_filtered_and_sorted(fleet, filters, found):
    page = laboratories(TODAY, **filters)

    assert names(page) == found
    assert page.total == len(found)


def test_pages_of_laboratories_add_up(fleet):
    pages = [laboratories(TODAY, limit=3, offset=offset) for offset in (0, 3, 6)]

    assert [page.total for page in pages] == [4, 4, 4]
    assert [name for page in pages for name in names(page)] == ["Anchor", "Beacon", "Cove", "École du large"]


def test_what_closed_is_listed_on_a_day_it_was_open(fleet):
    assert "Foam" in names(laboratories(date(2015, 6, 1)))
    assert "Foam" not in names(laboratories(date(2020, 6, 1)))
    assert names(laboratories(date(2008, 12, 31))) == []


def test_laboratories_of_an_institute_are_stated_or_proposed(fleet):
    assert names(institute_units("sea", TODAY)) == ["Anchor", "Cove"]
    assert names(institute_units("sea", TODAY, stated=True)) == ["Cove"]
    assert names(institute_units("sea", TODAY, stated=False)) == ["Anchor"]
    assert names(institute_units("sky", TODAY)) == ["Beacon"]


def test_joint_laboratories_are_counted_from_dated_data(fleet):
    assert [line.name_fr for line in joint_laboratories(TODAY)] == ["Anchor", "Beacon", "Cove"]
    assert [line.name_fr for line in joint_laboratories(TODAY, country="SG")] == ["Anchor", "Cove"]
    assert [line.name_fr for line in joint_laboratories(date(2015, 1, 1), country="SG")] == [
        "Anchor",
        "Cove",
        "Foam",
    ]


def test_a_line_tells_the_institute_and_how_it_is_known(fleet):
    line = laboratories(TODAY, text="Cove").rows[0]

    assert (line.institute.code, line.institute.stated, line.institute.source) == (
        "sea",
        True,
        "The ship's log",
    )
    assert laboratories(TODAY, text="large").rows[0].institute is None


def test_one_unit_tells_its_parts_attachments_and_past(fleet):
    found = unit("rnsr-200900001A", TODAY)

    assert [part.name_fr for part in parts("rnsr-200900001A", TODAY)] == ["Eddy"]
    assert [(one.code, one.stated, one.confidence) for one in found.attachments] == [("sea", False, "high")]
    assert [one.code for one in unit("rnsr-200900005E", TODAY).attachments] == ["rnsr-200900001A"]
    assert unit("rnsr-200900006F", TODAY).line.name_fr == "Foam"


def test_an_institute_does_not_list_its_laboratories_as_parts(fleet):
    assert parts("sea", TODAY) == ()


def test_a_name_two_sources_give_alike_is_told_once(fleet):
    found = unit("rnsr-200900003C", TODAY)

    assert [(name.name_fr, name.short_name) for name in found.names] == [("Cove", "L03C"), ("Cove", "C")]


def test_an_unknown_code_is_no_unit(fleet):
    assert unit("rnsr-1", TODAY) is None


def test_lines_by_row_number(fleet):
    number = Unit.objects.get(rnsr="200900002B").pk

    assert units_by_id([number], TODAY)[number].name_fr == "Beacon"
    assert units_by_id([], TODAY) == {}


def test_a_page_past_the_end_still_counts_all(fleet):
    found = laboratories(TODAY, limit=2, offset=100)

    assert (found.rows, found.total) == ((), laboratories(TODAY).total)
    assert laboratories(TODAY, text="no such word").total == 0


def test_queries_do_not_grow_with_rows(fleet, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(laboratories(TODAY, limit=1).rows) == 1
    with django_assert_num_queries(2):
        assert len(laboratories(TODAY, limit=3).rows) == 3
    with django_assert_num_queries(2):
        assert len(joint_laboratories(TODAY, country="JP")) == 1
    with django_assert_num_queries(2):
        assert len(joint_laboratories(TODAY)) == 3
    with django_assert_num_queries(4):
        unit("rnsr-200900001A", TODAY)
