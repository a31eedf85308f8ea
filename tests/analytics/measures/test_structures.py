"""Where a structure stands, and why we say so."""

from typing import Any

import ibis
import pytest

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.measures.structures import domestic, located, ours

BODIES = [
    ("1", "uai-US", "Us", "UMR 1", "supervising"),
    ("2", "uai-US", "Us", "IRL 2", "supervising"),
    ("3", "uai-US", "Us", "", "participating"),
    ("3", "uai-TH", "Them", "UMI 9", "supervising"),
    ("4", "uai-TH", "Them", "UMR 4", "supervising"),
]


def bodies(rows: list[tuple[str, ...]] = BODIES) -> Any:
    names = ("rnsr", "body", "name", "label", "nature")
    return ibis.memtable([dict(zip(names, row, strict=True)) for row in rows])


def structures(*rows: tuple[str, str, str]) -> Any:
    return ibis.memtable([dict(zip(("rnsr", "postcode", "city"), row, strict=True)) for row in rows])


@pytest.mark.parametrize("focal", [["US"], ["Us"]])
def test_ours_by_identifier_or_exact_name(engine: Engine, focal: list[str]) -> None:
    table = structures(*((number, "", "") for number in "1234"))
    rows = engine.rows(ours(table, bodies(), focal).order_by("rnsr"))
    found = [(row["rnsr"], row["our_nature"], row["international"], row["joint_of_any"]) for row in rows]
    assert found == [
        ("1", "supervising", False, False),
        ("2", "supervising", True, True),
        ("3", "participating", False, True),  # another body's UMI is not ours
    ]


ADDRESSES = (
    ("c", "31062", "TOULOUSE CEDEX 9"),
    ("d", "57000", "METZ"),
    ("e", "44OO7", "Nantes cedex 1"),
    ("joint-metz", "57070", "METZ"),
    ("joint-rome", "00185", "ROMA"),
    ("joint-tucson", "85721", "TUCSON, Arizona"),
    ("joint-cedex", "29688", "ROSCOFF CEDEX"),
    ("monaco", "98000", "MONACO"),
    ("reunion", "97490", "SAINTE CLOTILDE"),
    ("nowhere", "", ""),
    ("long", "637553", "SINGAPORE"),
)


def test_a_postcode_alone_proves_nothing_of_a_joint_laboratory(engine: Engine) -> None:
    joint = [(number, "uai-US", "Us", "IRL 1" if number.startswith("joint") else "UMR 1", "supervising")
             for number, *_ in ADDRESSES]  # fmt: skip
    rows = engine.rows(domestic(structures(*ADDRESSES), bodies(joint)))
    assert {row["rnsr"] for row in rows} == {"c", "d", "e", "joint-metz", "joint-cedex", "reunion"}


def test_the_order_of_proofs(engine: Engine) -> None:
    text = {"rnsr": "string", "ror": "string", "country": "string"}
    rows = engine.rows(
        located(
            structures(
                ("told", "57000", "METZ"), ("home", "57000", "METZ"), ("tied", "", "TOKYO"), ("none", "", "X")
            ),
            domestic=ibis.memtable([{"rnsr": "told"}, {"rnsr": "home"}]),
            crosswalk=ibis.memtable([{"rnsr": "told", "country": "SG", "source": "a page", "as_of": "2022"}]),
            related=ibis.memtable([("tied", "r1", "JP"), ("home", "r2", "JP")], schema=text),
            home="FR",
        )
    )
    found = {
        row["rnsr"]: (row["address_country"], row["country_why"], row["country_source"], row["ror"])
        for row in rows
    }
    assert found == {
        "told": ("SG", "crosswalk", "a page, 2022", None),
        "home": ("FR", "home", "RNSR: 57000 METZ; ROR r2: JP", "r2"),
        "tied": ("JP", "relation", "ROR r1", "r1"),
        "none": (None, "unknown", "", None),
    }
