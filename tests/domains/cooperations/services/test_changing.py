"""Change: the texts, the stage, who may see it, who holds it; a clash loses nothing."""

import pytest

from domains.cooperations.conftest import TODAY, given
from portulan.domains.cooperations import access, services
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.cooperations.vocabulary import TRANSITIONS, Stage
from portulan.foundations.journal.models import Entry
from portulan.foundations.model.transitions import open_from


def journal(row, verb):
    return Entry.objects.filter(object_uid=row.uid, verb=verb)


def test_a_change_grows_the_version_and_tells_only_what_changed(declared, somebody):
    row, referent = declared(), somebody("referent", units=("sea",))
    what = given(title="Currents", partners=["test-sg", "test-jp"], countries=["SG"])
    changed = services.edit(uid=row.uid, given=what, version=1, today=TODAY, **referent.acting)
    assert (changed.touched, changed.cooperation.version, changed.cooperation.folded) == (True, 2, "currents")
    assert sorted(one.code for one in row.countries.all()) == ["JP", "SG"]
    entry = journal(row, "cooperation.edit").get()
    assert entry.before == {"title": "Tides of the strait", "partners": ["test-sg"], "countries": ["SG"]}
    assert entry.after == {
        "title": "Currents", "partners": ["test-sg", "test-jp"], "countries": ["SG", "JP"],
    }  # fmt: skip


def test_the_same_again_changes_nothing_and_tells_nothing(declared, somebody):
    row, referent = declared(), somebody("referent", units=("sea",))
    changed = services.edit(uid=row.uid, given=given(), version=1, today=TODAY, **referent.acting)
    assert (changed.touched, changed.cooperation.version) == (False, 1)
    assert not journal(row, "cooperation.edit").exists()


def test_the_second_of_two_sees_what_stands_and_nothing_is_written(declared, somebody):
    row, one, other = declared(), somebody("referent", units=("sea",)), somebody("director")
    services.edit(uid=row.uid, given=given(summary="First text"), version=1, today=TODAY, **one.acting)
    with pytest.raises(services.ClashError) as clash:
        services.edit(uid=row.uid, given=given(summary="Second text"), version=1, today=TODAY, **other.acting)
    assert (clash.value.version, clash.value.now["summary"]) == (2, "First text")
    row.refresh_from_db()
    assert (row.summary, row.version, journal(row, "cooperation.edit").count()) == ("First text", 2, 1)
    services.edit(uid=row.uid, given=given(summary="Both texts"), version=2, today=TODAY, **other.acting)
    assert journal(row, "cooperation.edit").latest("id").before == {"summary": "First text"}


def test_nobody_edits_it_out_of_the_own_sight(declared, somebody):
    row, referent = declared(), somebody("referent", units=("sea",))
    with pytest.raises(services.CooperationInvalidError) as refused:
        services.edit(uid=row.uid, given=given(units=["cloud"]), version=1, today=TODAY, **referent.acting)
    assert set(refused.value.errors) == {"units"}
    assert [one.code for one in row.units.all()] == ["wave"]


@pytest.mark.parametrize("asked", list(Stage))
@pytest.mark.parametrize("present", list(Stage))
def test_only_the_table_leads_from_stage_to_stage(declared, somebody, present, asked):
    row, referent = declared(stage=present.value), somebody("referent", units=("sea",))
    lines = {one.target: one for one in open_from(TRANSITIONS, present.value)}

    def move(reason=""):
        return services.set_stage(
            uid=row.uid, stage=asked.value, reason=reason, today=TODAY, **referent.acting
        )

    if asked == present:
        assert not move().touched
    elif asked.value not in lines:
        with pytest.raises(services.CooperationInvalidError):
            move("why")
    else:
        if lines[asked.value].reason:
            with pytest.raises(services.CooperationInvalidError) as refused:
                move()
            assert set(refused.value.errors) == {"reason"}
        assert move("why").touched
    row.refresh_from_db()
    assert row.stage == (asked.value if asked.value in lines else present.value)
    assert journal(row, "cooperation.stage").count() == (1 if asked.value in lines else 0)


def test_who_closes_it_to_the_people_named_is_named(declared, somebody):
    row, referent = declared(), somebody("referent", units=("sea",))
    services.set_confidentiality(uid=row.uid, confidentiality="need-to-know", **referent.acting)
    row.refresh_from_db()
    assert access.may_edit(referent.reach, row)
    assert not access.may_read(somebody("director").reach, row)
    with pytest.raises(services.CooperationInvalidError):
        services.set_confidentiality(uid=row.uid, confidentiality="secret", **referent.acting)


def test_to_take_over_twice_is_once(declared, somebody):
    row, referent = declared(), somebody("referent", units=("sea",))
    assert services.take_over(uid=row.uid, **referent.acting).touched
    assert not services.take_over(uid=row.uid, **referent.acting).touched
    row.refresh_from_db()
    assert (row.holder, journal(row, "cooperation.take_over").count()) == (referent.person, 1)


@pytest.mark.parametrize("role", ["researcher", "correspondent", "administrator", ""])
def test_who_may_not_changes_nothing(declared, somebody, role):
    row, one = declared(), somebody(role, units=("wave",) if role else ())
    before = Cooperation.objects.values().get(pk=row.pk)
    count = Entry.objects.count()
    acts = (
        lambda: services.edit(uid=row.uid, given=given(title="X"), version=1, today=TODAY, **one.acting),
        lambda: services.set_stage(uid=row.uid, stage="emerging", today=TODAY, **one.acting),
        lambda: services.set_confidentiality(uid=row.uid, confidentiality="public", **one.acting),
        lambda: services.take_over(uid=row.uid, **one.acting),
    )
    for act in acts:
        with pytest.raises(access.CooperationRefusedError):
            act()
    assert Cooperation.objects.values().get(pk=row.pk) == before
    assert Entry.objects.count() == count
