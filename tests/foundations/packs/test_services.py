"""Loading a pack: all or nothing, the same again for the same pack, nothing deleted, everything told."""

from datetime import date

import pytest

from domains.packed import AT, BY, SMALL, TODAY, copy_of, load_pack, small_pack, territories
from portulan.domains.offices.models import Office, Territory
from portulan.domains.organisation.models import Attachment, Pack, Unit, UnitName
from portulan.foundations.journal.models import Entry
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.packs.services import LOAD, PackRefusedError, check, load

pytestmark = pytest.mark.django_db


def test_a_second_load_changes_nothing(tmp_path):
    pack = small_pack(tmp_path)
    first = load_pack(pack)

    second = load_pack(pack)

    assert (first.changed, first.closed, first.unchanged) == (0, 0, 0)
    assert (second.created, second.changed, second.closed, second.lines) == (0, 0, 0, ())
    assert second.unchanged == first.created


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path):
    pack = small_pack(tmp_path)

    dry = load_pack(pack, dry_run=True)

    assert (Unit.objects.count(), Pack.objects.count(), Entry.objects.filter(verb=LOAD).count()) == (0, 0, 0)
    assert load_pack(pack) == dry


def test_the_difference_is_told_line_by_line(tmp_path):
    load_pack(small_pack(tmp_path))
    levels = SMALL["levels.toml"].replace('code = "sky"', 'code = "sky"\nwebsite = "https://example.org"')

    difference = load_pack(small_pack(tmp_path, levels=levels))

    assert "~ unit sky: website: - -> https://example.org" in difference.lines
    assert str(difference).startswith(
        "0 created, 2 changed, 0 closed"
    )  # the level, and the digest of the pack


def test_what_vanished_is_closed_with_a_date_and_kept(tmp_path):
    load_pack(small_pack(tmp_path))
    kept = (
        Unit.objects.count(),
        UnitName.objects.count(),
        Attachment.objects.count(),
        Territory.objects.count(),
    )
    whole, _, _ = SMALL["levels.toml"].partition('[[level]]\ncode = "sky"')
    crosswalks = SMALL["crosswalks.toml"].replace(
        '  { term = "2", to = ["sky"], confidence = "medium" },\n', ""
    )
    crosswalks = crosswalks.replace(', "sky"', "")

    difference = load_pack(
        small_pack(tmp_path, levels=whole, crosswalks=crosswalks, offices="", territories=territories())
    )

    assert "x unit sky: until: - -> 2026-11-23" in difference.lines
    assert "x unit office-singapore: until: - -> 2026-11-23" in difference.lines
    assert Unit.objects.get(code="sky").until == SoftDate("2026-11-23")
    assert not Attachment.objects.get(unit__code="sky").holds_at(TODAY)
    assert Office.objects.count() == 1
    now = (
        Unit.objects.count(),
        UnitName.objects.count(),
        Attachment.objects.count(),
        Territory.objects.count(),
    )
    assert now == kept


def test_what_comes_back_is_open_again(tmp_path):
    load_pack(small_pack(tmp_path))
    load_pack(small_pack(tmp_path, offices="", territories=territories()))

    load_pack(small_pack(tmp_path), today=date(2027, 1, 1))

    assert Unit.objects.get(code="office-singapore").until is None


def test_every_change_is_in_the_journal_with_before_and_after(tmp_path):
    difference = load_pack(small_pack(tmp_path))

    entries = Entry.objects.filter(verb=LOAD)
    assert entries.count() == difference.created
    born = entries.get(kind="organisation.unit", object_label="office-singapore")
    assert (born.before, born.after["since"], born.by_uid, born.at) == (None, "2010", BY.uid, AT)


def test_a_pack_with_mistakes_writes_nothing_and_tells_them(tmp_path):
    pack = small_pack(tmp_path, levels=SMALL["levels.toml"].replace('parent = "isle"', 'parent = "rock"'))

    with pytest.raises(PackRefusedError, match="rock") as refusal:
        load_pack(pack)

    assert refusal.value.mistakes == check(pack)
    assert (Unit.objects.count(), Pack.objects.count()) == (0, 0)


def test_another_organisation_is_refused_and_nothing_is_written(tmp_path):
    load_pack(small_pack(tmp_path))
    other = SMALL["pack.toml"].replace('code = "isle"', 'code = "rock"')

    with pytest.raises(PackRefusedError, match="This database holds the pack “isle”, not “rock”"):
        load_pack(small_pack(tmp_path, pack=other, offices="", territories=territories()))

    assert Pack.objects.get().code == "isle"
    assert Unit.objects.get(code="office-singapore").until is None


def test_a_pack_before_the_countries_is_refused(tmp_path):
    with pytest.raises(PackRefusedError, match="There is no country in the database yet"):
        load(small_pack(tmp_path), dry_run=False, by=BY, at=AT, today=TODAY)


def test_the_same_pack_keeps_the_day_it_was_loaded(tmp_path):
    load_pack(small_pack(tmp_path))
    before = Pack.objects.get()

    load(small_pack(tmp_path), dry_run=False, by=BY, at=AT.replace(year=2027), today=date(2027, 11, 23))

    assert Pack.objects.get().loaded_at == before.loaded_at


@pytest.mark.parametrize("pack", ["cnrs", "inria"])
def test_statements_of_a_second_load_do_not_grow_with_the_pack(tmp_path, pack, django_assert_max_num_queries):
    directory = copy_of(pack, tmp_path)
    load_pack(directory)
    with django_assert_max_num_queries(45):
        load(directory, dry_run=False, by=BY, at=AT, today=TODAY)
