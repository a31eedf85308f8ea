"""Our side of a ledger: amounts exact, history kept, only where one writes about partners."""

import pytest

from domains.priorities.conftest import TODAY
from portulan.domains.priorities import services
from portulan.domains.priorities.access import PrioritiesRefusedError, UnknownError
from portulan.domains.priorities.models import LedgerLine
from portulan.domains.priorities.services import InvalidError, Line
from portulan.foundations.journal.models import Entry

MONEY = Line(side="gives", kind="money", year=2025, text="Travel", amount="1 234,50", currency="EUR")


def write(who, line=MONEY, partner="test-sg"):
    return services.write_line(partner=partner, line=line, today=TODAY, **who.acting)


def test_money_in_whole_cents(somebody):
    made = write(somebody("director", countries=("SG",)))
    assert (made.cents, made.currency, made.month_tenths, made.year) == (123450, "EUR", None, 2025)
    assert Entry.objects.get(object_uid=made.uid).after["cents"] == 123450


def test_people_in_tenths_of_a_month_and_the_rest_without_amount(somebody):
    director = somebody("director")
    people = write(director, Line(side="gets", kind="people", year=2024, text="A post-doc", amount="11.5"))
    data = write(director, Line(side="gets", kind="data", year=2024, text="Buoys", amount="7"))
    assert (people.month_tenths, people.cents, data.cents, data.month_tenths) == (115, None, None, None)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"amount": "1.234"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "much"}, "amount"),
        ({"amount": "1e9999999"}, "amount"),
        ({"currency": ""}, "amount"),
        ({"year": 2028}, "year"),
        ({"text": " "}, "text"),
    ],
)
def test_what_cannot_be_kept_is_refused(somebody, more, where):
    given = {name: getattr(MONEY, name) for name in ("side", "kind", "year", "text", "amount", "currency")}
    with pytest.raises(InvalidError) as refused:
        write(somebody("director"), Line(**{**given, **more}))
    assert (refused.value.field, LedgerLine.objects.count()) == (where, 0)


def test_a_correction_keeps_the_line_it_replaces(somebody):
    director = somebody("director")
    first = write(director)
    second = services.correct(
        uid=first.uid, line=Line(side="gives", kind="money", year=2025, text="Travel", amount="99", currency="EUR"),
        today=TODAY, **director.acting,
    )  # fmt: skip
    services.correct(uid=second.uid, line=None, today=TODAY, **director.acting)
    rows = [(one.cents, one.withdrawn) for one in LedgerLine.objects.order_by("pk")]
    assert rows == [(123450, False), (9900, False), (9900, True)]
    with pytest.raises(UnknownError):
        services.correct(uid=first.uid, line=None, today=TODAY, **director.acting)


@pytest.mark.parametrize(
    ("role", "countries", "error"),
    [("referent", (), PrioritiesRefusedError), ("director", ("JP",), UnknownError), ("", (), UnknownError)],
)
def test_outside_the_scope_nothing_is_written(somebody, role, countries, error):
    with pytest.raises(error):
        write(somebody(role, countries=countries))
    assert (LedgerLine.objects.count(), Entry.objects.filter(verb="ledger.write").count()) == (0, 0)
