"""The ladder of a pack, as rows."""

import pytest

from domains.packed import PACKS, load_pack, small_pack
from portulan.domains.instruments.models import FormerName, Instrument, Rule
from portulan.foundations.packs.services import check

LADDER = """
[[instrument]]
code = "raft"
short = "RFT"
name.fr = "Radeau"
name.en = "Raft"
[[instrument.former]]
short = "LOG"
until = "2019"
[[instrument.rule]]
key = "duration"
fr = "Deux ans."
en = "Two years."
source = "log"
[[instrument.rule]]
key = "money"
fr = "Peu."
en = "Little."
since = "2021"
source = "log"

[[instrument]]
code = "ship"
name.fr = "Navire"
name.en = "Ship"
"""


def test_rungs_names_and_rules_are_rows(isle):
    load_pack(small_pack(isle, instruments=LADDER))

    assert list(Instrument.objects.order_by("rank").values_list("code", "short_name")) == [
        ("raft", "RFT"),
        ("ship", ""),
    ]
    assert [(row.short_name, str(row.until)) for row in FormerName.objects.all()] == [("LOG", "2019")]
    rules = Rule.objects.order_by("rank")
    assert [(row.key, row.text_en, str(row.since), row.source) for row in rules] == [
        ("duration", "Two years.", "None", "The ship's log"),
        ("money", "Little.", "2021", "The ship's log"),
    ]


def test_a_rule_that_vanished_is_closed_and_a_rewritten_one_follows_it(isle):
    load_pack(small_pack(isle, instruments=LADDER))

    load_pack(small_pack(isle, instruments=LADDER.replace("Deux ans.", "Trois ans.")))

    rows = Rule.objects.filter(key="duration").order_by("id")
    assert [(row.text_fr, str(row.until)) for row in rows] == [
        ("Deux ans.", "2026-11-23"),
        ("Trois ans.", "None"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('source = "log"\n[[instrument.rule]]', "[[instrument.rule]]", "“source” is missing."),
        ('key = "duration"', 'key = "length"', "'duration'"),
        ('code = "ship"', 'code = "raft"', "“raft” is given twice."),
        (
            'name.en = "Ship"',
            'name.en = "Ship"\n[[instrument.former]]\nshort = "LOG"',
            "“LOG” is a former name of",
        ),
        (
            'key = "money"\nfr = "Peu."\nen = "Little."\nsince = "2021"',
            'key = "duration"\nfr = "Deux ans."\nen = "B"',
            "given twice",
        ),
    ],
)
def test_mistakes_of_a_ladder_are_explained(tmp_path, before, after, said):
    assert before in LADDER
    mistakes = check(small_pack(tmp_path, instruments=LADDER.replace(before, after, 1)))

    assert [mistake.file for mistake in mistakes] == ["instruments.toml"]
    assert said in str(mistakes[0])


@pytest.mark.parametrize("pack", ["cnrs", "inria"])
@pytest.mark.django_db
def test_every_rule_of_the_packs_has_its_source(pack):
    load_pack(PACKS / pack)

    assert Rule.objects.exists()
    assert not Rule.objects.filter(source="").exists()
