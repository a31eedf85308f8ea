"""The organisation's files of a pack, as rows."""

from domains.packed import AT, BY, SMALL, TODAY, load_pack, small_pack, structure
from portulan.domains.organisation.models import Attachment, Role, StructureCountry, Unit, UnitName
from portulan.domains.organisation.queries import levels, pack, unit
from portulan.domains.organisation.services import take_in_structures

UNITS = """
[[unit]]
rnsr = "200900001A"
short = "REEF"
name = "Reef laboratory"
parent = "sky"
source = "log"
"""
COUNTRIES = """
[[structure]]
rnsr = "200900001A"
name = "Reef laboratory"
country = "SG"
source = "log"
"""


def test_the_pack_is_one_row(isle):
    found = pack()

    assert (found.code, found.short_name, found.home_country, found.key) == (
        "isle",
        "Isle",
        "FR",
        "ror-02feahw73",
    )
    assert found.focal["pics"] == ["999999999"]
    assert found.copublications is False
    assert len(found.digest) == 64


def test_levels_have_names_parents_and_provenance(isle):
    sea = Unit.objects.get(code="sea")

    assert [(name.name_en, str(name.until)) for name in sea.names.order_by("rank")] == [
        ("Institute of the sea", "None"),
        ("Institute of the waves", "2015"),
    ]
    attachment = Attachment.objects.get(unit=sea)
    assert (attachment.parent.code, attachment.kind, attachment.source, str(attachment.source_as_of)) == (
        "isle",
        "stated",
        "The ship's log",
        "2020",
    )


def test_a_unit_the_registry_does_not_know_yet_is_a_row_of_the_pack(isle):
    load_pack(small_pack(isle, units=UNITS))

    reef = Unit.objects.get(code="rnsr-200900001A")
    assert (reef.origin, reef.kind, reef.rnsr) == ("pack", "laboratory", "200900001A")
    assert unit("rnsr-200900001A", TODAY).line.short_name == "REEF"


def test_the_registry_takes_a_unit_over_and_the_pack_leaves_it_alone(isle):
    load_pack(small_pack(isle, units=UNITS))
    take_in_structures([structure("200900001A")], by=BY, at=AT, today=TODAY)

    again = load_pack(small_pack(isle, units=UNITS))

    assert (again.created, again.changed, again.closed) == (0, 0, 0)
    assert Unit.objects.get(code="rnsr-200900001A").origin == "registry"


def test_a_unit_no_longer_named_is_closed_only_if_it_is_the_packs(isle):
    load_pack(small_pack(isle, units=UNITS + UNITS.replace("200900001A", "200900002B")))
    take_in_structures([structure("200900001A")], by=BY, at=AT, today=TODAY)

    load_pack(small_pack(isle, units=""))

    assert Unit.objects.get(code="rnsr-200900001A").until is None
    assert str(Unit.objects.get(code="rnsr-200900002B").until) == "2026-11-23"
    assert not Attachment.objects.at(TODAY).filter(kind="stated", unit__code="rnsr-200900001A").exists()


def test_countries_of_structures_are_kept_for_the_next_build(isle):
    load_pack(small_pack(isle, structure_countries=COUNTRIES))

    row = StructureCountry.objects.get()
    assert (row.rnsr, row.country.code, row.source) == ("200900001A", "SG", "The ship's log")


def test_roles_hold_verbs_of_the_closed_list(isle):
    roles = '[[role]]\ncode = "keeper"\nname.fr = "Gardien"\nname.en = "Keeper"\nverbs = ["data.build"]\n'
    load_pack(small_pack(isle, roles=roles))

    assert Role.objects.get().verbs == ["data.build"]


def test_a_renamed_level_keeps_its_old_name_with_an_end(isle):
    renamed = SMALL["levels.toml"].replace("Institut du ciel", "Institut des étoiles")
    renamed = renamed.replace("Institute of the sky", "Institute of the stars")
    load_pack(small_pack(isle, levels=renamed))

    names = UnitName.objects.filter(unit__code="sky").order_by("id")
    assert [(name.name_en, str(name.until)) for name in names] == [
        ("Institute of the sky", "2026-11-23"),
        ("Institute of the stars", "None"),
    ]
    sky = levels(TODAY)[0].children[1]
    assert (sky.name_en, [name.name_en for name in sky.former]) == (
        "Institute of the stars",
        ["Institute of the sky"],
    )


def test_a_corrected_translation_changes_the_name_and_does_not_end_it(isle):
    corrected = SMALL["levels.toml"].replace("Institute of the sky", "Sky institute")
    load_pack(small_pack(isle, levels=corrected))

    assert [(name.name_en, name.until) for name in UnitName.objects.filter(unit__code="sky")] == [
        ("Sky institute", None)
    ]
