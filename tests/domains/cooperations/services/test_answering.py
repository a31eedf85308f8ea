"""Confirmed in one act with its proof, or not ours for good: builds and keys may change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domains.cooperations.conftest import AT, TODAY, given
from portulan.domains.cooperations import access, queries, services
from portulan.domains.cooperations.models import Cooperation, Finding
from portulan.domains.partners.models import Partner
from portulan.foundations.journal.models import Entry
from portulan.insight.figures import Figures, Found

TOKEN = "hal:team-alpha:hal-12"
PROJECTS = "cordis::ror-0cccccc03"
LATER = AT + timedelta(hours=1)


def confirm(who, figures, token=TOKEN, **more):
    return services.confirm_found(token=token, figures=figures, today=TODAY, **more, **who.acting)


def left(who, figures) -> set[str]:
    return {line.token for line in queries.found(reach=who.reach, figures=figures, at=TODAY).rows}


def test_one_act_makes_a_cooperation_with_its_proof(teams, somebody, figures):
    one = somebody("researcher", units=("team-alpha",))
    row = confirm(one, figures)
    assert (row.title, row.origin, row.stage) == ("Team-Alpha – Lonely Institute", "detected", "established")
    assert [unit.code for unit in row.units.all()] == ["team-alpha"]
    assert [country.code for country in row.countries.all()] == ["CH"]
    proof = row.proofs.get(kind="detected")
    assert (proof.key, proof.source_key, proof.count, proof.since.text) == ("hal:hal-12", "hal", 2, "2022")
    assert proof.source == figures.source("hal").title
    assert row.partner_links.get().source == proof.source
    assert TOKEN not in left(one, figures)
    assert Entry.objects.filter(verb="cooperation.confirm_found").count() == 1


def test_confirmed_again_by_whoever_sees_it_is_the_same(teams, somebody, figures):
    one, other = somebody("researcher", units=("team-alpha",)), somebody("referent", units=("sea",))
    assert confirm(one, figures) == confirm(other, figures) == confirm(one, figures)
    assert Cooperation.objects.count() == 1


def test_european_projects_are_confirmed_by_who_answers_for_the_whole(teams, somebody, figures):
    with pytest.raises(access.UnknownCooperationError):
        confirm(somebody("referent", units=("sea",)), figures, PROJECTS)
    row = confirm(somebody("referent"), figures, PROJECTS)
    assert (row.units.count(), row.proofs.get(kind="detected").count) == (0, 2)


class Renamed(Figures):
    """The same figures after the source gave the organisation another key."""

    def __init__(self, figures: Figures, before: str, after: str) -> None:
        self.__dict__ = figures.__dict__
        self._before, self._after = before, after

    def found(self, source, *, teams=None, key=""):  # type: ignore[no-untyped-def]
        asked = self._before if key == self._after else key
        return [self._renamed(one) for one in super().found(source, teams=teams, key=asked)]

    def _renamed(self, one: Found) -> Found:
        if one.key != self._before:
            return one
        return replace(one, key=self._after, aliases=(*one.aliases, self._before))


def test_confirmed_and_refused_hold_when_the_key_changes_form(teams, somebody, figures):
    one = somebody("referent")
    row = confirm(one, figures)
    services.refuse_found(
        token="cordis::pic-900000003", reason="wrong-partner", figures=figures, today=TODAY, **one.acting
    )
    for before, after in (("hal-12", "ror-0zzzzzz09"), ("pic-900000003", "ror-0yyyyyy08")):
        later = Renamed(figures, before, after)
        assert not any(after in token or before in token for token in left(one, later))
    again = confirm(one, Renamed(figures, "hal-12", "ror-0zzzzzz09"), "hal:team-alpha:ror-0zzzzzz09")
    assert again == row


def test_refused_with_a_reason_it_does_not_come_back_until_taken_back(teams, somebody, figures):
    one = somebody("researcher", units=("team-alpha",))
    for wrong in ({"reason": ""}, {"reason": "other"}):
        with pytest.raises(services.CooperationInvalidError):
            services.refuse_found(token=TOKEN, figures=figures, today=TODAY, **wrong, **one.acting)
    answer = services.refuse_found(
        token=TOKEN, reason="other", reason_text="A namesake.", figures=figures, today=TODAY, **one.acting
    )
    assert TOKEN not in left(one, figures)
    stranger = somebody("researcher", units=("team-beta",))
    with pytest.raises(access.UnknownCooperationError):
        services.reopen_found(uid=answer.uid, **stranger.acting)
    services.reopen_found(uid=answer.uid, **one.acting)
    assert TOKEN in left(one, figures)
    verbs = Entry.objects.filter(object_uid=answer.uid).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["cooperation.refuse_found", "cooperation.reopen_found"]


def test_what_was_confirmed_is_not_refused(teams, somebody, figures):
    one = somebody("researcher", units=("team-alpha",))
    confirm(one, figures)
    with pytest.raises(services.CooperationInvalidError):
        services.refuse_found(token=TOKEN, reason="chance", figures=figures, today=TODAY, **one.acting)


def test_a_hidden_confirmation_tells_nothing_to_others(teams, somebody, figures):
    one, other = somebody("researcher", units=("team-alpha",)), somebody("referent", units=("sea",))
    before = left(other, figures)
    closed = confirm(one, figures)
    services.set_confidentiality(uid=closed.uid, confidentiality="need-to-know", **one.acting)
    assert left(other, figures) == before
    assert TOKEN not in left(one, figures)
    assert confirm(other, figures) != closed


def test_it_may_be_completed_or_put_into_one_that_exists(teams, somebody, figures, declared):
    one = somebody("referent")
    held = declared(one, units=["team-alpha"])
    assert confirm(one, figures, into=held.uid) == held
    assert held.proofs.filter(key="hal:hal-12").exists()
    what = given(title="Mountains", units=["team-beta"], partners=["ror-0bbbbbb02"])
    row = confirm(one, figures, "hal:team-beta:ror-0bbbbbb02", given=what)
    assert (row.title, row.proofs.filter(kind="detected").count()) == ("Mountains", 1)


def test_a_declaration_proves_what_the_data_show_between_these_very_two(teams, somebody, figures):
    one = somebody("researcher", units=("team-alpha",))
    what = given(units=["team-alpha"], partners=["ror-0bbbbbb02"])
    row = services.declare(given=what, figures=figures, today=TODAY, **one.acting)
    assert [proof.key for proof in row.proofs.filter(kind="detected")] == ["hal:ror-0bbbbbb02"]
    assert left(one, figures) == {TOKEN}
    assert Partner.objects.filter(key="ror-0bbbbbb02").count() == 1
    assert Finding.objects.get().cooperation == row


def test_what_was_added_to_one_that_exists_is_taken_back_with_its_proof(teams, somebody, figures, declared):
    one, other = somebody("referent"), somebody("researcher", units=("team-beta",))
    held = declared(one, units=["team-alpha"])
    services.confirm_found(
        token=TOKEN, figures=figures, today=TODAY, into=held.uid, **{**one.acting, "at": LATER}
    )
    answer = Finding.objects.get()
    with pytest.raises(access.UnknownCooperationError):
        services.detach_found(uid=answer.uid, **other.acting)
    assert held.proofs.filter(kind="detected").count() == 1

    assert services.detach_found(uid=answer.uid, **{**one.acting, "at": LATER}) == held

    assert (
        held.proofs.filter(kind="detected").count(),
        Finding.objects.count(),
        Cooperation.objects.count(),
    ) == (0, 0, 1)
    assert TOKEN in left(one, figures)
    entry = Entry.objects.get(verb="cooperation.detach_found")
    assert (str(entry.object_uid), entry.before["answer"]) == (str(held.uid), str(answer.uid))
    assert [gone["key"] for gone in entry.before["proofs"]] == ["hal:hal-12"]


def test_what_made_the_cooperation_or_is_contested_is_not_taken_back(teams, somebody, figures, declared):
    one = somebody("referent")
    made = confirm(one, figures)
    with pytest.raises(services.CooperationInvalidError):
        services.detach_found(uid=made.findings.get().uid, **one.acting)
    held = declared(one, title="Straits", units=["team-alpha"])
    later = {**one.acting, "at": LATER}
    services.confirm_found(
        token="hal:team-alpha:ror-0bbbbbb02", figures=figures, today=TODAY, into=held.uid, **later
    )
    services.contest(uid=held.proofs.get(kind="detected").uid, reason="Another team", **later)
    with pytest.raises(services.CooperationInvalidError):
        services.detach_found(uid=held.findings.get().uid, **later)
    detected = [row.proofs.filter(kind="detected").count() for row in (made, held)]
    assert (detected, Finding.objects.count()) == ([1, 1], 2)


def test_a_proof_that_two_teams_share_stays_until_both_are_taken_back(teams, somebody, figures, declared):
    one = somebody("referent")
    held, later = declared(one, units=["team-alpha"]), {**one.acting, "at": LATER}
    for team in ("team-alpha", "team-beta"):
        token = f"hal:{team}:ror-0bbbbbb02"
        services.confirm_found(token=token, figures=figures, today=TODAY, into=held.uid, **later)
    for left_over, answer in zip((1, 0), list(held.findings.order_by("id")), strict=True):
        services.detach_found(uid=answer.uid, **later)
        assert held.proofs.filter(kind="detected").count() == left_over
