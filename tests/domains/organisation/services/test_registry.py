"""Structures of the registry become units; what vanishes is closed."""

from datetime import date

import pytest

from domains.packed import AT, BY, TODAY, US, load_pack, small_pack, structure
from portulan.domains.organisation.models import Attachment, Unit, UnitLabel, UnitName
from portulan.domains.organisation.queries import parts, unit
from portulan.domains.organisation.services import NothingToTakeInError, take_in_structures, take_in_teams
from portulan.domains.organisation.services.registry import TAKE_IN
from portulan.foundations.journal.models import Entry
from portulan.insight.results import StructureLabel, TeamActivity

LATER = date(2027, 3, 1)
FIRST, SECOND = "200900001A", "200900002B"


def take_in(*structures, today=TODAY):
    return take_in_structures(
        structures, by=BY, at=AT, today=today, source="RNSR", source_url="https://example.org", as_of="2022"
    )


def team(key: str, name: str) -> TeamActivity:
    return TeamActivity(key=key, team=name, works=3, partners=2, first_year=2018, last_year=2024)


def test_a_structure_becomes_a_unit_with_all_the_registry_says(isle):
    taken = take_in(structure(FIRST))

    assert (taken.changed, taken.closed) == (0, 0)
    found = unit("rnsr-200900001A", TODAY)
    assert (found.line.name_fr, found.line.short_name, found.line.label) == (
        "Laboratory 200900001A",
        "L01A",
        "IRL 1",
    )
    assert (found.line.country, found.line.country_source, found.line.international) == (
        "SG",
        "The ship's log",
        True,
    )
    assert (str(found.since), found.origin, found.source, str(found.source_as_of)) == (
        "2009",
        "registry",
        "RNSR",
        "2022",
    )
    assert found.details["fields"] == ["1"]


def test_the_organisations_own_label_comes_first_and_doubles_are_one(isle):
    labels = (
        StructureLabel("UMI 1", "x"),
        StructureLabel("UMI 1", "y"),
        StructureLabel("", "z"),
        StructureLabel("IRL 1", US),
    )
    take_in(structure(FIRST, labels=labels))

    assert [label.text for label in unit("rnsr-200900001A", TODAY).labels] == ["IRL 1", "UMI 1"]


def test_the_same_list_again_changes_nothing_and_tells_nothing(isle):
    first = take_in(structure(FIRST), structure(SECOND, fields=("Ciel",)))
    told = Entry.objects.filter(verb=TAKE_IN).count()

    again = take_in(structure(SECOND, fields=("Ciel",)), structure(FIRST), today=LATER)

    assert (again.created, again.changed, again.closed) == (0, 0, 0)
    assert again.unchanged == first.created == told == Entry.objects.filter(verb=TAKE_IN).count()


def test_columns_that_a_new_version_computes_are_filled_and_are_no_change(isle):
    first = take_in(structure(FIRST, city="Singapore"), structure(SECOND, city="Singapore"))
    ours = Unit.objects.filter(code__startswith="rnsr-").order_by("code")
    told, sites = Entry.objects.count(), list(ours.values_list("site", flat=True))
    assert None not in sites
    ours.update(site=None)  # as a row stands that was taken in before there were sites
    UnitName.objects.update(folded="")

    again = take_in(structure(FIRST, city="Singapore"), structure(SECOND, city="Singapore"), today=LATER)

    assert (again.created, again.changed, again.closed) == (0, 0, 0)
    assert (again.unchanged, Entry.objects.count()) == (first.created, told)
    assert list(ours.values_list("site", flat=True)) == sites
    assert not UnitName.objects.filter(unit__code__startswith="rnsr-", folded="").exists()


def test_what_vanished_is_closed_with_its_names_and_kept(isle):
    take_in(structure(FIRST), structure(SECOND))

    taken = take_in(structure(FIRST), today=LATER)

    assert taken.closed == 5  # the unit, its name, two labels, its proposed institute
    gone = Unit.objects.get(rnsr=SECOND)
    assert str(gone.until) == "2027-03-01"
    assert UnitName.objects.filter(unit=gone).count() == 1
    assert unit("rnsr-200900002B", LATER).line.name_fr == "Laboratory 200900002B"


def test_what_comes_back_is_open_again(isle):
    take_in(structure(FIRST), structure(SECOND))
    take_in(structure(FIRST))

    take_in(structure(FIRST), structure(SECOND), today=LATER)

    assert Unit.objects.get(rnsr=SECOND).until is None
    assert unit("rnsr-200900002B", LATER).line.label == "IRL 1"


def test_a_renamed_structure_bears_its_new_name_from_the_day_it_is_taken_in(isle):
    take_in(structure(FIRST))

    take_in(structure(FIRST, name="Coral laboratory"), today=LATER)

    assert unit("rnsr-200900001A", TODAY).line.name_fr == "Laboratory 200900001A"
    assert unit("rnsr-200900001A", LATER).line.name_fr == "Coral laboratory"
    newest = UnitName.objects.get(name_fr="Coral laboratory")
    assert str(newest.since) == "2027-03-01"


def test_a_new_label_ends_the_old_one(isle):
    take_in(structure(FIRST, labels=(StructureLabel("UMI 1", US),)))

    take_in(structure(FIRST, labels=(StructureLabel("IRL 1", US),)), today=LATER)

    rows = UnitLabel.objects.order_by("id")
    assert [(row.text, str(row.since), str(row.until)) for row in rows] == [
        ("UMI 1", "None", "2027-03-01"),
        ("IRL 1", "2027-03-01", "None"),
    ]


