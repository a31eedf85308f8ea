"""Who hands on what: giving within one's scope, delegating a part, naming a deputy, ending; refusals write nothing."""

from datetime import timedelta

import pytest

from domains.organisation.crew import (
    LATER,
    A,
    B,
    C,
    acting,
    delegate,
    deputise,
    give,
    muster,
    shell_gives,
)
from domains.packed import TODAY
from portulan.domains.organisation.access import covers, may
from portulan.domains.organisation.models import Mandate, Role, Unit
from portulan.domains.organisation.queries import reach_of
from portulan.domains.organisation.services import MandateRefusedError, end_mandate
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.journal import queries as journal
from portulan.foundations.journal.models import Entry
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.notices.models import Notice


@pytest.fixture
def crew(isle):
    return muster(isle)


def reads(person, *codes, today=TODAY) -> bool:
    units = Unit.objects.filter(code__in=codes).values_list("pk", flat=True)
    return covers(reach_of(person, today), Verb.COOPERATION_READ, units=list(units), countries=())


def refused(kind, said, act):
    before = (Mandate.objects.count(), Entry.objects.count(), Notice.objects.count())
    with pytest.raises(kind, match=said):
        act()
    assert (Mandate.objects.count(), Entry.objects.count(), Notice.objects.count()) == before


def test_the_head_gives_within_the_own_scope_and_the_person_is_told(crew):
    mandate = give(crew, "director", units=[A])

    assert reads(crew["researcher"], A)
    assert not reads(crew["researcher"], B)
    assert (mandate.giver, mandate.given_by) == (crew["director"], "Diane Gouvernail")
    notice = Notice.objects.get(channel="page")
    assert (notice.recipient_uid, notice.link) == (str(crew["researcher"].uid), f"/mandates/{mandate.uid}/")


@pytest.mark.parametrize(
    "places", [{}, {"units": [C]}, {"units": [A, C]}, {"countries": ["FR"]}, {"sites": ["fr-grenoble"]}]
)
def test_no_scope_beyond_that_of_the_giver_is_given(crew, places):
    refused(PermissionError, "does not cover all", lambda: give(crew, "director", **places))


def test_a_site_within_the_units_of_the_giver_may_be_named(crew):
    give(crew, "director", units=["sea"], sites=["fr-grenoble"])

    assert reads(crew["researcher"], A)
    assert not reads(crew["researcher"], B)
    assert not reads(crew["researcher"], C)


def test_what_reaches_beyond_any_scope_is_given_only_by_who_holds_it(crew):
    refused(
        PermissionError,
        "allows more than you may give",
        lambda: give(crew, "director", role="keeper", units=[A]),
    )

    give(crew, "director", role="head", units=[A])
    give(crew, "director", to="correspondent", role="referent", units=[A])
    give(crew, "administrator", to="correspondent", role="keeper")


@pytest.mark.parametrize("by", ["referent", "researcher"])
def test_who_gives_no_mandates_gives_none(crew, by):
    refused(
        PermissionError,
        "needs a mandate that allows it",
        lambda: give(crew, by, to="correspondent", units=[A]),
    )


def test_nobody_gives_a_mandate_to_themselves(crew):
    refused(PermissionError, "to themselves", lambda: give(crew, "administrator", to="administrator"))
    refused(PermissionError, "to themselves", lambda: delegate(crew, to="referent"))
    refused(PermissionError, "to themselves", lambda: deputise(crew, to="referent"))


def test_a_delegation_covers_its_part_and_names_where_it_comes_from(crew):
    mandate = delegate(crew, units=[A], countries=["SG"])
    reach = reach_of(crew["correspondent"], TODAY)

    (scope,) = reach.verbs[Verb.COOPERATION_READ]
    assert (len(scope.units), len(scope.countries)) == (1, 1)
    assert not may(reach, Verb.COOPERATION_EDIT)
    assert mandate.until == SoftDate("2028")
    (entry,) = journal.of(mandate.uid)
    assert (entry.verb, entry.after["from"]) == ("mandate.delegate", str(crew["mandate"].uid))


def test_a_part_left_empty_is_that_of_the_mandate(crew):
    delegate(crew)

    assert reads(crew["correspondent"], A)
    assert not reads(crew["correspondent"], C)


@pytest.mark.parametrize(
    ("kind", "said", "values"),
    [
        (PermissionError, "does not cover all", {"units": [C]}),
        (PermissionError, "does not cover all", {"units": [A, "sky"]}),
        (MandateRefusedError, "allows what your mandate does not", {"role": "head"}),
        (MandateRefusedError, "ends on 2028", {"until": SoftDate("2029")}),
        (MandateRefusedError, "No site has the code", {"sites": ["fr-atlantis"]}),
        (MandateRefusedError, "before today", {"since": SoftDate("2026-11-01")}),
        (MandateRefusedError, "never hold", {"since": LATER, "until": LATER}),
        (PermissionError, "Only the holder", {"by": "director"}),
        (PermissionError, "Only the holder", {"by": "researcher"}),
    ],
)
def test_a_delegation_never_exceeds_what_it_comes_from(crew, kind, said, values):
    refused(kind, said, lambda: delegate(crew, **values))


