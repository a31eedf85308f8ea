"""What the data show and nobody answered, for whoever may answer it; why a list is short."""

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import queries, services
from portulan.domains.cooperations.queries.found import found_one, found_with
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Unit
from portulan.domains.partners.models import Partner, Party


def shown(who, figures, **asked) -> list[tuple[str, str, int]]:
    page = queries.found(reach=who.reach, figures=figures, at=TODAY, **asked)
    assert page.total == len(page.rows)
    return [(line.unit.code if line.unit else "", line.key, line.count) for line in page.rows]


ALPHA = [("team-alpha", "hal-12", 2), ("team-alpha", "ror-0bbbbbb02", 1)]
BETA = [("team-beta", "ror-0bbbbbb02", 1)]
WHOLE = [("", "ror-0cccccc03", 2), ("", "pic-900000003", 1), ("", "pic-900000004", 1)]


def test_each_person_answers_for_the_own_units(teams, somebody, figures):
    assert shown(somebody("researcher", units=("team-alpha",)), figures) == ALPHA
    assert shown(somebody("referent", units=("sky",)), figures) == BETA
    assert shown(somebody("researcher", units=("wave",)), figures) == []
    assert set(shown(somebody("referent"), figures)) == {*ALPHA, *BETA, *WHOLE}
    assert shown(somebody("referent", countries=("DE",)), figures) == WHOLE[:1]
    assert shown(somebody("director"), figures) == []  # reads, and does not declare
    assert queries.found(reach=NOBODY, figures=figures, at=TODAY).total == 0
    assert queries.found(reach=somebody("referent").reach, figures=None, at=TODAY).total == 0


def test_narrowed_to_an_institute_a_country_a_name(teams, somebody, figures):
    one = somebody("referent")
    assert shown(one, figures, unit="sea") == ALPHA
    assert shown(one, figures, country="CH") == ALPHA[:1]
    assert [key for _, key, _ in shown(one, figures, text="strait")] == ["ror-0bbbbbb02"] * 2


def test_the_parties_abroad_of_a_joint_laboratory(teams, somebody, figures):
    joint = Unit.objects.get(code="wave")
    joint.international, joint.country_id = True, Partner.objects.get(key="test-sg").country_id
    joint.save()
    Party.objects.create(
        unit=joint,
        partner=Partner.objects.get(key="test-sg"),
        role="supervising",
        label="IRL 7",
        source_key="rnsr",
    )
    one = somebody("researcher", units=("wave",))
    (line,) = queries.found(reach=one.reach, figures=figures, at=TODAY).rows
    assert (line.source, line.key, line.label, line.country) == ("rnsr", "test-sg", "IRL 7", "SG")


def test_a_token_opens_only_what_one_may_answer(teams, somebody, figures):
    token = "hal:team-alpha:hal-12"
    mine, other = somebody("researcher", units=("team-alpha",)), somebody("researcher", units=("team-beta",))
    assert found_one(reach=mine.reach, figures=figures, at=TODAY, token=token).count == 2
    for reach, asked in ((other.reach, token), (mine.reach, "hal:team-alpha:hal-99"), (mine.reach, "x")):
        assert found_one(reach=reach, figures=figures, at=TODAY, token=asked) is None


def test_all_that_is_shown_with_one_organisation(teams, figures):
    lines = found_with(key="ror-0bbbbbb02", figures=figures, at=TODAY)
    assert [(line.source, line.unit.code) for line in lines] == [("hal", "team-alpha"), ("hal", "team-beta")]
    assert found_with(key="ror-0bbbbbb02", figures=None, at=TODAY) == ()


def test_a_short_list_says_which_source_is_missing(teams, somebody, figures):
    def reasons(who, shown_by=figures, **asked):
        rows = queries.missing(reach=who.reach, figures=shown_by, at=TODAY, **asked)
        return [(one.reason, one.source) for one in rows]

    assert reasons(somebody("referent")) == []
    assert reasons(somebody("referent", units=("sea",))) == [("whole-only", "cordis")]
    assert reasons(somebody("referent"), unit="sea") == [("whole-only", "cordis")]
    assert reasons(somebody("director")) == [("no-mandate", "")]
    assert reasons(somebody("referent"), shown_by=None) == [("nothing-built", "")]


def test_refused_ones_are_listed_for_who_may_take_it_back(teams, somebody, figures):
    mine = somebody("researcher", units=("team-alpha",))
    services.refuse_found(
        token="hal:team-alpha:hal-12", reason="chance", figures=figures, today=TODAY, **mine.acting
    )
    (line,) = queries.refused(reach=mine.reach, at=TODAY)
    assert (line.name, line.by) == ("Lonely Institute", mine.by.label)
    assert queries.refused(reach=somebody("researcher", units=("team-beta",)).reach, at=TODAY) == ()
