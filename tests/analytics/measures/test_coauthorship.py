"""Co-authorship of one country with each other."""

import ibis

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures.coauthorship import of_countries, with_country

PAIRS = [
    {"first": "DE", "second": "FR", "year": 2010, "works": 7},
    {"first": "FR", "second": "SG", "year": 2010, "works": 3},
    {"first": "FR", "second": "FR", "year": 2010, "works": 50},
    {"first": "DE", "second": "SG", "year": 2010, "works": 2},
]


def test_with_the_home_country(engine: Engine) -> None:
    rows = engine.rows(with_country(ibis.memtable(PAIRS), "FR").order_by("country"))
    assert [tuple(row.values()) for row in rows] == [("DE", 2010, 7), ("SG", 2010, 3)]


def test_all_works_of_a_country(engine: Engine) -> None:
    assert engine.rows(of_countries(ibis.memtable(PAIRS))) == [{"country": "FR", "year": 2010, "count": 50}]
