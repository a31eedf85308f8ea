"""Two spellings of one name."""

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.matching.names import normalised, variants


def one(engine: Engine, name: str) -> str:
    table = ibis.memtable([{"name": name}])
    return str(engine.rows(table.select(name=normalised(table.name)))[0]["name"])


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Université Côte d'Azur", "universite cote d azur"),
        ("UNIVERSITÉ CÔTE D’AZUR", "universite cote d azur"),
        ("  The University of  X ", "university of x"),
        ("Łódź & Gdańsk", "lodz and gdansk"),
        ("Technische Universität, München", "technische universitat munchen"),
        ("Straße", "strasse"),
        ("日仏情報学連携研究拠点", "日仏情報学連携研究拠点"),
        ("L'Oréal", "oreal"),
    ],
)
def test_normalised(engine: Engine, name: str, plain: str) -> None:
    assert one(engine, name) == plain


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("A = B", {"A", "B"}),
        ("A [Town]", {"A", "A [Town]"}),
        ("Vinci (France)", {"Vinci", "Vinci (France)"}),
        ("A = B [Town]", {"A", "B", "B [Town]"}),
        ("Plain", {"Plain"}),
    ],
)
def test_variants(engine: Engine, cell: str, names: set[str]) -> None:
    table = ibis.memtable([{"name": cell}])
    assert set(engine.rows(table.select(v=variants(table.name)))[0]["v"]) == names
