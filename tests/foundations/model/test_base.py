"""What holds on a day: the same answer from the database and from the row."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portulan.domains.organisation.models import Unit
from portulan.foundations.model.softdate import SoftDate

softdates = st.one_of(
    st.none(),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)).flatmap(
        lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
    ),
)


@pytest.mark.parametrize(
    ("since", "until", "day", "holds"),
    [
        (None, None, "2020-06-01", True),
        ("2020", None, "2020-01-01", True),
        ("2020", None, "2019-12-31", False),
        ("2020-06", None, "2020-05-31", False),
        ("2020-06", None, "2020-06-01", True),
        (None, "2020", "2019-12-31", True),
        (None, "2020", "2020-01-01", False),
        (None, "2020-06-15", "2020-06-14", True),
        (None, "2020-06-15", "2020-06-15", False),
    ],
)
@pytest.mark.django_db
def test_from_the_beginning_included_to_the_end_excluded(since, until, day, holds):
    row = Unit.objects.create(code="a", kind="team", origin="pack", since=since, until=until)
    row.refresh_from_db()

    assert row.holds_at(date.fromisoformat(day)) is holds
    assert Unit.objects.at(date.fromisoformat(day)).exists() is holds


class SameRule(TestCase):
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(since=softdates, until=softdates, day=st.dates(date(1989, 1, 1), date(2041, 1, 1)))
    def test_the_row_and_the_database_agree(self, since, until, day):
        Unit.objects.all().delete()
        row = Unit.objects.create(code="a", kind="team", origin="pack", since=since, until=until)
        row.refresh_from_db()

        assert Unit.objects.at(day).exists() is row.holds_at(day)


def test_a_year_stands_before_its_months_and_these_before_their_days():
    assert sorted(map(SoftDate, ["2020-06-15", "2020", "2021", "2020-06"])) == list(
        map(SoftDate, ["2020", "2020-06", "2020-06-15", "2021"])
    )
