"""What counts as shared, counted by hand."""

import ibis

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures.shared import co_participations, co_publications, with_keys

PARTICIPATIONS = [
    # project 1: us, two others; 2: us and one other in two roles; 3: us alone; 4: others only
    {"rcn": "1", "pic": "us", "country": "FR", "start_year": 2015},
    {"rcn": "1", "pic": "a", "country": "DE", "start_year": 2015},
    {"rcn": "1", "pic": "b", "country": "GR", "start_year": 2015},
    {"rcn": "2", "pic": "us2", "country": "FR", "start_year": 2016},
    {"rcn": "2", "pic": "a", "country": "DE", "start_year": 2016},
    {"rcn": "2", "pic": "a", "country": "DE", "start_year": 2016},
    {"rcn": "3", "pic": "us", "country": "FR", "start_year": 2017},
    {"rcn": "4", "pic": "a", "country": "DE", "start_year": 2017},
    {"rcn": "4", "pic": "b", "country": "GR", "start_year": 2017},
]


def test_co_participations(engine: Engine) -> None:
    rows = engine.rows(
        co_participations(ibis.memtable(PARTICIPATIONS), ["us", "us2"]).order_by("activity", "source_id")
    )
    assert [
        tuple(row[name] for name in ("activity", "year", "source_id", "country", "weight")) for row in rows
    ] == [
        ("1", 2015, "a", "DE", 0.5),
        ("1", 2015, "b", "GR", 0.5),
        ("2", 2016, "a", "DE", 1.0),
    ]


def test_our_own_two_identifiers_are_not_partners(engine: Engine) -> None:
    both = [{"rcn": "1", "pic": pic, "country": "FR", "start_year": 2015} for pic in ("us", "us2")]
    assert engine.rows(co_participations(ibis.memtable(both), ["us", "us2"])) == []


def test_co_publications_count_a_work_once_whatever_the_teams(engine: Engine) -> None:
    table = ibis.memtable(
        [
            {"hal_id": "w", "team": "t1", "aurehal": "1", "country": "SG", "year": 2022},
            {"hal_id": "w", "team": "t2", "aurehal": "1", "country": "SG", "year": 2022},
            {"hal_id": "w", "team": "t1", "aurehal": "2", "country": "CH", "year": 2022},
        ]
    )
    rows = engine.rows(co_publications(table).order_by("source_id"))
    assert [(row["source_id"], row["weight"]) for row in rows] == [("1", 0.5), ("2", 0.5)]


def test_with_keys_leaves_ourselves_out(engine: Engine) -> None:
    shared = co_participations(ibis.memtable(PARTICIPATIONS), ["us"])
    keyed = ibis.memtable(
        [
            {"source_id": one, "key": key, "name": one, "how": "none"}
            for one, key in (("a", "ror-a"), ("b", "ror-us"))
        ]
    )
    rows = engine.rows(with_keys(shared, keyed, without="ror-us"))
    assert [(row["source_id"], row["key"]) for row in rows] == [("a", "ror-a")]
