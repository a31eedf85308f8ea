"""The ladder on a day."""

from datetime import date

import pytest

from domains.instruments.test_services import LADDER
from domains.packed import PACKS, TODAY, load_pack, small_pack
from portulan.domains.instruments.queries import instrument, instrument_named, ladder


@pytest.fixture
def rungs(isle):
    load_pack(small_pack(isle, instruments=LADDER))


def test_rungs_stand_in_order_with_rules_and_former_names(rungs, django_assert_num_queries):
    with django_assert_num_queries(3):
        raft, ship = ladder(TODAY)

    assert (raft.code, raft.short_name, [name.short_name for name in raft.former_names]) == (
        "raft",
        "RFT",
        ["LOG"],
    )
    assert [(rule.key, rule.key_label, rule.text_fr) for rule in raft.rules] == [
        ("duration", "duration", "Deux ans."),
        ("money", "money", "Peu."),
    ]
    assert (ship.rules, ship.former_names) == ((), ())


def test_rules_are_those_of_the_day(rungs):
    raft, _ = ladder(date(2020, 1, 1))

    assert [rule.key for rule in raft.rules] == ["duration"]


def test_an_ended_rung_leaves_the_ladder_and_keeps_its_page(rungs, isle):
    load_pack(small_pack(isle, instruments=LADDER.partition('[[instrument]]\ncode = "ship"')[0]))

    assert [rung.code for rung in ladder(TODAY)] == ["raft"]
    assert str(instrument("ship", TODAY).until) == "2026-11-23"
    assert instrument("canoe", TODAY) is None


@pytest.mark.parametrize(
    ("name", "code"), [("rft", "raft"), ("LOG", "raft"), ("log", "raft"), ("UFO", None), ("", None)]
)
def test_old_and_new_names_lead_to_the_instrument(rungs, name, code):
    assert instrument_named(name) == code


@pytest.mark.django_db
def test_old_codes_of_the_cnrs_are_understood():
    load_pack(PACKS / "cnrs")

    assert {old: instrument_named(old) for old in ("UMI", "LIA", "GDRI", "PICS", "PRC")} == {
        "UMI": "irl",
        "LIA": "irp",
        "GDRI": "irn",
        "PICS": "iea",
        "PRC": "prc",
    }
    assert [rung.code for rung in ladder(TODAY)] == ["iea", "prc", "joint-phd", "irp", "irn", "irl", "irc"]