def test_a_delegation_shrinks_and_ends_with_what_it_comes_from(crew):
    delegate(crew)
    crew["mandate"].units.set(Unit.objects.filter(code=B))
    assert not reads(crew["correspondent"], A)
    assert reads(crew["correspondent"], B)

    Role.objects.filter(code="referent").update(verbs=["cooperation.edit"])
    assert not may(reach_of(crew["correspondent"], TODAY), Verb.COOPERATION_READ)
    Role.objects.filter(code="referent").update(verbs=["cooperation.read"])

    end_mandate(mandate=crew["mandate"], **acting(crew["director"]))
    assert not reads(crew["correspondent"], B)


def test_a_delegation_ends_by_itself_at_its_day_and_with_its_parent(crew):
    delegate(crew, until=LATER)

    assert reads(crew["correspondent"], A, today=LATER.earliest - timedelta(days=1))
    assert not reads(crew["correspondent"], A, today=LATER.earliest)


def test_a_delegation_is_not_delegated_again(crew):
    mandate = delegate(crew, role="referent")

    refused(
        MandateRefusedError,
        "not delegated again",
        lambda: delegate(crew, by="correspondent", to="researcher", parent=mandate),
    )


def test_a_deputy_sees_and_does_what_the_mandate_allows_in_both_names(crew):
    deputise(crew)
    reach = reach_of(crew["researcher"], TODAY)

    assert reads(crew["researcher"], A)
    assert may(reach, Verb.COOPERATION_EDIT)
    (held,) = reach.mandates
    assert (held.kind, held.acting_for, held.stands_for) == (
        "deputy",
        "Régis Balise",
        str(crew["mandate"].uid),
    )
    assert not reads(crew["researcher"], A, today=LATER.earliest)


def test_a_deputy_of_a_delegation_has_what_both_allow(crew):
    mandate = delegate(crew, units=[A])
    deputise(crew, by="correspondent", parent=mandate)
    assert reads(crew["researcher"], A)
    assert not reads(crew["researcher"], B)

    end_mandate(mandate=crew["mandate"], **acting(crew["referent"]))
    assert not reads(crew["researcher"], A)


def test_a_deputy_delegates_as_the_holder_does_but_names_no_deputy(crew):
    deputy = deputise(crew)

    mandate = delegate(crew, by="researcher", units=[A])
    assert mandate.parent == crew["mandate"]
    refused(
        MandateRefusedError,
        "not delegated again",
        lambda: deputise(crew, by="researcher", to="correspondent", parent=deputy),
    )
    refused(PermissionError, "names a deputy", lambda: deputise(crew, by="researcher", to="correspondent"))


@pytest.mark.parametrize(
    ("until", "by", "kind", "said"),
    [
        (None, "referent", MandateRefusedError, "acts for a time"),
        (SoftDate("2027-12"), "referent", MandateRefusedError, "within a year"),
        (LATER, "correspondent", PermissionError, "names a deputy"),
    ],
)
def test_a_deputy_acts_for_a_time_and_is_named_by_the_holder(crew, until, by, kind, said):
    refused(kind, said, lambda: deputise(crew, until=until, by=by))


def test_who_gives_mandates_there_names_a_deputy_for_who_is_away(crew):
    Role.objects.filter(code="referent").update(verbs=["cooperation.read"])

    assert deputise(crew, by="director").given_by == "Diane Gouvernail"


@pytest.mark.parametrize("by", ["referent", "director", "administrator"])
def test_a_mandate_is_ended_by_its_holder_or_who_gives_there_and_the_holder_is_told(crew, by):
    ended = end_mandate(mandate=crew["mandate"], why="left the institute", **acting(crew[by]))

    assert not reads(crew["referent"], A)
    assert ended.ended_by == str(crew[by])
    latest = journal.of(ended.uid)[0]
    assert (latest.verb, latest.before, latest.after["why"]) == (
        "mandate.end",
        {"until": "2028"},
        "left the institute",
    )
    assert Notice.objects.filter(event__startswith="mandate.end").exists() is (by != "referent")


def test_the_holder_of_a_mandate_ends_what_was_delegated_from_it(crew):
    mandate = delegate(crew)
    end_mandate(mandate=mandate, **acting(crew["referent"]))
    assert not reads(crew["correspondent"], A)


def test_others_do_not_end_it_and_what_ended_is_not_ended_again(crew):
    own = acting(crew["researcher"])
    refused(PermissionError, "is ended by", lambda: end_mandate(mandate=crew["mandate"], **own))
    above = Mandate.objects.get(person=crew["administrator"])
    refused(PermissionError, "is ended by", lambda: end_mandate(mandate=above, **acting(crew["director"])))
    end_mandate(mandate=crew["mandate"], **acting(crew["referent"]))
    refused(
        MandateRefusedError,
        "ended already",
        lambda: end_mandate(mandate=crew["mandate"], **acting(crew["director"])),
    )


def test_the_last_who_manages_the_organisation_cannot_leave(crew):
    mandate = Mandate.objects.get(person=crew["administrator"])
    refused(
        MandateRefusedError,
        "Nobody else",
        lambda: end_mandate(mandate=mandate, **acting(crew["administrator"])),
    )
    shell_gives(crew["researcher"], "keeper")
    end_mandate(mandate=mandate, **acting(crew["administrator"]))
    assert not may(reach_of(crew["administrator"], TODAY), Verb.ORGANISATION_MANAGE)
