"""Rows brought to a wanted state, on the real table of units' labels and units."""

from datetime import date

import pytest

from portulan.domains.organisation.models import Unit, UnitLabel
from portulan.foundations.model.keeping import keep
from portulan.foundations.model.softdate import SoftDate

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def unit(code: str, **values: object) -> dict[str, object]:
    return {"code": code, "kind": "laboratory", "origin": "pack", **values}


def keep_units(*wanted: dict[str, object], today: date = TODAY):
    return keep(Unit.objects.all(), wanted, key=("code",), today=today)


def keep_labels(owner: int, *texts: str, since: str | None = None, today: date = TODAY):
    wanted = [{"unit_id": owner, "text": text, "since": since, "until": None} for text in texts]
    return keep(UnitLabel.objects.all(), wanted, key=("unit_id", "text"), today=today, at_birth=("since",))


@pytest.fixture
def owner() -> int:
    return Unit.objects.create(**unit("owner")).pk


def test_a_new_row_is_created_and_told_with_its_values():
    outcome = keep_units(unit("a", since="2009"))

    assert (outcome.count("created"), outcome.unchanged) == (1, 0)
    assert outcome.touched[0].before is None
    assert outcome.touched[0].after["since"] == SoftDate("2009")
    assert Unit.objects.get().since == SoftDate("2009")


def test_the_same_again_touches_nothing():
    keep_units(unit("a"), unit("b"))

    outcome = keep_units(unit("b"), unit("a"))

    assert (outcome.touched, outcome.unchanged) == ([], 2)


def test_a_derived_value_is_written_and_is_told_only_with_what_it_comes_from():
    keep_units(unit("a", city="Nantes", details={"from": 1}), unit("b"))
    derived = {"key": ("code",), "today": TODAY, "derived": ("details",)}

    outcome = keep(Unit.objects.all(), [unit("a", city="Nantes", details={"from": 2}), unit("b")], **derived)

    assert (outcome.touched, outcome.unchanged) == ([], 2)
    assert Unit.objects.get(code="a").details == {"from": 2}
    outcome = keep(Unit.objects.all(), [unit("a", city="Brest", details={"from": 3}), unit("b")], **derived)
    assert [kept.after for kept in outcome.touched] == [{"city": "Brest", "details": {"from": 3}}]


def test_a_different_value_changes_the_row_and_tells_both():
    keep_units(unit("a", city="Nantes"))

    outcome = keep_units(unit("a", city="Brest"))

    assert [(kept.how, kept.before, kept.after) for kept in outcome.touched] == [
        ("changed", {"city": "Nantes"}, {"city": "Brest"})
    ]
    assert Unit.objects.get().city == "Brest"


def test_what_vanished_is_closed_once_and_never_deleted():
    keep_units(unit("a"), unit("b"))

    assert keep_units(unit("a")).count("closed") == 1
    assert keep_units(unit("a"), today=date(2027, 1, 1)).touched == []
    assert Unit.objects.get(code="b").until == SoftDate("2026-11-23")


def test_what_ended_before_keeps_its_own_end():
    keep_units(unit("a", until="2020"))

    assert keep_units().touched == []
    assert Unit.objects.get().until == SoftDate("2020")


def test_what_should_end_later_ends_today_when_it_vanishes():
    keep_units(unit("a", until="2030"))

    assert keep_units().count("closed") == 1
    assert Unit.objects.get().until == SoftDate("2026-11-23")


def test_what_comes_back_is_open_again():
    keep_units(unit("a", until=None))
    keep_units()

    outcome = keep_units(unit("a", until=None), today=date(2027, 1, 1))

    assert outcome.count("changed") == 1
    assert Unit.objects.get().until is None


def test_a_corrected_beginning_changes_the_row_and_does_not_double_it(owner):
    wanted = {"unit_id": owner, "text": "IRL 1", "until": None}
    keep(UnitLabel.objects.all(), [{**wanted, "since": "2019"}], key=("unit_id", "text"), today=TODAY)

    outcome = keep(
        UnitLabel.objects.all(), [{**wanted, "since": "2020"}], key=("unit_id", "text"), today=TODAY
    )

    assert (outcome.count("changed"), outcome.count("created")) == (1, 0)
    assert UnitLabel.objects.get().since == SoftDate("2020")


def test_two_periods_of_one_key_are_two_rows(owner):
    wanted = {"unit_id": owner, "text": "IRL 1"}
    periods = [{**wanted, "since": "2001", "until": "2005"}, {**wanted, "since": "2010", "until": None}]
    keep(UnitLabel.objects.all(), periods, key=("unit_id", "text"), today=TODAY)

    assert keep(UnitLabel.objects.all(), periods, key=("unit_id", "text"), today=TODAY).touched == []
    assert UnitLabel.objects.count() == 2


def test_a_beginning_given_at_birth_is_left_alone_afterwards(owner):
    keep_labels(owner, "IRL 1", since=None)

    assert keep_labels(owner, "IRL 1", since="2026-11-23").touched == []
    assert UnitLabel.objects.get().since is None


def test_with_a_beginning_at_birth_what_comes_back_is_a_new_row(owner):
    keep_labels(owner, "IRL 1")
    keep_labels(owner)

    outcome = keep_labels(owner, "IRL 1", since="2027-01-01", today=date(2027, 1, 1))

    assert outcome.count("created") == 1
    assert [str(row.since) for row in UnitLabel.objects.order_by("id")] == ["None", "2027-01-01"]


def test_the_same_row_wanted_twice_is_refused():
    with pytest.raises(ValueError, match="wanted twice"):
        keep_units(unit("a"), unit("a"))
    assert Unit.objects.count() == 0


def test_rows_of_others_are_not_closed():
    keep_units(unit("a"))

    keep(Unit.objects.filter(kind="team"), [], key=("code",), today=TODAY)

    assert Unit.objects.get().until is None


def test_statements_do_not_grow_with_rows(django_assert_num_queries):
    with django_assert_num_queries(2):
        keep_units(unit("a"))
    with django_assert_num_queries(2):
        keep(Unit.objects.filter(code__in="xyz"), [unit(code) for code in "xyz"], key=("code",), today=TODAY)
