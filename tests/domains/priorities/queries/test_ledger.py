"""The ledger of a partner, for somebody."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from domains.priorities.conftest import TODAY
from domains.priorities.services.test_ledger import MONEY, write
from portulan.domains.priorities import queries, services


def test_lines_in_force_and_history(somebody):
    director = somebody("director")
    first = write(director)
    services.correct(uid=first.uid, line=None, today=TODAY, **director.acting)
    write(director, MONEY)
    held = queries.ledger(partner="test-sg", reach=director.reach)
    every = queries.ledger(partner="test-sg", reach=director.reach, history=True)
    assert [(one.cents, one.held) for one in held] == [(123450, True)]
    assert sorted(one.held for one in every) == [False, False, True]


def test_nothing_outside_the_scope(somebody):
    write(somebody("director"))
    assert queries.ledger(partner="test-sg", reach=somebody("director", countries=("JP",)).reach) == ()
    assert queries.ledger(partner="test-sg", reach=somebody("").reach) == ()


def test_one_line_and_three_cost_the_same(somebody):
    director = somebody("director")
    reach, costs = director.reach, []
    for _ in range(3):
        write(director)
        with CaptureQueriesContext(connection) as asked:
            queries.ledger(partner="test-sg", reach=reach, history=True)
        costs.append(len(asked))
    assert costs == [1, 1, 1]
