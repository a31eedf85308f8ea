"""Structures and records: by label, by name, by acronym, one to one."""

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.matching.structures import related

US = "0aaaaaa01"


def tie(
    engine: Engine,
    structures: list[tuple[str, str, str, str]],
    records: list[tuple[str, str, str, list[str]]],
    ids: list[tuple[str, str]] | None = None,
) -> list[tuple[str, str, str]]:
    """``structures``: number, name, acronym, label. ``records``: ror, country, name, kinds; all our children."""
    countries = {ror: country for ror, country, *_ in records}
    found = related(
        ibis.memtable(
            [{"rnsr": one, "name": name, "short_name": short} for one, name, short, _ in structures]
        ),
        ibis.memtable([{"rnsr": one, "label": label} for one, _, _, label in structures]),
        organisations=ibis.memtable([{"ror": ror, "country": place} for ror, place in countries.items()]),
        names=ibis.memtable([{"ror": ror, "name": name, "kinds": kinds} for ror, _, name, kinds in records]),
        ids=ibis.memtable(
            [{"ror": ror, "kind": "cnrs", "value": code} for ror, code in ids or []],
            schema={"ror": "string", "kind": "string", "value": "string"},
        ),
        relations=ibis.memtable([{"ror": US, "kind": "child", "other": ror} for ror in countries]),
        focal=US,
        home="FR",
    )
    return sorted((row["rnsr"], row["ror"], row["how"]) for row in engine.rows(found))


@pytest.mark.parametrize(
    ("structure", "record", "ids", "how"),
    [
        (("1", "Lab", "", "UMI 3333"), ("r1", "JP", "Other", ["label"]), [("r1", "UMI3333")], "identifier"),
        (("1", "Lab", "", "USR 3134"), ("r1", "EG", "USR3134", ["label"]), None, "exact name"),
        (("1", "Jöint Lab", "", ""), ("r1", "JP", "Joint lab", ["alias"]), None, "exact name"),
        (("1", "Access Lab", "IPAL", "IRL 1"), ("r1", "SG", "IPAL", ["acronym"]), None, "acronym"),
    ],
)
def test_ties(engine: Engine, structure: tuple, record: tuple, ids: list | None, how: str) -> None:
    assert tie(engine, [structure], [record], ids) == [("1", "r1", how)]


def test_an_acronym_does_not_bring_a_joint_laboratory_home(engine: Engine) -> None:
    record = ("r1", "FR", "RELAX", ["acronym"])
    assert tie(engine, [("1", "A", "RELAX", "IRL 2000")], [record]) == []
    assert tie(engine, [("1", "A", "RELAX", "UMR 2000")], [record]) == [("1", "r1", "acronym")]


def test_an_acronym_of_two_structures_ties_neither(engine: Engine) -> None:
    structures = [("1", "A", "LABO", ""), ("2", "B", "LABO", "")]
    assert tie(engine, structures, [("r1", "FR", "LABO", ["acronym"])]) == []


def test_a_name_goes_before_another_structures_acronym(engine: Engine) -> None:
    structures = [("1", "Whole name", "LABO", ""), ("2", "Other", "LABO", "")]
    records = [("r1", "FR", "Whole name", ["label"]), ("r1", "FR", "LABO", ["acronym"])]
    assert tie(engine, structures, records) == [("1", "r1", "exact name")]
