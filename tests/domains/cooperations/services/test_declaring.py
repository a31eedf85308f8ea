"""Declare: one number, one proof, one journal line, however often the form is sent."""

import pytest

from domains.cooperations.conftest import AT, TODAY, given
from portulan.domains.cooperations import services
from portulan.domains.cooperations.access import CooperationRefusedError
from portulan.domains.cooperations.models import Cooperation, Draft
from portulan.foundations.journal.models import Entry


def test_a_researcher_declares_for_the_own_laboratory(somebody):
    roxane = somebody("researcher", units=("wave",))
    made = services.declare(given=given(), today=TODAY, key="k", **roxane.acting)
    assert made.number == "COOP-2026-00001"
    assert [one.code for one in made.countries.all()] == ["SG"]
    assert [(one.person, one.part, one.right) for one in made.members.all()] == [
        (roxane.person, "lead", "edit")
    ]
    assert [(one.kind, one.since.text) for one in made.proofs.all()] == [("declared", "2026-11-25")]
    entry = Entry.objects.get(object_uid=made.uid)
    assert (entry.verb, entry.by_uid, entry.after["partners"]) == (
        "cooperation.declare", roxane.by.uid, ["test-sg"],
    )  # fmt: skip


def test_the_same_key_and_the_same_words_are_one_act(somebody):
    roxane = somebody("researcher", units=("wave",))
    first = services.declare(given=given(), today=TODAY, key="one", **roxane.acting)
    again = services.declare(given=given(), today=TODAY, key="one", **roxane.acting)
    elsewhere = services.declare(given=given(), today=TODAY, key="two", **roxane.acting)
    assert {first.pk, again.pk, elsewhere.pk} == {first.pk}
    assert Entry.objects.filter(verb="cooperation.declare").count() == 1


def test_the_same_key_with_other_words_is_refused_and_writes_nothing(somebody):
    roxane = somebody("researcher", units=("wave",))
    services.declare(given=given(), today=TODAY, key="one", **roxane.acting)
    with pytest.raises(services.SaidOtherwiseError):
        services.declare(given=given(title="Other"), today=TODAY, key="one", **roxane.acting)
    assert Cooperation.objects.count() == 1


@pytest.mark.parametrize(
    ("units", "countries", "what"),
    [
        (("wave",), (), {"units": ["cloud"]}),
        (("wave",), ("SN",), {}),
        (("wave",), (), {"units": []}),
    ],
)
def test_outside_the_mandate_nothing_is_declared(somebody, units, countries, what):
    roxane = somebody("correspondent", units=units, countries=countries)
    with pytest.raises(CooperationRefusedError):
        services.declare(given=given(**what), today=TODAY, **roxane.acting)
    assert (Cooperation.objects.count(), Entry.objects.filter(verb="cooperation.declare").count()) == (0, 0)


def test_every_mistake_is_told_at_once(somebody):
    roxane = somebody("researcher", units=("wave",))
    wrong = given(title=" ", units=["nowhere"], partners=["nobody"], stage="late")
    with pytest.raises(services.CooperationInvalidError) as refused:
        services.declare(given=wrong, today=TODAY, **roxane.acting)
    assert set(refused.value.errors) == {"title", "units", "partners", "stage"}
    assert Cooperation.objects.count() == 0


def test_numbers_go_on_within_a_year_and_a_failure_leaves_no_hole(declared, somebody):
    assert declared().number == "COOP-2026-00001"
    with pytest.raises(CooperationRefusedError):
        declared(somebody("researcher", units=("cloud",)))
    assert declared(title="Second").number == "COOP-2026-00002"


def test_the_draft_ends_with_the_declaration(somebody):
    roxane = somebody("researcher", units=("wave",))
    draft = services.save_draft(values={"title": "Ti"}, reach=roxane.reach, at=AT)
    services.declare(given=given(), today=TODAY, draft=draft.uid, **roxane.acting)
    assert Draft.objects.count() == 0
