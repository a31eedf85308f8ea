"""What a form offers, to whoever writes about cooperations and to nobody else."""

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import queries
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Unit


def test_units_by_any_word_those_of_the_mandate_first(teams, somebody):
    one = somebody("researcher", units=("cloud",))
    assert [found.key for found in queries.units(text="lab", reach=one.reach, at=TODAY)] == ["cloud", "wave"]
    assert [found.key for found in queries.units(text="CLÓUD", reach=one.reach, at=TODAY)] == ["cloud"]
    for text in ("", "w", "a\0b", "nothing"):
        assert queries.units(text=text, reach=one.reach, at=TODAY) == ()


def test_nothing_is_offered_to_who_does_not_write(teams, somebody):
    for reach in (NOBODY, somebody().reach, somebody("administrator").reach):
        assert queries.units(text="lab", reach=reach, at=TODAY) == ()
        assert queries.people(text="Researcher", reach=reach) == ()


def test_people_a_few_at_a_time(somebody):
    made = [somebody("researcher", units=("wave",)) for _ in range(10)]
    found = queries.people(text="research", reach=made[0].reach)
    assert len(found) == 8
    assert queries.people(text="r", reach=made[0].reach) == ()


def test_the_laboratory_of_the_mandate_is_known(teams, somebody):
    def own(who):
        return [one.key for one in queries.own_units(reach=who.reach, at=TODAY)]

    assert own(somebody("researcher", units=("wave",))) == ["wave"]
    assert own(somebody("referent", units=("sea",))) == ["sea"]
    assert own(somebody("referent")) == []


def test_fields_of_the_laboratory_come_first_with_their_source(field):
    Unit.objects.filter(code="wave").update(details={"fields": ["2"], "erc_panels": ["PE2"]}, source="RNSR")
    choices = queries.fields_of_science(codes=["wave"], at=TODAY)
    assert [(one.key, one.source) for one in choices[:3]] == [
        ("erc-panels:1:PE2", "RNSR"), ("rnsr-fields:1:2", "RNSR"), ("erc-panels:1:PE1", ""),
    ]  # fmt: skip


def test_what_the_data_know_of_a_choice(teams, figures):
    known = queries.known_with(
        keys=["ror-0bbbbbb02", "ror-0cccccc03"], codes=["team-alpha"], figures=figures, at=TODAY
    )
    assert [line.token for line in known.of_units] == ["hal:team-alpha:ror-0bbbbbb02"]
    assert [line.token for line in known.of_all] == ["cordis::ror-0cccccc03"]
    assert [one.name_en for one in queries.named_units(codes=["wave", "nowhere"], at=TODAY)] == ["wave lab"]
