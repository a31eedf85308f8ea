"""Links carry how they were made; what is ambiguous ties nothing."""

from typing import Any

import ibis
import ibis.expr.types as ir
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.matching.link import keyed, link, registry

ORGANISATIONS = [
    {"ror": "0aaaaaa01", "country": "DE", "status": "active"},
    {"ror": "0bbbbbb02", "country": "DE", "status": "active"},
    {"ror": "0cccccc03", "country": "FR", "status": "active"},
    {"ror": "0dddddd04", "country": "DE", "status": "withdrawn"},
    {"ror": "0eeeeee05", "country": "DE", "status": "inactive"},
]
NAMES = [
    {"ror": "0aaaaaa01", "name": "Universität am Fluss", "kinds": ["ror_display", "label"]},
    {"ror": "0aaaaaa01", "name": "UAF", "kinds": ["acronym"]},
    {"ror": "0aaaaaa01", "name": "Shared Name", "kinds": ["label"]},
    {"ror": "0bbbbbb02", "name": "Shared Name", "kinds": ["label"]},
    {"ror": "0bbbbbb02", "name": "River School", "kinds": ["alias"]},
    {"ror": "0aaaaaa01", "name": "River School", "kinds": ["ror_display"]},
    {"ror": "0cccccc03", "name": "Universität am Fluss", "kinds": ["ror_display"]},
    {"ror": "0dddddd04", "name": "Gone", "kinds": ["ror_display"]},
    {"ror": "0eeeeee05", "name": "Sleeping", "kinds": ["ror_display"]},
]


@pytest.fixture
def known(engine: Engine) -> ir.Table:
    return registry(ibis.memtable(ORGANISATIONS), ibis.memtable(NAMES))


def tied(engine: Engine, known: ir.Table, *names: tuple[str, str]) -> list[tuple[Any, ...]]:
    rows = [{"source": "s", "source_id": str(n), "name": name, "country": country}
            for n, (name, country) in enumerate(names)]  # fmt: skip
    return [
        tuple(row.values()) for row in engine.rows(link(ibis.memtable(rows), known).order_by("source_id"))
    ]


def test_exact_name_and_country(engine: Engine, known: ir.Table) -> None:
    assert tied(engine, known, ("UNIVERSITAET AM FLUSS", "DE"), ("UNIVERSITAT AM FLUSS", "DE")) == [
        ("s", "1", "ror-0aaaaaa01", "exact name")
    ]


def test_the_country_decides_between_two(engine: Engine, known: ir.Table) -> None:
    assert tied(engine, known, ("Universität am Fluss", "FR"))[0][2] == "ror-0cccccc03"
    assert tied(engine, known, ("Universität am Fluss", "IT")) == []
    assert tied(engine, known, ("Universität am Fluss", "")) == []


def test_a_name_of_two_ties_nothing(engine: Engine, known: ir.Table) -> None:
    assert tied(engine, known, ("Shared name", "DE")) == []


def test_the_displayed_name_goes_before_an_alias(engine: Engine, known: ir.Table) -> None:
    assert tied(engine, known, ("river school", "DE"))[0][2] == "ror-0aaaaaa01"


def test_acronyms_and_withdrawn_records_tie_nothing(engine: Engine, known: ir.Table) -> None:
    assert tied(engine, known, ("UAF", "DE"), ("Gone", "DE")) == []


def test_inactive_records_do(engine: Engine, known: ir.Table) -> None:
    assert tied(engine, known, ("Sleeping", "DE"))[0][2] == "ror-0eeeeee05"


def test_one_of_several_spellings_is_enough(engine: Engine, known: ir.Table) -> None:
    assert tied(engine, known, ("Unknown = River School [Town]", "DE"))[0][2] == "ror-0aaaaaa01"


def test_an_identifier_goes_before_a_name(engine: Engine, known: ir.Table) -> None:
    names = ibis.memtable([{"source": "s", "source_id": "1", "name": "River School", "country": "DE"}])
    sure = ibis.memtable([{"source": "s", "source_id": "1", "key": "ror-0cccccc03"}])
    assert engine.rows(link(names, known, sure)) == [
        {"source": "s", "source_id": "1", "key": "ror-0cccccc03", "how": "identifier"}
    ]


def test_keys_of_those_that_are_tied_to_nothing(engine: Engine, known: ir.Table) -> None:
    names = ibis.memtable([{"source": "s", "source_id": n, "name": name, "country": "DE"}
                           for n, name in (("1", "River School"), ("2", "Nobody"))])  # fmt: skip
    rows = engine.rows(keyed(names, link(names, known), "s-").order_by("source_id"))
    assert [(row["key"], row["how"]) for row in rows] == [("ror-0aaaaaa01", "exact name"), ("s-2", "none")]
