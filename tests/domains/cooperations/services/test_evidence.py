"""An answer keeps every key the organisation had, and the proof its source and date."""

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import services
from portulan.domains.cooperations.models import Finding
from portulan.domains.cooperations.queries.found import found_one
from portulan.domains.cooperations.services.evidence import answer_to

TOKEN = "hal:team-beta:ror-0bbbbbb02"


def test_the_keys_of_the_day_are_kept(teams, somebody, figures):
    one = somebody("researcher", units=("team-beta",))
    row = services.confirm_found(token=TOKEN, figures=figures, today=TODAY, **one.acting)
    answer = Finding.objects.get()
    assert {"ror-0bbbbbb02", "hal-11"} <= set(answer.keys)
    assert (answer.cooperation, answer.country.code, answer.partner.key) == (row, "SG", "ror-0bbbbbb02")
    line = found_one(reach=one.reach, figures=figures, at=TODAY, token=TOKEN)
    assert answer_to(line, one.reach) == answer


def test_an_answer_of_another_team_or_of_the_whole_is_another_one(teams, somebody, figures):
    one = somebody("referent")
    services.refuse_found(token=TOKEN, reason="chance", figures=figures, today=TODAY, **one.acting)
    other = found_one(reach=one.reach, figures=figures, at=TODAY, token="hal:team-alpha:ror-0bbbbbb02")
    assert answer_to(other, one.reach) is None
