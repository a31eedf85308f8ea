"""Names, labels and institutes of units, as they hold on a day."""

from datetime import date

import pytest

from domains.packed import AT, BY, TODAY, US, structure
from portulan.domains.organisation.models import Attachment, Unit, UnitName
from portulan.domains.organisation.queries.reading import (
    Names,
    attached_to,
    by_id,
    held_attachments,
    lines,
    names_of,
    unattached,
    with_names,
)
from portulan.domains.organisation.services import take_in_structures
from portulan.insight.results import StructureLabel


@pytest.fixture
def anchor(isle) -> Unit:
    take_in_structures(
        [structure("200900001A", name="Anchor", labels=(StructureLabel("UMI 1", US),))],
        by=BY,
        at=AT,
        today=TODAY,
    )
    take_in_structures(
        [structure("200900001A", name="Anchor", labels=(StructureLabel("IRL 1", US),))],
        by=BY,
        at=AT,
        today=date(2027, 1, 1),
    )
    return Unit.objects.get(rnsr="200900001A")


def test_names_that_hold_come_before_those_that_do_not(isle, django_assert_num_queries):
    sea = Unit.objects.get(code="sea").pk
    with django_assert_num_queries(1):
        names = names_of([sea, sea], TODAY)[sea]

    assert [name.name_en for name in names.held] == ["Institute of the sea"]
    assert [name.name_en for name in names.other] == ["Institute of the waves"]
    assert names_of([], TODAY) == {}


def test_units_come_with_the_same_names_in_one_query(isle, django_assert_num_queries):
    UnitName.objects.filter(unit__code="sky").delete()
    with django_assert_num_queries(1):
        found = {row.code: names for row, names in with_names(Unit.objects.all(), TODAY, "code")}

    known = names_of(Unit.objects.values_list("pk", flat=True), TODAY)
    assert found == {row.code: known.get(row.pk, Names()) for row in Unit.objects.all()}
    assert found["sky"] == Names()


def test_the_best_name_is_one_that_holds_else_the_latest_else_the_code(isle):
    sea = Unit.objects.get(code="sea").pk
    UnitName.objects.filter(unit=sea, rank=0).update(until="2014")

    assert names_of([sea], TODAY)[sea].best("sea").name_en == "Institute of the sea"
    assert Names().best("sea").name_fr == "sea"


def test_a_line_bears_the_label_of_the_day(anchor):
    def label(day: date) -> str:
        return by_id(Unit.objects.filter(pk=anchor.pk), day)[anchor.pk].label

    assert label(TODAY) == "UMI 1"
    assert label(date(2027, 6, 1)) == "IRL 1"


def test_lines_keep_the_order_they_are_asked_in(isle, django_assert_num_queries):
    with django_assert_num_queries(2):
        up = lines(Unit.objects.filter(code__in=("sea", "sky")).order_by("code"), TODAY)
    with django_assert_num_queries(2):
        down = lines(Unit.objects.filter(code__in=("sea", "sky")).order_by("-code"), TODAY)

    assert [line.code for line in up] == ["sea", "sky"]
    assert down == up[::-1]


def test_an_attachment_that_ended_is_not_told(anchor):
    assert [one.parent_code for one in held_attachments([anchor.pk], TODAY)] == ["sea"]
    Attachment.objects.filter(unit=anchor).update(until="2026")

    assert not held_attachments([anchor.pk], TODAY)
    assert Unit.objects.filter(unattached(TODAY), pk=anchor.pk).exists()


def test_a_laboratory_is_attached_to_or_unattached_never_both(anchor):
    for day in (TODAY, date(2027, 6, 1)):
        rows = Unit.objects.filter(pk=anchor.pk)
        assert rows.filter(attached_to("sea", day)).exists() is not rows.filter(unattached(day)).exists()
        assert not rows.filter(attached_to("sea", day, stated=True)).exists()
