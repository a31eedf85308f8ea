"""People's answers about texts: one in force for a text, kept by whom, when and why, and taken back."""

import pytest

from domains.packed import AT, TODAY
from domains.partners.known import BY, SOMEBODY, reach
from domains.partners.services.test_making import NTU, Registry
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Pin
from portulan.domains.partners.queries import decisions, pin_for
from portulan.domains.partners.services import PartnerRefusedError, pin, withdraw_pin
from portulan.foundations.journal.models import Entry

pytestmark = pytest.mark.usefixtures("isle")


def answer(text="NTU Spore", verdict="corrected", keys=(NTU.key,), by=BY, **more) -> Pin:
    return pin(text=text, verdict=verdict, keys=keys, figures=Registry(NTU), by=by, at=AT, **more)


def test_an_answer_says_who_when_and_why_and_goes_to_the_build():
    answer(why="asked the team")

    held = pin_for("ntu  spore")
    assert (held.by, held.at, held.why, held.keys, held.seen) == (
        "tests",
        AT,
        "asked the team",
        (NTU.key,),
        {NTU.key: "active"},
    )
    assert decisions(TODAY) == {
        "pins": [{"text": "NTU Spore", "verdict": "corrected", "keys": [NTU.key], "country": ""}]
    }
    assert Entry.objects.get(verb="pin.set").after["keys"] == [NTU.key]


def test_a_new_answer_withdraws_the_one_before_and_the_same_one_changes_nothing():
    first = answer()
    assert answer() == first

    answer(verdict="refused", keys=())

    first.refresh_from_db()
    assert first.withdrawn_at == AT
    assert pin_for("NTU Spore").verdict == "refused"
    assert Entry.objects.filter(verb="pin.set").count() == 3


def test_an_answer_for_a_country_wins_there_only():
    answer()
    answer(verdict="refused", keys=(), country="FR")

    assert pin_for("NTU Spore", "FR").verdict == "refused"
    assert pin_for("NTU Spore", "SG").verdict == pin_for("NTU Spore").verdict == "corrected"


def test_a_homoglyph_and_hidden_signs_have_the_same_answer():
    answer(text="\u0421NRS Dakar")

    assert pin_for("CNRS\u200b Dakar").keys == (NTU.key,)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": " — "}, "text"),
        ({"keys": ()}, "keys"),
        ({"verdict": "refused"}, "keys"),
        ({"keys": ("ror-000000000",)}, "keys"),
        ({"country": "ZZ"}, "country"),
    ],
)
def test_an_answer_that_cannot_hold_is_refused(said, field):
    with pytest.raises(PartnerRefusedError) as refused:
        answer(**said)

    assert refused.value.field == field
    assert not Pin.objects.exists()


def test_taken_back_the_matcher_decides_again():
    held = answer()

    withdraw_pin(uid=held.uid, by=BY, at=AT)

    assert pin_for("NTU Spore") is None
    assert decisions(TODAY) == {"pins": []}
    with pytest.raises(PartnerRefusedError, match="taken back already"):
        withdraw_pin(uid=held.uid, by=BY, at=AT)


def test_who_may_not_answers_nothing():
    for refused in (reach(), reach(Verb.PARTNER_EDIT)):
        with pytest.raises(PermissionError):
            answer(by=SOMEBODY, reach=refused)
    assert not Pin.objects.exists()

    held = answer(by=SOMEBODY, reach=reach(Verb.MATCH_PIN))
    with pytest.raises(PermissionError):
        withdraw_pin(uid=held.uid, by=SOMEBODY, at=AT, reach=reach())
