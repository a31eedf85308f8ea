"""Half-known dates."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portulan.foundations.model.softdate import SoftDate, SoftDateField


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-10-01", date(2024, 10, 1), date(2024, 10, 1)),
    ],
)
def test_the_days_a_date_may_be(text, earliest, latest):
    known = SoftDate.parse(text)

    assert (known.earliest, known.latest, known.year, str(known)) == (earliest, latest, earliest.year, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024-02-30",
        "2024-1",
        "01/10/2024",
        "2024-10-01T00:00",
        "0000",
        "2024-00",
        "2024\n",
        "２０２４",
    ],
)
def test_what_is_not_a_date_is_refused(text):
    with pytest.raises(ValueError, match="is not a date"):
        SoftDate.parse(text)


def test_a_column_refuses_what_is_not_a_date_and_says_what_is():
    with pytest.raises(ValidationError, match="2009-03-12"):
        SoftDateField().to_python("soon")


def test_a_column_takes_days_texts_and_nothing():
    column = SoftDateField()

    assert column.to_python(date(2024, 10, 1)) == SoftDate("2024-10-01")
    assert column.to_python("2024-10") == SoftDate("2024-10")
    assert column.to_python("") is None
    assert column.get_prep_value(SoftDate("2024")) == "2024"
