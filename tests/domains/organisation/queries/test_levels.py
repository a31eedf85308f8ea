"""The tree of levels on a day."""

from datetime import date

from domains.packed import SMALL, TODAY, load_pack, small_pack
from portulan.domains.organisation.queries import levels, pack


def test_levels_stand_in_the_order_of_the_pack(isle, django_assert_num_queries):
    with django_assert_num_queries(2):
        (root,) = levels(TODAY)

    assert (root.code, root.kind, [child.code for child in root.children]) == (
        "isle",
        "organisation",
        ["sea", "sky"],
    )
    assert root.children[0].source == "The ship's log"


def test_names_are_those_of_the_day(isle):
    now = levels(TODAY)[0].children[0]
    before = levels(date(2012, 1, 1))[0].children[0]

    assert (now.name_en, [name.name_en for name in now.former]) == (
        "Institute of the sea",
        ["Institute of the waves"],
    )
    assert [before.name_en, *(name.name_en for name in before.also)] == [
        "Institute of the sea",
        "Institute of the waves",
    ]


def test_a_level_whose_parent_is_closed_stands_by_itself(isle):
    closed = SMALL["levels.toml"].replace('code = "isle"\nkind', 'code = "isle"\nuntil = "2025"\nkind')
    load_pack(small_pack(isle, levels=closed))

    assert [level.code for level in levels(TODAY)] == ["sea", "sky"]


def test_before_a_pack_there_is_nothing(db):
    assert levels(TODAY) == ()
    assert pack() is None