@pytest.mark.parametrize(
    ("registry", "kind"),
    [
        ("Unité propre", "laboratory"),
        ("Unité mixte internationale", "laboratory"),
        ("Equipe interne", "team"),
        ("Structures Fédératives de Recherche", "federation"),
        ("Groupements de Recherche", "network"),
        ("Groupements d’Intérêt scientifique", "network"),
        ("Quelque chose de nouveau", "laboratory"),
    ],
)
def test_the_registrys_kinds_are_ours(isle, registry, kind):
    take_in(structure(FIRST, kind=registry))

    assert Unit.objects.get(rnsr=FIRST).kind == kind


def test_the_institute_is_proposed_from_the_field_with_why(isle):
    take_in(structure(FIRST, fields=("Mer",)))

    found = unit("rnsr-200900001A", TODAY).line.institute
    assert (found.code, found.stated, found.confidence, found.why) == ("sea", False, "high", "rnsr-fields 1")


def test_what_a_source_states_goes_before_any_proposal(isle):
    units = '[[unit]]\nrnsr = "200900001A"\nshort = "R"\nname = "Reef"\nparent = "sky"\nsource = "log"\n'
    load_pack(small_pack(isle, units=units))

    take_in(structure(FIRST, fields=("1",)))

    found = unit("rnsr-200900001A", TODAY).line.institute
    assert (found.code, found.stated) == ("sky", True)
    assert not Attachment.objects.filter(kind="proposed").exists()


def test_a_proposal_is_closed_when_a_source_states_otherwise(isle):
    take_in(structure(FIRST, fields=("1",)))
    units = '[[unit]]\nrnsr = "200900001A"\nshort = "R"\nname = "Reef"\nparent = "sky"\nsource = "log"\n'
    load_pack(small_pack(isle, units=units))

    take_in(structure(FIRST, fields=("1",)))

    assert str(Attachment.objects.get(kind="proposed").until) == "2026-11-23"


def test_teams_and_federations_get_no_proposal(isle):
    take_in(structure(FIRST, kind="Equipe interne"), structure(SECOND, fields=("3",)))

    assert not Attachment.objects.filter(kind="proposed").exists()


def test_a_structure_inside_another_is_attached_to_it(isle):
    take_in(structure(FIRST), structure(SECOND, kind="Equipe interne", parents=(FIRST, "199900000Z", SECOND)))

    assert [part.code for part in parts("rnsr-200900001A", TODAY)] == ["rnsr-200900002B"]
    assert Attachment.objects.filter(kind="stated", origin="registry").count() == 1


def test_a_unit_whose_country_nobody_knows_has_none(isle):
    take_in(structure(FIRST, address_country=None, country_source=""))

    assert unit("rnsr-200900001A", TODAY).line.country == ""


def test_a_structure_the_registry_closed_is_closed_in_that_year(isle):
    take_in(structure(FIRST, closed_year=2020))

    assert str(Unit.objects.get(rnsr=FIRST).until) == "2020"


def test_a_ror_that_two_structures_claim_is_given_to_neither(isle):
    take_in(structure(FIRST, ror="05a28rw58"), structure(SECOND, ror="05a28rw58"))

    assert list(Unit.objects.filter(rnsr__isnull=False).values_list("ror", flat=True)) == [None, None]


@pytest.mark.parametrize("website", ["ftp://example.org", "javascript:alert(1)", "https://" + "x" * 600])
def test_an_address_that_is_not_one_is_left_out(isle, website):
    take_in(structure(FIRST, website=website))

    assert Unit.objects.get(rnsr=FIRST).website == ""


def test_an_empty_list_is_refused_and_nothing_is_closed(isle):
    take_in(structure(FIRST))

    with pytest.raises(NothingToTakeInError, match="would close every unit"):
        take_in()
    with pytest.raises(NothingToTakeInError, match="would close every team"):
        take_in_teams([], by=BY, at=AT, today=TODAY)

    assert Unit.objects.get(rnsr=FIRST).until is None


def test_statements_do_not_grow_with_structures(isle, django_assert_num_queries):
    take_in(structure(FIRST))
    with django_assert_num_queries(18):
        take_in(structure(FIRST))
    three = [structure(f"20090000{number}C") for number in range(3)]
    take_in(structure(FIRST), *three)
    with django_assert_num_queries(18):
        take_in(structure(FIRST), *three)


def test_teams_are_units_that_come_and_go(isle):
    take_in_teams([team("team-acumes", "ACUMES"), team("aviz", "AVIZ")], by=BY, at=AT, today=TODAY)

    take_in_teams([team("team-acumes", "ACUMES")], by=BY, at=AT, today=LATER)

    assert unit("team-acumes", LATER).line.kind == "team"
    assert str(Unit.objects.get(code="team-aviz").until) == "2027-03-01"
    assert take_in_teams([team("team-acumes", "ACUMES")], by=BY, at=AT, today=LATER).created == 0


def test_teams_and_structures_do_not_close_each_other(isle):
    take_in_teams([team("team-acumes", "ACUMES")], by=BY, at=AT, today=TODAY)
    take_in(structure(FIRST))

    assert not Unit.objects.exclude(until=None).exists()
